"""Every kind of entry that ships: begun with what it asks, taken in from a file and again without change, taken away in
every form, shown with its history on its day and on none before.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import builders
from tests.cast import LEAD, MORNING, World, founded
from workflow import entering
from workflow.accord.entered import Entered
from workflow.clock import BEIJING, day_of
from workflow.exports.registers import files
from workflow.exports.rolls import Roll
from workflow.importing import entries as importing
from workflow.importing.entry_rows import Target, read
from workflow.importing.plan import Fate
from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Case
from workflow.process.row import Ask, AskType
from workflow.reads import entries as reads
from workflow.reads import entry_lists
from workflow.reads.entry_lists import Wanted
from workflow.rules.ruling import ARTICLES

KINDS = all_kinds()
AT = MORNING + timedelta(days=1)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[World]:
    """One agreement with a project under way, into which all kinds go."""
    path = tmp_path_factory.mktemp("kinds") / "kinds.db"
    path.write_bytes(sqlite_template.read_bytes())
    made = founded(f"sqlite:///{path}")
    builders.proposed(made)
    yield made
    made.database.dispose()


def step(kind: Kind) -> str:
    return next(row.name for row in entering.rows_of(kind) if not row.source)


def seat(world: World, kind: Kind) -> Any:
    roles = [role for role in ("handler", "implementer") if role in kind.keepers]
    return world.seat(LEAD, roles[0])


def told(world: World, kind: Kind, title: str) -> dict[str, Any]:
    """An answer to everything that is asked, so that nothing of a kind goes untried."""
    with world.database.read() as session:
        seen = Entered.beginning(session, world.agreements["JJJ"], kind)
        assert seen is not None
        row = entering.row_of(step(kind), kind, begins=True)
        case = Case(seen, seat(world, kind), AT)
        return {ask.name: value for ask in row.asks if (value := answer(ask, case, title)) is not None}


def answer(ask: Ask, case: Case, title: str) -> Any:
    if ask.choices is not None:
        found = [str(choice.value) for choice in ask.choices(case)]
        return None if not found else found[:1] if ask.many else found[0]
    match ask.type:
        case AskType.INTEGER:
            return "7"
        case AskType.DECIMAL:
            return "12.5"
        case AskType.DATE:
            return str(day_of(AT) + timedelta(days=200 if ask.name in ("due", "until") else -900))
        case AskType.FILE:
            return None
    if ask.name == ARTICLES:
        return "第一条 适用范围。\n第二条 会签。\n参数：cosign.days = 10"
    if ask.name == "credit_code":
        return "91350100M000100Y43"
    return title if ask.name in ("title", "key") else f"{ask.name}之内容"[: ask.most]


def parents_first() -> list[str]:
    done: list[str] = []
    while left := [code for code in KINDS if code not in done]:
        done += [code for code in left if not set(KINDS[code].parents) - {code} - set(done)]
    return done


@pytest.mark.parametrize("code", parents_first())
def test_a_kind_is_begun_imported_taken_away_and_has_its_history(world: World, code: str) -> None:
    kind, agreement = KINDS[code], world.agreements["JJJ"]
    target = Target(agreement, kind, seat(world, kind), AT, step(kind))
    cells = told(world, kind, f"文件里的{code}")
    table = io.StringIO()
    out = csv.writer(table)
    out.writerow(cells)
    out.writerow([";".join(cell) if isinstance(cell, list) else cell for cell in cells.values()])
    lines = read(target, table.getvalue().encode(), "list.csv")
    assert importing.write(world.database, target, lines).n == 1
    with world.database.read() as session:
        assert [row.fate for row in importing.plan(session, target, lines).rows] == [Fate.SAME]
    by_form = told(world, kind, f"表单里的{code}")
    given = (world.database, agreement, code, step(kind), seat(world, kind), by_form)
    entry = entering.begin(*given, at=AT).entry_id
    _taken_away(world, kind, entry, by_form)
    _history(world, kind, entry)
    _brought_back(world, target)


def _taken_away(world: World, kind: Kind, entry: int, told_: dict[str, Any]) -> None:
    with world.database.read() as session:
        found = reads.one(session, reads.within(seat(world, kind)), entry)
        assert found is not None
    roll = Roll(kind, reads.within(seat(world, kind)), Wanted(), is_public=False, today=day_of(AT))
    made = {form: b"".join(files.chunks(roll, world.database, None, form, AT)) for form in files.Kind}
    rows = [json.loads(line) for line in made[files.Kind.JSONL].decode().splitlines()]
    mine = next(row for row in rows if row["id"] == entry)
    assert mine["title"] == told_["title"]
    assert all(mine[field.name] is not None for field in kind.fields if field.name in told_)
    assert told_["title"] in made[files.Kind.CSV].decode("utf-8-sig")
    assert (made[files.Kind.XLSX][:2], made[files.Kind.PDF][:5]) == (b"PK", b"%PDF-")


def _brought_back(world: World, target: Target) -> None:
    """A list that was taken away is a list that can be taken in: it changes nothing."""
    roll = Roll(target.kind, reads.within(target.seat), Wanted(), is_public=False, today=day_of(AT))
    for form, name in ((files.Kind.CSV, "list.csv"), (files.Kind.XLSX, "list.xlsx")):
        lines = read(target, b"".join(files.chunks(roll, world.database, None, form, AT)), name)
        with world.database.read() as session:
            planned = importing.plan(session, target, lines).rows
        assert [(row.fate, row.wrong) for row in planned] == [(Fate.SAME, {})] * len(planned)


def _history(world: World, kind: Kind, entry: int) -> None:
    with world.database.read() as session:
        (turn,) = reads.course(session, entry)
        assert (turn.turn.step, turn.turn.number) == (step(kind), 1)
        where = reads.within(seat(world, kind))
        for day, is_there in ((day_of(AT), True), (day_of(AT) - timedelta(days=1), False)):
            end = datetime.combine(day + timedelta(days=1), datetime.min.time(), BEIJING)
            _, found = entry_lists.listed(session, where, kind, Wanted(ended_at=end), 1)
            assert (entry in [one.id for one in found]) is is_there
