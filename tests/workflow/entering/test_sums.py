"""What hangs on an entry is counted as its kind says, and each number is the length of the list that it names."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import LEAD, SECOND, World, founded
from tests.workflow.entering.keeping import Keeping
from workflow import entering
from workflow.kinds import Kind, all_kinds
from workflow.reads.entry_lists import Wanted, listed
from workflow.reads.entry_sums import sums
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    yield made
    made.database.dispose()


def counted(by: Keeping, above: int) -> dict[str, list[tuple[str, int]]]:
    """What is counted under an entry, once every number is found to be the length of its list."""
    with by.world.database.read() as session:
        entry = session.get(Entry, above)
        assert entry is not None
        found = sums(session, sa.true(), entry)
        for kind, each in found:
            for one in each:
                total, shown = listed(session, sa.true(), kind, wanted(kind, one.asked), 1)
                assert one.n == total == len(shown)
    return {kind.code: [(str(one.words), one.n) for one in each] for kind, each in found}


def wanted(kind: Kind, asked: dict[str, Any]) -> Wanted:
    held = {asked["field"]: asked["value"]} if "field" in asked else {}
    state = EntryState(asked["state"])
    return Wanted(parent=asked["parent"], state=state, held=held, is_once=asked.get("once") == "title")


def test_a_matchmaking_event_counts_needs_offers_intentions_and_each_organisation_once(world: World) -> None:
    by = Keeping(world, world.agreements["JJJ"])
    event = by.begin("matchmaking", "enter_entry", title="机器人标准对接会", on="2026-01-10", place="通州")
    for n, side in enumerate(("need", "need", "offer")):
        by.begin("need_or_offer", "enter_entry", title=f"事项 {n}", side=side, organisation="某厂", parent=event)
    for title, region in (("甲公司", LEAD), ("甲公司", SECOND), ("乙协会", SECOND)):
        by.begin("attendance", "enter_entry", region, title=title, parent=event)
    step = next(row.name for row in entering.rows_of(all_kinds()["intention"]) if not row.source)
    made = [by.begin("intention", step, title=f"意向 {n}", need="甲", offer="乙", parent=event) for n in range(3)]
    gone = by.begin("attendance", "enter_entry", title="误记的单位", parent=event)
    by.take(gone, "end_entry", reason="误记")
    found = counted(by, event)
    assert [n for _, n in found["need_or_offer"]] == [2, 1]
    assert [n for _, n in found["attendance"]] == [2]
    assert [n for _, n in found["intention"]] == [len(made)]
