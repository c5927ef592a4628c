"""`catch-up`: a restored host, or a new one, takes from mirrors' folders what it lacks; what cannot come back is listed
act by act, so that people take it again."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import click
import sqlalchemy as sa

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.commands.backup import refusing
from workflow.commands.cannot import refusing as refusing_copies
from workflow.commands.witness import FILE
from workflow.db import migrate
from workflow.keeping import anchoring, catching_up, parted, restoring
from workflow.keeping.catching_up import Caught
from workflow.parcels.sealing import PLACE, Key
from workflow.settings import Settings
from workflow.words import say

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    name="catch-up",
    help="从地区镜像补回本机所缺：同一日志续写，各行与记录逐一核对，有一处不符即不写。"
    " · Take from mirrors what this host lacks; the same log goes on, or nothing is written.",
)
@click.option("--from", "copies", multiple=True, type=FOLDER, help="镜像文件夹，可多个 · folders of mirrors")
@click.option("--rebuild", is_flag=True, help="主机全失：建立空库再补 · the host is lost: begin with an empty database")
@click.option("--parcel-key", type=FILE, help="保险柜里的封存密钥 · the key of parcels, from the safe")
@click.option(
    "--printed",
    multiple=True,
    help="公告所印的日志头“名称 / 条数 / 根” · a head as an announcement prints it: origin / size / root",
)
def catch_up(copies: tuple[Path, ...], rebuild: bool, parcel_key: Path | None, printed: tuple[str, ...]) -> None:
    settings = Settings.read()
    folders = [*copies, *parted.mirrors(settings)]
    if not folders:
        raise Refusal(say("没有镜像文件夹：请用 --from 指出。"))
    for folder in folders:
        if not (folder / "logs").is_dir():
            raise Refusal(say("{path} 不是镜像或见证的文件夹。", path=str(folder)))
    with refusing(), refusing_copies():
        anchoring.check(folders, printed)
        _prepare(settings, parcel_key, rebuild, printed)
        with opened(settings) as database:
            done = catching_up.catch_up(database, settings, folders, clock.now())
    _tell(done)


def _prepare(settings: Settings, parcel_key: Path | None, rebuild: bool, printed: tuple[str, ...]) -> None:
    """The key in its place, and for a host that was lost an empty database."""
    place = settings.var_path / PLACE
    if parcel_key is not None and place.exists() and Key.read(parcel_key) != Key.read(place):
        raise Refusal(say("{path} 是另一把封存密钥：请先把它移走，或不用 --parcel-key。", path=str(place)))
    if parcel_key is not None and not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(parcel_key, place)
        place.chmod(0o600)
    if not place.exists():
        raise Refusal(say("没有封存密钥 {path}：它在每份备份里，另一份应在保险柜里（--parcel-key）。", path=str(place)))
    if not rebuild:
        return
    if not restoring.is_empty(sa.make_url(settings.database_url)):
        raise Refusal(say("数据库不是空的：恢复过备份的不用 --rebuild。"))
    if not (settings.var_path / "log.vkey").exists() and not printed:
        raise Refusal(say("没有日志公钥，也没有公告所印的日志头（--printed）：无从知道镜像讲的是不是真的。"))
    migrate(settings.database_url)


def _tell(done: Caught) -> None:
    """What came back; what did not, with every reason, and the acts that people take again."""
    _listed(say("有的镜像不能用，其余的已用："), done.damaged)
    for origin, (has, size) in done.logs.items():
        click.echo(say("{origin}：第 {has} 条到第 {last} 条已补回。", origin=origin, has=has, last=size - 1))
    _listed(say("补回而尚无地区联署的步骤，请各人看一看："), done.uncosigned)
    for origin, reasons in done.refused.items():
        _listed(say("{origin}：不能补回，一行未写：", origin=origin), reasons)
        _listed(say("须由各人重办的步骤："), done.lost.get(origin, ()))
    for origin, (held, seen) in done.beyond.items():
        facts = {"origin": origin, "held": held, "last": seen - 1}
        click.echo(say("{origin}：第 {held} 条到第 {last} 条曾经签出，哪里都没有：须由各人重办。", **facts))
    for digest in done.files:
        click.echo(say("存件 {sha256} 不在本机，也不在镜像里，请重新提交。", sha256=digest))
    if done.refused:
        raise Refusal(say("{n} 个日志没有补回。", n=len(done.refused)))
    if not done.logs and done.damaged:
        raise Refusal(say("没有补回任何记录：请另取完好的镜像再试。"))
    if not done.logs:
        click.echo(say("本机不缺镜像所有的任何记录。"))
        return
    click.echo(say("已补回 {n} 行，全部证据核对一致。", n=done.rows))
    click.echo(say("定时与投递仍保持：两名管理员确认之后继续（tongbiao resume）。"))


def _listed(heading: str, lines: Sequence[object]) -> None:
    if lines:
        click.echo("\n".join([heading, *(f"  {line}" for line in lines)]))
