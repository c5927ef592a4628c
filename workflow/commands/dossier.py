"""`export dossier`: seals what is known of one standard and writes it as a file that proves itself."""

import os
from pathlib import Path

import click

from workflow import clock, jobs
from workflow.commands import Refusal, opened
from workflow.commands.evidence import export
from workflow.db import Database, Outdated
from workflow.dossier.building import Built, build
from workflow.dossier.documents import Gone
from workflow.dossier.entitled import reader
from workflow.dossier.heads import NotSigned
from workflow.dossier.planning import Plan, plan
from workflow.dossier.sealing import seal
from workflow.process.reasons import NotThere, Refused
from workflow.records.dossiers import Dossier
from workflow.settings import Settings
from workflow.vocabulary import Profile
from workflow.words import say

__all__ = ["export"]  # with its commands of this file


@export.command(help="导出一项标准的档案包。 · The dossier of a standard, one file that proves itself.")
@click.argument("standard", type=click.IntRange(1))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="文件 · the file to write")
@click.option(
    "--profile",
    type=click.Choice([p.value for p in Profile]),
    default=Profile.FULL.value,
    show_default=True,
    help="打开到什么程度 · how much it opens",
)
@click.option("--seal", "number", type=click.IntRange(1), help="已有的封存号 · the number of an earlier seal")
def dossier(standard: int, out: Path, profile: str, number: int | None) -> None:
    settings = Settings.read()
    with opened(settings) as database:
        made = number or _sealed(database, settings, standard, Profile(profile))
        if number is not None:
            _check(database, standard, number)
        _tell(_written(database, settings, made, out), out)


def _sealed(database: Database, settings: Settings, standard: int, profile: Profile) -> int:
    """A seal of the operator's, who sees what nobody keeps to himself."""
    at = clock.now()
    planned = plan(database, settings, standard, reader(None, profile), at)
    try:
        made = seal(database, jobs.signer(settings), planned, None, at)
    except NotThere as absent:
        raise Refusal(say("没有编号为 {id} 的项目。", id=standard)) from absent
    except Refused as refused:
        raise Refusal("\n".join(reason.sentence for reason in refused.reasons)) from refused
    except Outdated as outdated:
        raise Refusal(say("这期间项目又有了新的事件，请再试一次。")) from outdated
    _tell_plan(planned, made)
    return made


def _check(database: Database, standard: int, number: int) -> None:
    with database.read() as session:
        found = session.get(Dossier, number)
    if found is None or found.standard_id != standard:
        raise Refusal(say("项目 {id} 没有第 {n} 号封存。", id=standard, n=number))


def _tell_plan(planned: Plan, made: int) -> None:
    told = {name: planned.counts[name] for name in ("events", "texts", "statements", "papers", "openings")}
    words = say(
        "已封存（第 {n} 号）：事件 {events}，文本 {texts}，声明 {statements}，材料 {papers}，打开的内容 {openings}。",
        n=made,
        **told,
    )
    click.echo(words, err=True)
    if planned.withheld:
        click.echo(say("不在其中：{what}。", what=planned.withheld), err=True)


def _written(database: Database, settings: Settings, made: int, out: Path) -> Built:
    """Beside the file first: what stands under its name is whole."""
    coming = out.with_name(f"{out.name}.coming")
    try:
        with coming.open("w+b") as stream:
            built = build(database, settings, made, stream)
        os.replace(coming, out)
    except NotSigned as unsigned:
        told = {"origin": unsigned.origin, "n": unsigned.size}
        raise Refusal(say("日志 {origin} 还没有签到第 {n} 条。请运行 tongbiao doctor。", **told)) from unsigned
    except Gone as gone:
        raise Refusal(say("封存以后 {path} 已被删除，请重新封存。", path=gone.path)) from gone
    except OSError as fault:
        raise Refusal(say("不能写入 {path}，请检查属主和权限。", path=str(out))) from fault
    finally:
        coming.unlink(missing_ok=True)
    return built


def _tell(built: Built, out: Path) -> None:
    click.echo(say("已写入 {path}：{n} 字节，SHA-256 {digest}。", path=str(out), n=built.size, digest=built.sha256))
    if built.missing:
        click.echo(say("待见证：还缺 {who} 的见证签名。", who=list(built.missing)), err=True)
