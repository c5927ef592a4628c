"""Nothing stays with a person without a seat: claims, drafting and editorship go to a colleague when a post ends."""

from itertools import product

import pytest

from tests.builders import Road, accepted, applied, editor, experts, frozen, invited, proposed, standing
from tests.cast import LEAD, SECOND, World
from workflow.clock import day_of
from workflow.exports.verification import verify
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.people import Appointment
from workflow.seats.appointing import appoint, confirm, end
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.seats.handing_over import open_work
from workflow.vocabulary import Joint, Role, SeatRole


def why(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def colleague(road: Road, role: SeatRole) -> int:
    """A second holder of an office of 北京; gives the seat."""
    world, given = road.world, road.world.seat(LEAD, role)
    person = NewPerson(name="周某", username="zhou")
    wanted = Wanted(person=person, organ_id=given.organ_id, role=role, since=day_of(road.at))
    made = appoint(world.database, world.seat(LEAD, "secadmin"), wanted, at=road.at)
    confirm(world.database, world.seat(LEAD, "audadmin"), made, at=road.at)
    return made


def kinds(road: Road, seat_id: int) -> set[str]:
    with road.world.database.read() as session:
        return {one.kind for one in open_work(session, session.get_one(Appointment, seat_id), day_of(road.at))}


def test_claimed_work_goes_to_the_named_colleague_and_ending_asks_for_one(world: World) -> None:
    road = standing(world, Joint.DRAFTING)
    holder, admin = world.seat(LEAD, "handler"), world.seat(LEAD, "secadmin")
    road.take("claim_work", holder)
    heir = colleague(road, SeatRole.HANDLER)
    assert kinds(road, holder.id) == {"claim"}
    with pytest.raises(Refused) as refused:
        end(world.database, admin, holder.id, at=road.at)
    assert why(refused) == ["heir_needed"]
    with pytest.raises(Refused) as refused:
        end(world.database, admin, holder.id, at=road.at, heir=world.seat(SECOND, "handler").id)
    assert why(refused) == ["heir_unfit"]
    end(world.database, admin, holder.id, at=road.at, heir=heir)
    with road.standing() as found, world.database.read() as session:
        assert found.claims[0].person_id == session.get_one(Appointment, heir).person_id
        assert found.claims[0].handed_by == holder.person_id
    assert verify(world.database, None).findings == []


def test_the_editorship_goes_to_the_named_drafter(world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    chief, admin = editor(road), world.seat(LEAD, "secadmin")
    mate = next(s for s in world.of(LEAD, "drafter") if s.person_id != chief.person_id)
    assert kinds(road, chief.id) == {"edit"}
    end(world.database, admin, chief.id, at=road.at, heir=mate.id)
    with road.standing() as found:
        assert [d.person_id for d in found.drafters if d.is_editor] == [mate.person_id]
        assert chief.person_id not in {d.person_id for d in found.drafters}
        assert found.standard.group_confirmed_at is not None
    assert verify(world.database, None).findings == []


def test_without_a_colleague_the_group_is_due_again_and_nothing_stays_with_the_one_who_left(world: World) -> None:
    road = standing(world, Joint.CONSULTING)
    chief, admin = editor(road), world.seat(LEAD, "secadmin")
    mate = next(s for s in world.of(LEAD, "drafter") if s.person_id != chief.person_id)
    end(world.database, admin, mate.id, at=road.at, heir=chief.id)
    assert kinds(road, chief.id) >= {"edit"}
    end(world.database, admin, chief.id, at=road.at)
    with road.standing() as found:
        assert not {chief.person_id, mate.person_id} & {d.person_id for d in found.drafters}
        assert found.standard.group_confirmed_at is None
    assert verify(world.database, None).findings == []


def test_an_office_that_nobody_holds_is_told_to_the_administrator_who_can_fill_it(world: World) -> None:
    road = proposed(world)
    invited(road)
    accepted(road, SECOND)
    applied(road, SECOND)
    end(world.database, world.seat(SECOND, "secadmin"), world.seat(SECOND, "handler").id, at=road.at)
    with road.standing() as found:
        assert [(gap.key, gap.role) for gap in gaps(found, road.at) if gap.region == SECOND] == [
            ("gap.vacant", Role.SECADMIN)
        ]


@pytest.mark.parametrize(
    ("state", "role", "step"),
    [
        (Joint.APPROVING, "keeper", "reserve_number"),
        (Joint.REVIEWING, "secretary", "appoint_panel"),
        (Joint.RELEASED, "implementer", "report_duty"),
    ],
)
def test_whoever_waits_for_an_empty_seat_is_told_so(world: World, state: Joint, role: str, step: str) -> None:
    road = standing(world, state)
    if state is Joint.APPROVING:
        frozen(road, "final")
    kinds = (role,) if role != "implementer" else ("implementer", "handler", "province")
    with road.standing() as found:
        assert step in {gap.step for gap in gaps(found, road.at) if gap.region in (None, LEAD)}
    where = road.regions if role == "secretary" else (LEAD,)  # any region's secretary may form a panel of all
    for region, kind in product(where, kinds):
        for seat in world.of(region, kind):
            end(world.database, world.seat(region, "secadmin"), seat.id, at=road.at)
    with road.standing() as found:
        told = [gap for gap in gaps(found, road.at) if gap.region == LEAD]
    vacant = [gap for gap in told if gap.key == "gap.vacant" and gap.role is Role.SECADMIN]
    assert vacant
    assert {gap.facts["role"] for gap in vacant} <= {Role(role), Role.COORDINATOR}
    assert step not in {gap.step for gap in told}


def test_too_few_experts_and_a_member_who_left_are_told_of(world: World) -> None:
    road = standing(world, Joint.REVIEWING)
    with road.standing() as found:
        assert "gap.experts" not in {gap.key for gap in gaps(found, road.at)}
    chosen = experts(road)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:2])
    end(world.database, world.seat(chosen[0].region or "", "secadmin"), chosen[0].id, at=road.at)
    with road.standing() as found:
        gone = next(gap for gap in gaps(found, road.at) if gap.key == "gap.member_gone")
    assert (gone.step, gone.role) == ("replace_member", Role.SECRETARY)
    road.by(road.lead, "secretary", "replace_member", person=persons[0], reason="离任")
    for region in road.regions:
        for seat in world.of(region, "expert")[1:]:
            if seat.id != chosen[0].id:
                end(world.database, world.seat(region, "secadmin"), seat.id, at=road.at)
    with road.standing() as found:
        lacking = next(gap for gap in gaps(found, road.at) if gap.key == "gap.experts")
    assert (lacking.role, lacking.facts["min"]) == (Role.SECADMIN, 7)
