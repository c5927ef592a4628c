"""The cooperation of the demonstration as it is told: a printed list, a batch in every stage, and what is late."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.stage import TODAY, copied
from workflow.clock import day_of
from workflow.db import Database
from workflow.demo import tour
from workflow.demo.keeping import MARK
from workflow.kinds import all_kinds
from workflow.reads import entry_turns
from workflow.reads.seats import all_seats
from workflow.records.entries import Entry, EntryVoice
from workflow.vocabulary import EntryState, SeatRole

STANDS = {
    "orchards": EntryState.NOMINATED,
    "dialysis": EntryState.OPINED,
    "parcels": EntryState.NOTICED,
    "lifts": EntryState.LISTED,
    "parks": EntryState.QUESTIONED,
    "lists": EntryState.SETTLED,
    "training": EntryState.DELIVERED,
    "experts": EntryState.OPEN,
    "met": EntryState.HELD,
    "next": EntryState.CALLED,
    "target": EntryState.RUNNING,
    "bus": EntryState.PASSED,
    "lights": EntryState.UNDER_WAY,
    "found": EntryState.OPEN,
    "paint": EntryState.RECORDED,
}


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    database = Database(copied(tmp_path_factory.mktemp("cooperation")).database_url)
    with database.read() as opened:
        yield opened
    database.dispose()


def named(session: Session) -> dict[str, Entry]:
    made = tour.built(session)
    assert made is not None
    return {name: session.get_one(Entry, entry) for name, entry in made.entries.items()}


def test_every_entry_stands_where_it_is_told_to(session: Session) -> None:
    found = named(session)
    assert {name: found[name].state for name in STANDS} == STANDS
    late = session.scalars(sa.select(Entry).where(Entry.kind == "task", Entry.due < day_of(TODAY))).all()
    assert [one.region_code for one in late] == ["130000"]


def test_the_printed_list_is_real_and_all_else_says_that_it_is_invented(session: Session) -> None:
    printed = session.scalars(sa.select(Entry).where(Entry.key.like("长株潭-1-%"))).all()
    assert len(printed) == 9
    assert {(one.batch, one.state) for one in printed} == {(1, EntryState.LISTED)}
    assert sum(bool(one.fields.get("doubt")) for one in printed) == 2
    voices = sa.select(sa.func.count()).select_from(EntryVoice).where(EntryVoice.seat_id.is_(None))
    assert session.scalar(voices) == 27  # nobody's signature is invented
    others = session.scalars(sa.select(Entry.title).where(Entry.id.not_in([one.id for one in printed]))).all()
    assert [title for title in others if not title.endswith(MARK)] == []


def test_what_a_market_declared_waits_for_the_handler_of_its_region(session: Session) -> None:
    seats = all_seats(session, day_of(TODAY))
    mine = next(seat for seat in seats if (seat.region, seat.role) == ("500000", SeatRole.HANDLER))
    waiting = entry_turns.waiting(session, mine)[1]
    assert [one.state for one in waiting if one.kind == "use_declaration"] == [EntryState.APPLIED]


def test_every_noun_is_there_and_something_waits_for_an_approver(session: Session) -> None:
    kinds = set(session.scalars(sa.select(Entry.kind).distinct()))
    assert {all_kinds()[kind].noun for kind in kinds} == {kind.noun for kind in all_kinds().values()}
    seats = all_seats(session, day_of(TODAY))
    mine = next(seat for seat in seats if (seat.region, seat.role) == ("130000", SeatRole.APPROVER))
    assert {entry.title for entry in entry_turns.waiting(session, mine)[1]} == {
        named(session)[name].title for name in ("dialysis", "parks")
    }
