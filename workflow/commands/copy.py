"""`copy`: the installation moves to another database."""

import click
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from workflow.commands import Refusal, opened
from workflow.commands.backup import refusing
from workflow.keeping import copying, ledger
from workflow.settings import PREFIX, Settings
from workflow.words import say


@click.command(
    help="把全部数据复制到另一个空数据库，例如从 SQLite 到 PostgreSQL；请先停止服务。"
    " · Copy everything into another, empty database, such as SQLite to PostgreSQL; stop the service first."
)
@click.option(
    "--to", "target", required=True, metavar="URL", help="目标数据库的地址 · address of the database to copy into"
)
def copy(target: str) -> None:
    settings = Settings.read()
    try:
        shown = sa.make_url(target).render_as_string()
        with opened(settings), refusing():
            erased = ledger.places(settings)
            copying.copy(settings.database_url, target, lambda table, n: click.echo(f"{n:>9} {table}"), erased)
    except (ArgumentError, SQLAlchemyError) as fault:
        told = str(fault.__cause__ or fault).splitlines()[0]
        raise Refusal(say("目标数据库不能使用：{what}。", what=told)) from fault
    click.echo(say("已复制到 {url} 并核对。把 {name} 改为这个地址后再启动服务。", url=shown,
                   name=f"{PREFIX}DATABASE_URL"))  # fmt: skip
