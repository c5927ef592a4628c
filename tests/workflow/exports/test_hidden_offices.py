"""What surrounds the projects is compared too: receipts, absences, successors, papers' hours, holds; cell by cell."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.builders import CHECKS, Road, applied, day, invited, proposed
from tests.cast import LEAD, PAPER, SECOND, THIRD, World, founded
from tests.workflow.log.logbook import tampered
from workflow import holds, jobs
from workflow.clock import day_of
from workflow.doors import on_paper
from workflow.doors.acknowledging import acknowledge
from workflow.doors.paper_law import Slip
from workflow.exports.verification import verify
from workflow.records.notices import RegionNotice
from workflow.seats.appointing import appoint, confirm, end
from workflow.seats.delegating import end_absence, note_absence
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.vocabulary import SeatRole

LATER = "'2030-01-01 00:00:00.000000'"
CHANGES: dict[str, tuple[str, ...]] = {
    f"UPDATE notices SET acknowledged_at = {LATER}, acknowledged_by = 1, step = 'decline', owes_receipt = true"
    " WHERE id = {receipt}": (
        "notices/{receipt}.acknowledged_at", "notices/{receipt}.acknowledged_by", "notices/{receipt}.step",
    ),
    "UPDATE notices SET owes_receipt = NOT owes_receipt WHERE id = {other}": ("notices/{other}.owes_receipt",),
    "UPDATE notices SET state = 'acknowledged' WHERE id = {other}": ("notices/{other}",),
    f"UPDATE absences SET since = '2020-01-01', until = '2020-01-02', noted_by = noted_by + 1, noted_at = {LATER},"
    " ended_at = NULL WHERE id = 1": tuple(
        f"absences/1.{name}" for name in ("since", "until", "noted_by", "noted_at", "ended_at")
    ),
    f"UPDATE absences SET ended_at = {LATER} WHERE id = 2": ("absences/2.ended_at",),
    "DELETE FROM absences WHERE id = 1": ("absences/1",),
    f"UPDATE successors SET heir_id = {{office}}, named_by = named_by + 1, at = {LATER}": (
        "successors/{left}.heir_id", "successors/{left}.named_by", "successors/{left}.at",
    ),
    "DELETE FROM successors": ("successors/{left}",),
    f"UPDATE appointments SET ended_at = {LATER} WHERE id = {{left}}": ("appointments/{left}.ended_at",),
    f"UPDATE appointments SET confirmed_at = {LATER} WHERE id = {{heir}}": ("appointments/{heir}.confirmed_at",),
    f"UPDATE paper_acts SET entered_at = {LATER}, closed_at = {LATER}": (
        "paper_acts/1.entered_at", "paper_acts/1.closed_at",
    ),
    f"UPDATE holds SET backup = 'x', since = {LATER}, taken_at = {LATER}, released_at = {LATER} WHERE id = 1": (
        "holds/1.backup", "holds/1.since", "holds/1.taken_at", "holds/1.released_at",
    ),
    f"INSERT INTO holds (since, taken_at, backup, released_at) VALUES ({LATER}, {LATER}, 'y', '2031-01-01 00:00:00')": (
        "holds/2",
    ),
    "DELETE FROM holds": ("holds/tongbiao-1",),
}  # fmt: skip


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    yield made
    made.database.dispose()


def lived(world: World) -> dict[str, int]:
    """A week of an office of 北京: a paper act, absences, a post that ended; a receipt of 天津; a restore before it."""
    database, road = world.database, proposed(world)
    at = road.at
    with database.plain() as session:
        holds.hold(session, backup="tongbiao-1", taken_at=at - timedelta(days=1), at=at)
    holds.release(database, at)
    invited(road)
    applied(road, LEAD)
    road.by(LEAD, "handler", "take_position", position="agree")
    given = {"checks": CHECKS, "plan_number": "京-2026-01", "document_number": "京〔2026〕1号", "dated": day(road, 0),
             "time_limit": day(road, 500), "assessment": PAPER}  # fmt: skip
    signer, handler = world.seat(LEAD, "approver"), world.seat(LEAD, "handler")
    slip = Slip(step="initiate", signer=signer.id, answers=given, done_on=day_of(road.at), scan=PAPER)
    made = on_paper.enter(database, handler, road.id, slip, at=road.at)
    on_paper.confirm(database, world.seat(LEAD, "secretary"), road.id, made, at=road.at + timedelta(hours=1))
    road.wait(hours=2)
    days = (day_of(road.at), day_of(road.at) + timedelta(days=5))
    away = [note_absence(database, signer, signer.id, *days, at=road.at) for _ in range(2)]
    end_absence(database, signer, away[0], at=road.at + timedelta(minutes=1))
    return _receipt(road) | _succession(road)


def _succession(road: Road) -> dict[str, int]:
    """The keeper's post ends; a new colleague takes over."""
    world, given = road.world, road.world.seat(LEAD, "keeper")
    person = NewPerson(name="周某", username="zhou")
    wanted = Wanted(person=person, organ_id=given.organ_id, role=SeatRole.KEEPER, since=day_of(road.at))
    heir = appoint(world.database, world.seat(LEAD, "secadmin"), wanted, at=road.at)
    confirm(world.database, world.seat(LEAD, "audadmin"), heir, at=road.at)
    end(world.database, world.seat(LEAD, "secadmin"), given.id, at=road.at, heir=heir)
    return {"left": given.id, "heir": heir, "office": world.seat(LEAD, "officer").id}


def _receipt(road: Road) -> dict[str, int]:
    """河北 leaves the matter be; 天津 acknowledges that it was told."""
    road.by(THIRD, "approver", "decline", reason="暂不参加")
    jobs.tick(road.world.database, road.at)
    with road.world.database.read() as session:
        mine = sa.select(RegionNotice.id).where(RegionNotice.region_code == SECOND).order_by(RegionNotice.id)
        first, second = session.scalars(mine).all()[:2]
    acknowledge(road.world.database, road.world.seat(SECOND, "handler"), first, at=road.at)
    return {"receipt": first, "other": second}


def test_each_cell_around_the_projects_is_named(world: World) -> None:
    found = lived(world)
    assert [str(f) for f in verify(world.database, None).findings] == []
    seen: set[str] = set()
    for statement, cells in CHANGES.items():
        expected = {cell.format(**found) for cell in cells}
        tampered(world.database, statement.format(**found))
        named = {str(f.place) for f in verify(world.database, None).findings}
        assert expected <= named, statement
        seen |= expected
        assert {n.partition(".")[0] for n in named} <= {s.partition(".")[0] for s in seen}, statement
