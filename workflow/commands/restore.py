"""`restore` puts a backup back and holds what would happen by itself; `resume` lets it go on."""

from pathlib import Path

import click

from workflow import clock, holds
from workflow.commands import Refusal, opened
from workflow.commands.backup import refusing
from workflow.commands.cannot import refusing as refusing_copies
from workflow.commands.user import from_stdin, keeper, password
from workflow.db import Database
from workflow.keeping import kits, parted, restoring
from workflow.keeping.confirming import NEEDED, confirm
from workflow.keeping.forks import Behind, go_on
from workflow.settings import Settings
from workflow.words import say

BEHIND = "日志 {log} 已签到第 {signed} 条，数据库只到第 {size} 条。"
FORKED = "日志 {log} 分叉：数据库的 {size} 条与已签的 {signed} 条不是同一部历史，已冻结。"
MOST = 50  # acts named in a refusal; all of them stand in the kit


@click.command(
    help="把备份恢复到空的数据库；定时与投递随之保持，直到 resume。"
    " · Restore a backup into an empty database; timers and deliveries are held until `resume`."
)
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="替换已有的数据库 · replace the database that is there")
def restore(backup: Path, yes: bool) -> None:
    settings = Settings.read()
    with refusing():
        done = restoring.restore(settings, backup, clock.now(), replacing=yes)
    click.echo(say("已恢复 {at} 的备份；全部会话与接口密钥已失效。", at=done.manifest.at))
    click.echo(say("定时与投递已保持：核对之后运行 tongbiao resume。"))
    if done.behind:
        raise Refusal(against(done.behind))


@click.command(
    help="解除恢复后的保持：由两名管理员先后各用自己的口令。"
    " · Let timers and deliveries go on after a restore: two administrators, each with his own password."
)
@click.option("--as", "actor", required=True, metavar="USERNAME", help="以管理员身份 · an administrator")
@click.option(
    "--accept-loss",
    is_flag=True,
    help="承认已签而未能恢复的记录丢失，另开日志 · accept that signed acts are lost, and go on in new logs",
)
@from_stdin
def resume(actor: str, accept_loss: bool, password_stdin: bool) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusing_copies():
        person = keeper(database, actor, password(password_stdin)).person_id
        found = parted.all_behind(database, settings)
        if (found and not accept_loss) or any(not one.log_id for one in found):  # what is not there cannot end
            raise Refusal(against(found))
        by = _agreed(database, found, person)
        for lost in found:
            go_on(database, settings, lost, clock.now(), by)
            click.echo(say("日志 {log} 到第 {size} 条为止，另开日志续写。", log=lost.origin, size=lost.size))
        released = holds.release(database, clock.now(), by)
    if released is None and not found:
        raise Refusal(say("没有保持，定时与投递照常进行。"))
    click.echo(say("保持已解除：定时与投递继续进行。"))


def _agreed(database: Database, found: list[Behind], person: int) -> list[int]:
    """Who said yes to exactly this: to these losses, after this restore. One alone is not enough."""
    with database.read() as session:
        hold = holds.held(session)
    if hold is None and not found:
        raise Refusal(say("没有保持，定时与投递照常进行。"))
    losses = [(one.origin, one.size, one.signed, one.root.hex()) for one in found]
    by = confirm(database, [hold and (hold.id, hold.since), losses], person, clock.now())
    if len(by) < NEEDED:
        click.echo(say("已记下。还须另一名管理员用自己的口令运行同一命令，之前什么都不变。"))
        raise click.exceptions.Exit(0)
    return by


@click.command(
    name="evidence-kit",
    help="日志落后或分叉时，把双方的证据和须重办的步骤写入新文件夹。"
    " · Where a log is behind or forked: both parties' evidence, and the acts to be taken again, in a new folder.",
)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--mirror",
    "copies",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="带到主机的镜像文件夹 · folder of a mirror, brought here",
)
def evidence_kit(out: Path, copies: tuple[Path, ...]) -> None:
    settings = Settings.read()
    with opened(settings) as database, refusing(), refusing_copies():
        told = kits.write(database, settings, [*copies, *parted.mirrors(settings)], out)
    for origin in told:
        click.echo(origin)
    click.echo(say("证据已写入 {path}。", path=str(out)) if told else say("各日志与已签的、镜像所见的一致。"))


def against(found: list[Behind]) -> str:
    """Why the logs must not go on, what they lack as far as it is known, and the way out."""
    told = []
    for one in found:
        told.append(say(FORKED if one.is_fork else BEHIND, log=one.origin, signed=one.signed, size=one.size))
        told += [f"  {lost}" for lost in one.lost[:MOST]]
    return "\n".join([*told, say("fork.way_out")])
