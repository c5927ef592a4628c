"""What stands of entries is what their events say; every cell that somebody changes behind the door is named."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import SECOND, World, founded
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow.db import Database, table_of
from workflow.exports.verification import verify
from workflow.records.entries import Entry, EntryFigure, EntryTurn, EntryVoice


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A list with a changed source, and a target with a figure."""
    path = tmp_path_factory.mktemp("entries") / "kept.db"
    path.write_bytes(sqlite_template.read_bytes())
    world: World = founded(f"sqlite:///{path}")
    keeping = Keeping(world, world.agreements["JJJ"])
    listed = keeping.begin("recognition", "nominate", title="质量诊断准则", type="local", scope="两地适用")
    keeping.take(listed, "compare_source", account="已比对")
    keeping.take(listed, "give_opinion", account="同意")
    for region in REGIONS:
        keeping.take(listed, "take_stand", region, "approver", position="agree", until="2030-01-01")
    keeping.take(listed, "put_on_notice", due=str((keeping.at + timedelta(days=20)).date()))
    keeping.later(25)
    keeping.take(listed, "list_batch", batch="1")
    keeping.take(listed, "report_change", reason="修订", due=str((keeping.at + timedelta(days=100)).date()))
    keeping.take(listed, "renew", SECOND, "approver")
    keeping.later(120)
    told = {"title": "标准数", "definition": "现行", "unit": "项", "direction": "at_least", "target": "400"}
    target = keeping.begin("target", "set_target", **told, due=str((keeping.at + timedelta(days=365)).date()))
    keeping.take(target, "tell_figure", of_day=str(keeping.at.date()), figure="87", source="统计")
    world.database.dispose()
    return path


@pytest.fixture
def copied(kept: Path, tmp_path: Path) -> Iterator[Database]:
    """The same database, to be spoilt."""
    database = Database(f"sqlite:///{shutil.copyfile(kept, tmp_path / 'copied.db')}")
    yield database
    database.dispose()


def odd(database: Database) -> set[str]:
    return {f"{f.place.table}.{f.place.column or f.what.value}" for f in verify(database, None).findings}


def test_what_was_done_through_the_door_is_clean(copied: Database) -> None:
    assert [str(finding) for finding in verify(copied, None).findings] == []


@pytest.mark.parametrize(
    ("record", "values", "named"),
    [
        (Entry, {"title": "别的"}, "entries.fields"),
        (Entry, {"state": "ended"}, "entries.state"),
        (Entry, {"batch": 7}, "entries.fields"),
        (EntryTurn, {"step": "renew"}, "entry_turns.step"),
        (EntryTurn, {"state": "ended"}, "entry_turns.state"),
        (EntryVoice, {"stand": "disagree"}, "entry_voices.stand"),
        (EntryVoice, {"until": None}, "entry_voices.until"),
        (EntryFigure, {"value": "400"}, "entry_figures.value"),
        (EntryFigure, {"source": "别处"}, "entry_figures.source"),
    ],
)
def test_a_changed_cell_is_named(copied: Database, record: Any, values: dict[str, Any], named: str) -> None:
    with copied.engine.begin() as connection:
        connection.execute(sa.update(table_of(record)).values(**values))
    assert named in odd(copied)


def test_a_lost_row_and_a_new_one_are_named(copied: Database) -> None:
    table = table_of(EntryVoice)
    with copied.engine.begin() as connection:
        first = connection.execute(sa.select(table)).mappings().first()
        connection.execute(sa.delete(table).where(table.c.number == 4))
        connection.execute(sa.insert(table).values({**(first or {}), "number": 99}))
    assert {"entry_voices.vanished", "entry_voices.unrecorded"} <= odd(copied)
