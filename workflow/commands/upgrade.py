"""`upgrade`: brings the tables to this version of the program, or back to an earlier one."""

from pathlib import Path

import click

from workflow import clock, schema
from workflow.commands import opened
from workflow.commands.backup import refusing
from workflow.keeping import upgrading
from workflow.settings import Settings
from workflow.words import say


@click.command(
    help="先备份，再把数据库升级到本版本；请先停止服务。"
    " · Back up, then bring the database to this version; stop the service first."
)
@click.option("--back", metavar="REVISION", help="退回较早的数据库版本 · go back to an earlier revision")
def upgrade(back: str | None) -> None:
    settings = Settings.read()
    with opened(settings), refusing():
        if back:
            before, taken = upgrading.back(settings, back, clock.now())
            return _tell(before, back, taken.folder)
        before, made = upgrading.forward(settings, clock.now())
    if made is None:
        return click.echo(say("数据库已是最新版本。"))
    _tell(before, "", made.folder)


def _tell(before: str, after: str, folder: Path) -> None:
    click.echo(say("升级前的备份：{folder}", folder=str(folder)))
    told = {"before": before, "after": after or schema.newest()}
    click.echo(say("数据库已由 {before} 改为 {after}。", **told))
