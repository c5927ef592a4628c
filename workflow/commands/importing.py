"""`import`: people with their seats, or a calendar, from a CSV or XLSX file, as a security administrator does."""

from pathlib import Path

import click

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.commands.user import administrator, from_stdin, password
from workflow.importing.kinds import KINDS
from workflow.importing.plan import Fate, Plan
from workflow.importing.reading import BYTES, BadTable, read
from workflow.settings import Settings
from workflow.words import say


@click.command("import", help="从文件导入人员与席位或工作日历。 · Import people and seats, or a calendar.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind", type=click.Choice(list(KINDS)), default="people", show_default=True, help="导入什么 · which list"
)
@click.option("--as", "actor", required=True, metavar="USERNAME", help="以安全管理员身份 · the security administrator")
@click.option("--yes", is_flag=True, help="写入；不加只预览 · write it; without, only a preview")
@from_stdin
def import_(file: Path, kind: str, actor: str, yes: bool, password_stdin: bool) -> None:
    settings, module = Settings.read(), KINDS[kind]
    with opened(settings) as database:
        seat = administrator(database, actor, password(password_stdin))
        try:
            with file.open("rb") as stream:
                lines = read(stream.read(BYTES + 1), file.name, module.COLUMNS)
        except BadTable as bad:
            raise Refusal(say(bad.key, **bad.facts)) from bad
        with database.read() as session:
            plan = module.plan(session, seat, lines, clock.today())
        show(plan)
        if not plan.is_sound:
            raise Refusal(say("有误的行改好之后再导入，什么也没有写入。"))
        if not yes:
            return
        done = module.write(database, seat, lines, at=clock.now())
    click.echo(say("已导入 {n} 行。", n=done.n))
    for name, username, secret in done.links:
        click.echo(f"{name}\t{username}\t{settings.base_url.rstrip('/')}/enrol/{secret}")


def show(plan: Plan) -> None:
    """The preview: what becomes of each row, and what is wrong in which column."""
    for row in plan.rows:
        wrong = "；".join(": ".join(filter(None, (column, words))) for column, words in row.wrong.items())
        click.echo("\t".join(filter(None, (str(row.line.number), say(f"fate.{row.fate.value}"), wrong))))
    click.echo(say("新增 {new} 行，已有 {same} 行，有误 {wrong} 行", **{f.value: plan.count(f) for f in Fate}))
