"""Acting for another: named acts for some days, both names, both histories, and never a release."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders import Road, applied, decided, department
from tests.cast import LEAD, MORNING, SECOND, World
from tests.deciding import deciding, initiation
from workflow.clock import day_of
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.picture.unborn import proposal
from workflow.process.delegable import delegable
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.process.standard import ROWS
from workflow.reads.seats import seats_of
from workflow.records.events import Event
from workflow.records.standards import Hand
from workflow.seats.appointing import confirm, end
from workflow.seats.delegating import delegate, end_absence, name_substitute, note_absence, revoke
from workflow.seats.deputies import Wish
from workflow.vocabulary import DeputyKind, Role, SeatRole, Stage, Track

TODAY = day_of(MORNING)


@pytest.fixture
def road(world: World) -> Road:
    return deciding(world)


def wish(world: World, to: str, *, steps: tuple[str, ...] = ("initiate",), days: int = 30) -> Wish:
    person = world.seat(LEAD, to).person_id
    return Wish(person_id=person, since=TODAY, until=TODAY + timedelta(days=days), steps=steps)


def lent(world: World, person: int) -> list[Seat]:
    with world.database.read() as session:
        return [seat for seat in seats_of(session, person, TODAY) if seat.holder is not None]


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def test_a_delegate_does_the_named_act_in_both_names_and_no_other(world: World, road: Road) -> None:
    holder, other = world.seat(LEAD, "approver"), world.seat(LEAD, "secretary")
    delegate(world.database, holder, wish(world, "secretary"), at=road.at, reason="出差")
    (seat,) = lent(world, other.person_id)
    assert seat.person.zh == f"{other.person_name} 代 {holder.person_name}"
    with pytest.raises(Refused) as refused:
        road.take("decline", seat, reason="不宜")
    assert why(refused) == ["lent_for"]
    assert refused.value.reasons[0].sentence == "本席位只代办批准立项并下达计划，“不予立项（不参加）”不在其中。"
    road.take("initiate", seat, **initiation(road))
    with road.standing() as standing:
        assert standing.tracks[LEAD].state is Track.INITIATED
        assert {holder.person_id, other.person_id} <= standing.hands.keys()
    with world.database.read() as session:
        leaf = json.loads(session.scalars(sa.select(Event.leaf).where(Event.act == "initiate")).one())
    assert (leaf["actor"], leaf["obo"], leaf["facts"]["deputy"]) == (other.person_id, holder.person_id, "delegated")
    assert verify(world.database, None).findings == []


def test_both_histories_are_judged_and_the_act_closes_roles_to_both(world: World, road: Road) -> None:
    holder, handler = world.seat(LEAD, "approver"), world.seat(LEAD, "handler")
    delegate(world.database, holder, wish(world, "handler"), at=road.at)
    (seat,) = lent(world, handler.person_id)
    with pytest.raises(Refused) as refused:
        road.take("initiate", seat, **initiation(road))
    assert why(refused) == ["other_hands"]
    road.by(LEAD, "approver", "initiate", **initiation(road))
    _drafting(road)
    mate = replace(world.seat(LEAD, "secretary"), role=SeatRole.HANDLER, holder=holder.person_id)
    drafters = [s.person_id for s in world.of(LEAD, "drafter")]
    with pytest.raises(Refused) as refused:  # clean himself, but the one he acts for has approved
        road.take("name_drafters", replace(mate, deputy=DeputyKind.DELEGATED), persons=drafters, unit="研究院")
    assert why(refused) == ["other_hands"]


def _drafting(road: Road) -> None:
    for region in road.regions[1:]:
        road.by(region, "handler", "accept_invitation", department=department(road, region),
                contact=road.world.seat(region, "handler").person_id)  # fmt: skip
        applied(road, region)
        decided(road, region)


def test_nothing_of_a_release_is_ever_delegated(world: World) -> None:
    named = {row.name for role in SeatRole for row in delegable(role)}
    release = {"approve_release", "object_release", "schedule_release", "confirm_release", "call_off_release"}
    assert release <= ROWS.keys()
    later = {"approve_amendment", "schedule_amendment", "confirm_amendment", "announce_accession"}
    assert later <= ROWS.keys()
    assert not named & (release | later | {"reserve_number", "confirm_number", "vote", "pass_review"})
    assert not named & {row.name for row in ROWS.values() if row.stage is Stage.RELEASE}
    assert {"initiate", "decline", "take_position", "take_amendment_position", "post_draft"} <= named
    with pytest.raises(Refused) as refused:
        delegate(
            world.database,
            world.seat(LEAD, "approver"),
            wish(world, "secretary", steps=("approve_release",)),
            at=MORNING,
        )
    assert why(refused) == ["deputy_acts"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"until": TODAY + timedelta(days=31)}, "deputy_long"),
        ({"since": TODAY - timedelta(days=1)}, "since_passed"),
        ({"until": TODAY - timedelta(days=1)}, "until_before_since"),
        ({"steps": ()}, "deputy_acts"),
    ],
)
def test_a_delegation_has_named_acts_and_thirty_days_at_most(world: World, change: dict[str, Any], rule: str) -> None:
    with pytest.raises(Refused) as refused:
        delegate(world.database, world.seat(LEAD, "approver"), replace(wish(world, "secretary"), **change), at=MORNING)
    assert rule in why(refused)


def test_it_goes_to_a_colleague_and_no_further(world: World) -> None:
    holder = world.seat(LEAD, "approver")
    for stranger in (world.seat(SECOND, "handler"), world.seat(LEAD, "applicant"), world.seat(LEAD, "auditor")):
        with pytest.raises(Refused) as refused:
            delegate(world.database, holder, replace(wish(world, "handler"), person_id=stranger.person_id), at=MORNING)
        assert why(refused) == ["deputy_elsewhere"]
    delegate(world.database, holder, wish(world, "secretary"), at=MORNING)
    (seat,) = lent(world, world.seat(LEAD, "secretary").person_id)
    with pytest.raises(Refused) as refused:
        delegate(world.database, seat, wish(world, "handler"), at=MORNING)
    assert "delegated_on" in why(refused)


def test_it_ends_on_its_day_when_it_is_taken_back_and_with_the_holders_post(world: World) -> None:
    holder, secretary = world.seat(LEAD, "approver"), world.seat(LEAD, "secretary").person_id
    made = delegate(world.database, holder, wish(world, "secretary", days=3), at=MORNING)
    with world.database.read() as session:
        assert len(seats_of(session, secretary, TODAY + timedelta(days=3))) == 2
        assert len(seats_of(session, secretary, TODAY + timedelta(days=4))) == 1
    with pytest.raises(Refused) as refused:
        revoke(world.database, world.seat(LEAD, "handler"), made, at=MORNING)
    assert why(refused) == ["revoking_not_yours"]
    revoke(world.database, holder, made, at=MORNING)
    assert lent(world, secretary) == []
    delegate(world.database, holder, wish(world, "secretary"), at=MORNING)
    assert len(lent(world, secretary)) == 1
    end(world.database, world.seat(LEAD, SeatRole.SECADMIN), holder.id, at=MORNING)
    assert lent(world, secretary) == []
    assert verify(world.database, None).findings == []


def test_two_administrators_name_a_substitute_who_may_do_all_of_the_office(world: World, road: Road) -> None:
    admin, holder, person = world.seat(LEAD, "secadmin"), world.seat(LEAD, "approver"), world.seat(LEAD, "secretary")
    with pytest.raises(Refused) as refused:
        name_substitute(world.database, admin, holder.id, wish(world, "secretary", steps=()), at=MORNING, reason=" ")
    assert why(refused) == ["substitute_reason"]
    made = name_substitute(
        world.database, admin, holder.id, wish(world, "secretary", steps=()), at=road.at, reason="回避"
    )
    assert lent(world, person.person_id) == []
    with pytest.raises(Refused) as refused:
        confirm(world.database, admin, made, at=road.at)
    assert "second_person" in why(refused)
    confirm(world.database, world.seat(LEAD, "audadmin"), made, at=road.at)
    (seat,) = lent(world, person.person_id)
    road.take("initiate", seat, **initiation(road))
    with road.standing() as standing:
        assert holder.person_id not in standing.hands
    assert verify(world.database, None).findings == []


def test_leave_is_noted_by_oneself_or_the_administrator(world: World) -> None:
    holder, admin = world.seat(LEAD, "approver"), world.seat(LEAD, "secadmin")
    days = (TODAY, TODAY + timedelta(days=10))
    with pytest.raises(Refused) as refused:
        note_absence(world.database, world.seat(LEAD, "handler"), holder.id, *days, at=MORNING)
    assert why(refused) == ["absence_not_yours"]
    made = note_absence(world.database, holder, holder.id, *days, at=MORNING)
    end_absence(world.database, admin, made, at=MORNING + timedelta(days=2))
    assert verify(world.database, None).findings == []


def test_an_excluded_approver_without_a_substitute_is_said_to_be_missing(world: World, road: Road) -> None:
    holder, admin = world.seat(LEAD, "approver"), world.seat(LEAD, "secadmin")
    with world.database.write(road.at) as work:
        work.insert(Hand, standard_id=road.id, person_id=holder.person_id, role=Role.HANDLER)
        work.recorded += 1  # laid by the test

    def missing() -> list[str]:
        with road.standing() as standing:
            return [gap.key for gap in gaps(standing, road.at) if gap.region == LEAD]

    assert missing() == ["gap.no_substitute"]
    made = name_substitute(
        world.database, admin, holder.id, wish(world, "secretary", steps=()), at=road.at, reason="回避"
    )
    confirm(world.database, world.seat(LEAD, "audadmin"), made, at=road.at)
    assert missing() == ["gap.office"]
    road.wait(days=31)
    assert missing() == ["gap.no_substitute"]


def test_a_seat_lent_for_other_acts_proposes_nothing(world: World) -> None:
    seat = replace(world.seat(LEAD, "handler"), steps=frozenset({"invite"}))
    with world.database.read() as session, pytest.raises(Refused) as refused:
        proposal(session, ROWS["propose"], 1, seat, {}, MORNING)
    assert why(refused) == ["lent_for"]
