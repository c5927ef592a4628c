"""`reindex`: the index of the search made anew, or compared with the tables."""

import click
import sqlalchemy as sa

from workflow.commands import opened
from workflow.keeping import indexing
from workflow.records.standards import Standard
from workflow.search import searching
from workflow.settings import Settings
from workflow.words import say

MOST = 20  # standards that are named


@click.command(
    help="重建检索索引，期间不能办理；加 --check 只核对，有不符时退出码为 1。"
    " · Make the index of the search anew while nobody acts; with --check only compare, exit status 1 if it differs."
)
@click.option("--check", "is_check", is_flag=True, help="只核对 · only compare")
def reindex(is_check: bool) -> None:
    with opened(Settings.read()) as database:
        if not is_check:
            with database.plain() as session:
                _alone(session)
                return click.echo(say("检索索引已重建，共 {n} 项标准。", n=searching.rebuild(session)))
        with database.read() as session:
            found = list(indexing.differing(session))
    for one in found[:MOST]:
        click.echo(say("标准 {id}：{n} 段与库表不符。", id=one.standard, n=one.passages), err=True)
    if found:
        click.echo(say("{n} 项标准的检索索引不符，请运行 tongbiao reindex。", n=len(found)), err=True)
        raise SystemExit(1)
    click.echo(say("检索索引与库表一致。"))


def _alone(session: sa.orm.Session) -> None:
    """No act may make anything public while the rest is read; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text(f"LOCK TABLE {Standard.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))
