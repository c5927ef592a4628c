"""What an auditor's seat opens, on both databases: pages without gap or repeat, names only of those who acted there."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import CHONGQING, LEAD, World, founded
from workflow.reads import audit
from workflow.reads.audit import Cursor, Scope
from workflow.records.events import Log
from workflow.vocabulary import SeatRole


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = founded(database_url)
    builders.initiated(builders.proposed(world))
    yield world
    world.database.dispose()


def scope(world: World, region: str) -> Scope:
    with world.database.read() as session:
        found = audit.scope_of(session, world.seat(region, SeatRole.AUDITOR))
    assert found is not None
    return found


def test_a_stranger_finds_neither_events_nor_names(world: World) -> None:
    with world.database.read() as session:
        theirs = scope(world, CHONGQING)
        seen = audit.events(session, [audit.within(theirs)], None)
        assert {(event.noun, event.act) for event, _ in seen} == {("agreement", "record_agreement")}
        assert {session.get_one(Log, event.log_id).agreement_id for event, _ in seen} == {
            world.agreements[code] for code in ("CY", "CYT")
        }
        assert audit.person_meant(session, theirs, f"{LEAD}handler").is_unknown
        assert audit.standard_meant(session, theirs, "停车场").is_unknown
        assert audit.event(session, theirs, 1, 0) is None


def test_only_auditors_have_a_scope(world: World) -> None:
    with world.database.read() as session:
        scopes = {role: audit.scope_of(session, seat) for seat in world.seats for role in [seat.role]}
    assert {role for role, found in scopes.items() if found is not None} == {SeatRole.AUDITOR, SeatRole.AUDADMIN}


def test_pages_follow_one_another_from_the_newest_to_the_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAGE", 5)
    where, seen, after = [audit.within(scope(world, LEAD))], [], None
    with world.database.read() as session:
        while True:
            page = audit.events(session, where, after)
            seen += [event.index for event, _ in page[:5]]
            if len(page) <= 5:
                break
            last = page[4][0]
            after = Cursor(last.at, last.log_id, last.index)
    assert seen == list(range(len(seen)))[::-1]
    with world.database.read() as session:
        logs = sa.select(Log.size).where(Log.agreement_id == world.agreements["JJJ"])
        assert len(seen) == session.scalar(logs) == 19  # sixteen acts, and the agreement's own beginning in three


def test_a_name_is_resolved_to_the_one_who_acted(world: World) -> None:
    with world.database.read() as session:
        found = audit.person_meant(session, scope(world, LEAD), f"{LEAD}handler")
        assert found.id == world.seat(LEAD, SeatRole.HANDLER).person_id
        assert audit.person_meant(session, scope(world, LEAD), f"{LEAD}implementer").is_unknown
