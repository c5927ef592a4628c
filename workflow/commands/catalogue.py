"""`catalogue`: a region's list of standards from a CSV or XLSX file; without --yes only what it would do."""

from pathlib import Path

import click

from workflow import clock
from workflow.commands import Refusal, opened
from workflow.commands.user import from_stdin, password, proved
from workflow.db import Database
from workflow.importing.catalogue import columns, writing
from workflow.importing.plan import Fate, Plan
from workflow.importing.reading import BadTable
from workflow.picture.standing import Seat
from workflow.reads.seats import seats_of
from workflow.settings import Settings
from workflow.words import say


@click.command(help="导入一个地区的标准目录。 · Import the catalogue of a region's standards.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "actor", required=True, metavar="USERNAME", help="以谁的席位 · whose seat")
@click.option("--licence", default="", help="使用许可 · the licence that is kept with every row")
@click.option("--column", "chosen", multiple=True, metavar="FIELD=N", help="第几列（从 1 数） · the column of a field")
@click.option("--yes", is_flag=True, help="写入；不加只预览 · write it; without, only a preview")
@from_stdin
def catalogue(file: Path, actor: str, licence: str, chosen: tuple[str, ...], yes: bool, password_stdin: bool) -> None:
    with opened(Settings.read()) as database:
        seat = _keeper(database, actor, password(password_stdin))
        try:
            with file.open("rb") as stream:
                table = writing.opened(stream.read(writing.MOST.size + 1), file.name)
        except BadTable as bad:
            raise Refusal(say(bad.key, **bad.facts)) from bad
        with database.read() as session:
            known = columns.remembered(session, str(seat.region), table.heading)
            mapping = (known or columns.guessed(table.heading)) | dict(map(_column, chosen))
            plan = writing.plan(session, str(seat.region), table, mapping)
        _show(plan, table.heading, mapping)
        if not plan.is_sound or columns.faults(mapping):
            raise Refusal(say("有误的行改好之后再导入，什么也没有写入。"))
        if yes:
            counts = writing.write(database, seat, table, mapping, licence, at=clock.now())
            told = {fate.value: n for fate, n in counts.items()}
            click.echo(say("已导入：新增 {new} 行，变化 {changed} 行，没有变化 {same} 行。", **told))


def _column(words: str) -> tuple[str, int]:
    field, _, place = words.partition("=")
    if field not in columns.MAPPED or not place.isdecimal() or not 0 < int(place) < 1000:
        raise click.UsageError(say("“{text}”应写作 名称=内容。", text=words))
    return field, int(place) - 1


def _keeper(database: Database, username: str, secret: str) -> Seat:
    account = proved(database, username, secret)
    with database.read() as session:
        seats = seats_of(session, account.person_id, clock.today())
    found = next((seat for seat in seats if writing.may(seat)), None)
    if found is None:
        raise Refusal(say("{username} 没有可以导入标准目录的席位。", username=username))
    return found


def _show(plan: Plan, heading: list[str], mapping: dict[str, int]) -> None:
    for field, place in mapping.items():
        click.echo(f"{say(f'catalogued.field.{field}')} ← {heading[place] if place < len(heading) else place + 1}")
    for row in plan.rows:
        for field, words in row.wrong.items():
            click.echo(f"{row.line.number}\t{say(f'catalogued.field.{field}')}\t{row.line[field]}\t{words}")
        if row.fate is Fate.CHANGED:
            told = (f"{name}: {old} → {new}" for name, (old, new) in row.makes["changed"].items())
            click.echo(f"{row.line.number}\t{say('fate.changed')}\t{'; '.join(told)}")
    counts = {fate.value: plan.count(fate) for fate in Fate}
    click.echo(say("新增 {new} 行，变化 {changed} 行，没有变化 {same} 行，有误 {wrong} 行", **counts))
