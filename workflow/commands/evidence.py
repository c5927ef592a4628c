"""`verify` and `export`: what somebody who trusts nobody asks of an installation."""

import sys
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

import click

from workflow import clock, jobs
from workflow.clock import end_of, start_of
from workflow.commands import Refusal, opened
from workflow.exports.events import Export, Format, Selection
from workflow.exports.verification import verify as verified
from workflow.keeping import ledger
from workflow.replaying.report import Rejudged
from workflow.replaying.whole import rejudged
from workflow.seats import installing
from workflow.settings import Settings
from workflow.words import say

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(help="重算全部日志并与数据表核对。 · Hash the logs again, replay them, and compare with the tables.")
@click.option("--quick", is_flag=True, help="不重新判断以往的步骤 · do not judge past acts again")
def verify(quick: bool) -> None:
    settings = Settings.read()
    has_key = (settings.var_path / "keys" / "log.key").exists()
    with opened(settings) as database:
        report = verified(database, jobs.signer(settings) if has_key else None, ledger.places(settings))
        judged = None if quick else rejudged(database)
    for finding in report.findings:
        click.echo(str(finding))
    for remark in report.remarks:
        click.echo(str(remark), err=True)
    told = {name: report.counts[name] for name in ("logs", "leaves", "standards", "findings")}
    click.echo(
        say("核对 {logs} 个日志、{leaves} 条记录、{standards} 个项目，发现 {findings} 处不符。", **told), err=True
    )
    if judged is not None:
        _tell_judged(judged)
    if not report.is_clean or (judged is not None and not judged.is_clean):
        raise SystemExit(1)


def _tell_judged(found: Rejudged) -> None:
    """Each unlawful act with the rules that it broke; then how much was judged, and what nobody can judge."""
    for verdict in found.unlawful:
        for broken in verdict.unlawful:
            place = {"object": verdict.object, "n": verdict.sequence, "step": f"step.{verdict.act}"}
            click.echo(say("{object} 第 {n} 步“{step}”不合规则：{why}", **place, why=broken.sentence))
    for (rule, part), n in found.unjudged.most_common():
        click.echo(say("规则 {rule} 有 {n} 次不能判断：记录不讲 {part}", rule=rule, n=n, part=part), err=True)
    told = {name: found.counts[name] for name in ("acts", "unlawful", "unjudged")}
    click.echo(
        say("按流程表重新判断 {acts} 步：{unlawful} 步不合规则，{unjudged} 步有规则不能判断。", **told), err=True
    )


@click.group(help="导出。 · Export.")
def export() -> None:
    pass


@export.command(help="导出事件。 · The events, as a table or with their exact leaves.")
@click.option("--format", "form", type=click.Choice([form.value for form in Format]), required=True)
@click.option("--since", type=DAY, help="从这一天起(北京时间) · from this Beijing day on")
@click.option("--until", type=DAY, help="到这一天止(含) · until this Beijing day, included")
@click.option("--standard", type=click.IntRange(1), help="项目编号 · id of a standard")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="文件 · the file to write")
def events(form: str, since: datetime | None, until: datetime | None, standard: int | None, out: Path) -> None:
    settings = Settings.read()
    chosen = Selection(
        since=start_of(since.date()) if since else None,
        until=end_of(until.date()) if until else None,
        standard=standard,
    )
    with opened(settings) as database:
        try:
            with out.open("w+b") as stream:
                made = _written(Export(database, Format(form), chosen), stream)
                stream.seek(0)
                digest = file_digest(stream, "sha256").hexdigest()
        except OSError as fault:
            raise Refusal(say("不能写入 {path}，请检查属主和权限。", path=str(out))) from fault
        facts = {"format": form, "count": made.count, "standard": standard, "sha256": digest}
        days = {name: day.date().isoformat() if day else None for name, day in (("since", since), ("until", until))}
        with database.write(clock.now()) as work:
            installing.record(work, "export_events", facts=facts | days)
    _tell(made, out, digest)


def _written(export: Export, stream: BinaryIO) -> Export:
    """Write it; whoever sits before a terminal sees how far it is."""
    label = say("导出事件")
    with click.progressbar(length=export.total(), label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        export.tell = bar.update
        for chunk in export.chunks():
            stream.write(chunk)
    return export


def _tell(made: Export, out: Path, digest: str) -> None:
    """How many events, the file's hash, and the signed checkpoint of each log they were taken from."""
    click.echo(say("已写入 {path}：{n} 条事件，SHA-256 {digest}。", path=str(out), n=made.count, digest=digest))
    for log in made.covered:
        click.echo(
            f"\n{log.note}"
            if log.note
            else say("日志 {origin} 到第 {size} 条，尚未签名。", origin=log.origin, size=log.size)
        )
