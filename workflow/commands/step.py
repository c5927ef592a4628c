"""`step`: a person takes a step from the command line, through the same door, with the same refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from workflow import ceremony, clock, engine
from workflow.ceremony import Ceremony, NotSigned
from workflow.commands import Refusal, opened
from workflow.commands.user import account_of, from_stdin, password, proved, told
from workflow.db import Database, Outdated
from workflow.picture.standing import Case, Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused, misplaced, unmet
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.reads.catalogue import find
from workflow.reads.seats import seats_of
from workflow.settings import Settings
from workflow.storage import files
from workflow.storage.screening import BadFile
from workflow.words import say

METHOD = "password"


@click.command(help="以某人的席位办理一个步骤，须输入口令。 · Take a step as a person; the password is asked for.")
@click.argument("standard", type=click.IntRange(1))
@click.argument("name", metavar="STEP")
@click.option("--as", "username", required=True, metavar="USERNAME", help="办理人 · who acts")
@click.option(
    "--seat", "seat_id", type=int, help="席位编号(默认为可办理的第一个) · the seat, else the first that may act"
)
@click.option("--answer", "answers", multiple=True, metavar="K=V", help="填写项，可重复 · an answer, again for a list")
@click.option("--file", "papers", multiple=True, metavar="K=PATH", help="材料文件 · a file for an answer")
@from_stdin
def step(standard: int, name: str, username: str, seat_id: int | None, password_stdin: bool, **given: Any) -> None:
    row = ROWS.get(name)
    if row is None:
        raise click.UsageError(say("没有名为 {name} 的步骤。", name=name))
    raw, paths, at = answered(given["answers"]), dict(_pair(each) for each in given["papers"]), clock.now()
    settings = Settings.read()
    with opened(settings) as database, refusals():
        seat = chosen(database, row, standard, account_of(database, username).person_id, seat_id, at)
        raw |= {key: _kept(database, settings, Path(path), seat, at) for key, path in paths.items()}
        with database.read() as session:
            files.check_own(session, settings, row, raw, person_id=seat.person_id, standard_id=standard)
        drawn = _drawn_up(database, row, standard, seat, raw, at) if row.signs else None
        proved(database, username, password(password_stdin))
        outcome = engine.take(database, name, standard, seat, raw, at=at, signed=drawn)
    click.echo(say("已办理：{step}。状态：{state}。", step=f"step.{name}", state=f"joint.{outcome.state}"))
    click.echo(f"{outcome.log} #{outcome.index} {outcome.leaf_hash}")


@contextmanager
def refusals() -> Iterator[None]:
    """What the door answers, as a command answers it: refused is 1, answers that cannot be read are 2."""
    try:
        yield
    except WrongAnswers as wrong:
        raise click.UsageError(wrongs(wrong)) from wrong
    except (Refused, NotThere) as no:
        raise Refusal(told(no)) from no
    except NotSigned as no:
        raise Refusal(say(no.key)) from no
    except Outdated as no:
        raise Refusal(say("他人刚办理过，请重新查看后再办。")) from no


def answered(answers: tuple[str, ...]) -> dict[str, Any]:
    """The answers by name; a name given more than once is a list."""
    found: dict[str, list[str]] = {}
    for each in answers:
        key, value = _pair(each)
        found.setdefault(key, []).append(value)
    return {key: values[0] if len(values) == 1 else values for key, values in found.items()}


def _pair(text: str) -> tuple[str, str]:
    key, mark, value = text.partition("=")
    if not (key and mark):
        raise click.UsageError(say("“{text}”应写作 名称=内容。", text=text))
    return key, value


def chosen(database: Database, row: Row, standard: int, person: int, wanted: int | None, at: datetime) -> Seat:
    """The seat named, or the person's first from which the step is placed, or the first that sees the project."""
    with database.read() as session:
        seats = [seat for seat in seats_of(session, person, clock.day_of(at)) if wanted in (None, seat.id)]
        seeing = [(seat, found) for seat in seats if (found := find(session, seat, standard)) is not None]
        placed = [seat for seat, found in seeing if misplaced(row, Case(found, seat, at)) is None]
    if not seeing:
        raise NotThere
    return placed[0] if placed else seeing[0][0]


def wrongs(wrong: WrongAnswers) -> str:
    """What is wrong with each field."""
    return "\n".join(f"{say(f'ask.{field}')}：{say(key, **facts)}" for field, (key, facts) in wrong.fields.items())


def _kept(database: Database, settings: Settings, path: Path, seat: Seat, at: datetime) -> str:
    try:
        with path.open("rb") as stream:
            return files.store(database, settings, stream, path.name, seat.person_id, at)
    except OSError as fault:
        raise Refusal(say("读不到文件 {path}。", path=str(path))) from fault
    except BadFile as bad:
        raise Refusal(f"{path.name}：{say(bad.key, **bad.facts)}") from bad


def _drawn_up(database: Database, row: Row, standard: int, seat: Seat, raw: dict[str, Any], at: datetime) -> Ceremony:
    """The statement, shown before the password is given for it; an act that would be refused has none."""
    with database.plain() as session:
        standing = find(session, seat, standard)
        if standing is None:
            raise NotThere
        case = engine.case_for(standing, row, seat, raw, at)
        if reasons := unmet(row, case):
            raise Refused(reasons)
        statement = ceremony.draw_up(session, row, case)
        click.echo(statement.words, err=True)
        return Ceremony(statement.id, METHOD)
