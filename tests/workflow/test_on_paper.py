"""An act done on paper: entered by one, confirmed by a second, taken from the seat of its signer, with both dates."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders import Road, experts, proposed, standing, voting
from tests.cast import LEAD, PAPER, SECOND, World
from tests.deciding import deciding, initiation
from workflow.clock import day_of
from workflow.doors import on_paper
from workflow.doors.paper_law import Slip
from workflow.exports.verification import verify
from workflow.process.reasons import NotThere, Refused
from workflow.reads.sealing import sealed
from workflow.records.events import Event
from workflow.vocabulary import Joint, Track


@pytest.fixture
def road(world: World) -> Road:
    return deciding(world)


def slip(road: Road, **other: Any) -> Slip:
    signer = road.world.seat(LEAD, "approver").id
    made = Slip(step="initiate", signer=signer, answers=initiation(road), done_on=day_of(road.at), scan=PAPER)
    return replace(made, **other)


def enter(road: Road, **other: Any) -> int:
    return on_paper.enter(
        road.world.database, road.world.seat(LEAD, "handler"), road.id, slip(road, **other), at=road.at
    )


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def test_it_is_taken_when_a_second_person_has_confirmed_it_and_both_dates_stay(world: World, road: Road) -> None:
    made = enter(road)
    with road.standing() as found:
        assert found.tracks[LEAD].state is Track.APPLIED
    later = road.at + timedelta(days=3)
    with pytest.raises(Refused) as refused:
        on_paper.confirm(world.database, world.seat(LEAD, "handler"), road.id, made, at=later)
    assert why(refused) == ["paper_second"]
    with pytest.raises(NotThere):
        on_paper.confirm(world.database, world.seat(SECOND, "handler"), road.id, made, at=later)
    second, other = world.seat(LEAD, "secretary"), proposed(world)
    with pytest.raises(NotThere):  # of another standard
        on_paper.confirm(world.database, second, other.id, made, at=later)
    with pytest.raises(NotThere):
        on_paper.send_back(world.database, second, other.id, made, at=later, reason="不符")
    on_paper.confirm(world.database, second, road.id, made, at=later)
    with road.standing() as found:
        assert found.tracks[LEAD].state is Track.INITIATED
    with world.database.read() as session:
        leaf = json.loads(session.scalars(sa.select(Event.leaf).where(Event.act == "initiate")).one())
    signer, handler = world.seat(LEAD, "approver"), world.seat(LEAD, "handler")
    assert (leaf["actor"], leaf["cer"], leaf["stmt"]) == (signer.person_id, "paper", PAPER)
    assert leaf["facts"]["paper"]["done_on"] == day_of(road.at).isoformat()
    assert leaf["facts"]["paper"]["entered_at"][:10] == road.at.date().isoformat()
    assert leaf["facts"]["paper"]["entered_by"] == handler.person_id
    assert leaf["facts"]["paper"]["confirmed_by"] == second.person_id
    with pytest.raises(Refused) as refused:
        on_paper.confirm(world.database, second, road.id, made, at=later)
    assert why(refused) == ["paper_closed"]
    assert verify(world.database, None).findings == []


def test_what_changed_in_between_refuses_the_confirmation(world: World, road: Road) -> None:
    made = enter(road)
    road.by(LEAD, "handler", "return_application", reason="缺件", missing="附件")
    with pytest.raises(Refused) as refused:
        on_paper.confirm(world.database, world.seat(LEAD, "secretary"), road.id, made, at=road.at)
    assert why(refused) == ["misplaced"]
    on_paper.send_back(world.database, world.seat(LEAD, "secretary"), road.id, made, at=road.at, reason="已退回申请")
    assert verify(world.database, None).findings == []


@pytest.mark.parametrize(("shift", "rule"), [(timedelta(days=1), "paper_future"), (timedelta(days=-1), "paper_early")])
def test_its_date_is_neither_ahead_nor_before_the_matter_stood_open(road: Road, shift: timedelta, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        enter(road, done_on=day_of(road.at) + shift)
    assert why(refused) == [rule]


def test_it_is_entered_once_by_the_handler_with_a_scan(world: World, road: Road) -> None:
    with pytest.raises(Refused) as refused:
        enter(road, scan="b" * 64)
    assert why(refused) == ["paper_scan"]
    with pytest.raises(Refused) as refused:
        on_paper.enter(world.database, world.seat(LEAD, "secretary"), road.id, slip(road), at=road.at)
    assert why(refused) == ["paper_not_yours"]
    with pytest.raises(NotThere):
        enter(road, signer=world.seat(SECOND, "approver").id)
    enter(road)
    with pytest.raises(Refused) as refused:
        enter(road)
    assert why(refused) == ["paper_waiting"]


def test_nothing_of_a_release_is_entered_from_paper(world: World) -> None:
    road = standing(world, Joint.APPROVING)
    answers = {"position": "agree"}
    with pytest.raises(Refused) as refused:
        enter(road, step="approve_release", answers=answers)
    assert why(refused) == ["paper_row"]


def test_a_departments_position_may_come_on_paper(world: World) -> None:
    road = standing(world, Joint.APPROVING)
    clerk = world.seat(LEAD, "cosigner")
    made = enter(road, step="take_position", signer=clerk.id, answers={"position": "agree"})
    on_paper.confirm(world.database, world.seat(LEAD, "secretary"), road.id, made, at=road.at)
    with road.standing() as found:
        assert [p.person_id for p in found.positions if p.organ_id == clerk.organ_id][-1] == clerk.person_id
    assert verify(world.database, None).findings == []


def test_a_vote_may_come_on_paper_and_no_event_of_it_is_told_before_the_panel_concludes(world: World) -> None:
    road = standing(world, Joint.REVIEWING)
    voting(road)
    member = next(seat for seat in experts(road) if seat.region == LEAD)
    made = enter(road, step="vote", signer=member.id, answers={"position": "disagree", "opinion": "理由不足"})
    second = world.seat(LEAD, "secretary")
    on_paper.confirm(world.database, second, road.id, made, at=road.at)
    with world.database.read() as session:
        told = {event.act: (event.log_id, event.index) for event in session.scalars(sa.select(Event))}
        assert {told["vote"], told["enter_paper"], told["confirm_paper"]} == sealed(session)
    for seat in experts(road):
        if seat.id != member.id:
            road.take("vote", seat, position="agree")
    road.take("pass_review", experts(road)[0], minutes=PAPER)
    with world.database.read() as session:
        assert sealed(session) == frozenset()
    assert verify(world.database, None).findings == []
