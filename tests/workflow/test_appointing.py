"""Two persons make a seat, within their own region, and nobody holds what must lie in different hands."""

import json
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from workflow import founding
from workflow.clock import day_of, years_after
from workflow.db import Database
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Refused
from workflow.reads.seats import seats_of
from workflow.records.events import Event, Log, Opening
from workflow.records.people import Account, Appointment, Person
from workflow.seats.appointing import appoint, confirm, end, issue_link
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.vocabulary import OrganKind, SeatRole

TODAY = day_of(MORNING)


def secadmin(world: World, region: str = LEAD) -> Seat:
    return world.seat(region, SeatRole.SECADMIN)


def wanted(world: World, **other: Any) -> Wanted:
    """A new approver of 北京."""
    organ = world.seat(LEAD, SeatRole.APPROVER).organ_id
    person = NewPerson(name="周某", username="zhou")
    return replace(Wanted(person=person, organ_id=organ, role=SeatRole.APPROVER, since=TODAY), **other)


def rules_of(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def events(database: Database) -> list[Event]:
    """The events of the installation's log."""
    query = sa.select(Event).join(Log, Log.id == Event.log_id).where(Log.agreement_id.is_(None)).order_by(Event.index)
    with database.read() as session:
        return list(session.scalars(query))


def count(database: Database, record: Any) -> int:
    with database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(record)) or 0


def test_a_security_administrator_of_another_region_finds_nothing_to_appoint_in(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    stranger = secadmin(world, CHONGQING)
    for attempt in (
        lambda: appoint(world.database, stranger, wanted(world), at=MORNING),
        lambda: confirm(world.database, world.seat(CHONGQING, SeatRole.AUDADMIN), made, at=MORNING),
        lambda: end(world.database, stranger, made, at=MORNING),
        lambda: issue_link(world.database, stranger, made, at=MORNING),
    ):
        with pytest.raises(NotThere):
            attempt()
    assert len(events(world.database)) == 1


def test_a_person_of_another_region_cannot_be_named(world: World) -> None:
    foreign = world.seat(SECOND, SeatRole.HANDLER).person_id
    with pytest.raises(NotThere):
        appoint(world.database, secadmin(world), wanted(world, person=foreign), at=MORNING)


def test_an_approver_appoints_nobody(world: World) -> None:
    with pytest.raises(Refused) as refused:
        appoint(world.database, world.seat(LEAD, SeatRole.APPROVER), wanted(world), at=MORNING)
    assert rules_of(refused) == ["appointing_not_yours"]
    assert count(world.database, Account) == 0


def test_a_seat_acts_only_after_a_second_person_and_each_act_is_one_event(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    with world.database.read() as session:
        given = session.get_one(Appointment, made)
        person, region = given.person_id, given.region_code
        assert seats_of(session, person, TODAY) == []
    assert region == LEAD
    confirm(world.database, world.seat(LEAD, SeatRole.AUDADMIN), made, at=MORNING)
    with world.database.read() as session:
        assert [seat.id for seat in seats_of(session, person, TODAY)] == [made]
    end(world.database, secadmin(world), made, at=MORNING + timedelta(days=1), reason="调离")
    with world.database.read() as session:
        assert seats_of(session, person, TODAY) == []
    acts = events(world.database)
    assert [event.act for event in acts] == ["appoint", "confirm_appointment", "end_appointment"]
    assert [event.sequence for event in acts] == [1, 2, 3]
    leaf = json.loads(acts[1].leaf)
    assert (leaf["from"]["state"], leaf["to"]["state"]) == ("waiting", "confirmed")
    assert verify(world.database, None).findings == []


def test_who_proposed_cannot_confirm(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    with pytest.raises(Refused) as refused:
        confirm(world.database, secadmin(world), made, at=MORNING)
    assert rules_of(refused) == ["second_person"]


def test_an_approver_is_no_second_hand(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    with pytest.raises(Refused) as refused:
        confirm(world.database, world.seat(LEAD, SeatRole.HANDLER), made, at=MORNING)
    assert rules_of(refused) == ["second_hand"]


def test_nobody_appoints_himself(world: World) -> None:
    own = secadmin(world)
    with pytest.raises(Refused) as refused:
        appoint(world.database, own, wanted(world, person=own.person_id), at=MORNING)
    assert set(rules_of(refused)) == {"not_oneself", "seats_apart"}


def test_nobody_confirms_himself(world: World) -> None:
    auditing = world.seat(LEAD, SeatRole.AUDADMIN)
    desk = wanted(world, person=auditing.person_id, role=SeatRole.AUDADMIN, organ_id=_other_organ(world))
    made = appoint(world.database, secadmin(world), desk, at=MORNING)
    with pytest.raises(Refused) as refused:
        confirm(world.database, auditing, made, at=MORNING)
    assert rules_of(refused) == ["not_oneself"]


def _other_organ(world: World) -> int:
    return world.seat(LEAD, SeatRole.COSIGNER).organ_id


def test_nobody_ends_his_own_seat(world: World) -> None:
    own = secadmin(world)
    with pytest.raises(Refused) as refused:
        end(world.database, own, own.id, at=MORNING)
    assert rules_of(refused) == ["not_oneself"]


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (SeatRole.APPROVER, SeatRole.SYSADMIN),
        (SeatRole.AUDADMIN, SeatRole.SYSADMIN),
        (SeatRole.AUDADMIN, SeatRole.HANDLER),
        (SeatRole.AUDITOR, SeatRole.KEEPER),
        (SeatRole.HANDLER, SeatRole.AUDITOR),
    ],
)
def test_administrators_auditors_and_the_trade_are_different_persons(
    world: World, held: SeatRole, role: SeatRole
) -> None:
    person = world.seat(LEAD, held).person_id
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), wanted(world, person=person, role=role, until=TODAY), at=MORNING)
    assert rules_of(refused) == ["seats_apart"]


def test_two_waiting_seats_of_different_kinds_cannot_both_wait(world: World) -> None:
    first = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    with world.database.read() as session:
        person = session.get_one(Appointment, first).person_id
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), wanted(world, person=person, role=SeatRole.SYSADMIN), at=MORNING)
    assert rules_of(refused) == ["seats_apart"]


def test_a_person_may_hold_several_seats_of_the_trade_but_none_twice(world: World) -> None:
    handler = world.seat(LEAD, SeatRole.HANDLER)
    appoint(world.database, secadmin(world), wanted(world, person=handler.person_id), at=MORNING)
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), wanted(world, person=handler.person_id), at=MORNING)
    assert rules_of(refused) == ["seat_doubled"]


def test_an_administrator_is_confirmed_by_an_audit_administrator_only(world: World) -> None:
    second = _confirmed(world, SeatRole.SECADMIN, "second")
    made = appoint(
        world.database,
        secadmin(world),
        wanted(world, person=NewPerson(name="钱某", username="qian"), role=SeatRole.SYSADMIN),
        at=MORNING,
    )
    with pytest.raises(Refused) as refused:
        confirm(world.database, second, made, at=MORNING)
    assert rules_of(refused) == ["second_hand"]
    confirm(world.database, world.seat(LEAD, SeatRole.AUDADMIN), made, at=MORNING)


def test_a_second_security_administrator_confirms_seats_of_the_trade(world: World) -> None:
    second = _confirmed(world, SeatRole.SECADMIN, "second")
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    confirm(world.database, second, made, at=MORNING)


def _confirmed(world: World, role: SeatRole, username: str) -> Seat:
    newcomer = wanted(world, person=NewPerson(name=username, username=username), role=role)
    made = appoint(world.database, secadmin(world), newcomer, at=MORNING)
    confirm(world.database, world.seat(LEAD, SeatRole.AUDADMIN), made, at=MORNING)
    with world.database.read() as session:
        return seats_of(session, session.get_one(Appointment, made).person_id, TODAY)[0]


def test_an_auditor_is_appointed_until_a_date(world: World) -> None:
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), wanted(world, role=SeatRole.AUDITOR), at=MORNING)
    assert rules_of(refused) == ["auditor_until"]


def test_an_auditor_is_appointed_for_two_years_at_most(world: World) -> None:
    last = years_after(TODAY, 2)
    asked = wanted(world, role=SeatRole.AUDITOR, until=last + timedelta(days=1))
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), asked, at=MORNING)
    assert rules_of(refused) == ["auditor_long"]
    appoint(world.database, secadmin(world), wanted(world, role=SeatRole.AUDITOR, until=last), at=MORNING)


def test_three_causes_are_told_at_once(world: World) -> None:
    given = wanted(
        world,
        person=NewPerson(name="周某", username="Zhou!"),
        since=date(2026, 1, 1),
        until=date(2025, 1, 1),
        role=SeatRole.OBSERVER,
    )
    with pytest.raises(Refused) as refused:
        appoint(world.database, secadmin(world), given, at=MORNING)
    assert set(rules_of(refused)) == {"role_not_open", "since_passed", "until_before_since", "username_form"}
    assert all("{" not in reason.sentence for reason in refused.value.reasons)


def test_the_link_is_kept_as_a_hash_lives_three_days_and_the_newest_counts(world: World) -> None:
    made = appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    first = issue_link(world.database, secadmin(world), made, at=MORNING)
    link = issue_link(world.database, secadmin(world), made, at=MORNING)
    assert first.secret != link.secret
    with world.database.read() as session:
        account = session.scalars(sa.select(Account)).one()
    assert account.enrol_hash == sha256(link.secret.encode()).hexdigest()
    assert account.enrol_until == MORNING + timedelta(hours=72)
    assert all(link.secret.encode() not in event.leaf for event in events(world.database))
    assert verify(world.database, None).findings == []


def test_the_password_of_an_enrolled_administrator_is_not_reset_by_a_link(world: World) -> None:
    auditing = world.seat(LEAD, SeatRole.AUDADMIN)
    with world.database.plain() as session:
        session.add(Account(person_id=auditing.person_id, username="audit", password_hash="x"))
    with pytest.raises(Refused) as refused:
        issue_link(world.database, secadmin(world), auditing.id, at=MORNING)
    assert rules_of(refused) == ["link_of_administrator"]


def test_a_name_stands_in_the_log_only_behind_a_commitment(world: World) -> None:
    appoint(world.database, secadmin(world), wanted(world), at=MORNING)
    (event,) = events(world.database)
    assert "周某" not in event.leaf.decode()
    with world.database.read() as session:
        opened = {o.field: o.value.decode() for o in session.scalars(sa.select(Opening))}
    assert opened == {"name": "周某", "username": "zhou"}


def test_a_refused_proposal_leaves_no_person_behind(world: World) -> None:
    before = count(world.database, Person)
    with pytest.raises(Refused):
        appoint(world.database, secadmin(world), wanted(world, role=SeatRole.OBSERVER), at=MORNING)
    assert count(world.database, Person) == before


def test_the_installation_sets_up_a_regions_administrators_and_no_hands_of_its_trade(world: World) -> None:
    """The first security administrator of a region cannot be appointed from within it."""
    own, auditing = _of_the_installation(world, SeatRole.SECADMIN), _of_the_installation(world, SeatRole.AUDADMIN)
    newcomer = NewPerson(name="吴某", username="wumou")
    with pytest.raises(Refused) as refused:
        appoint(world.database, own, wanted(world, person=newcomer), at=MORNING)
    assert rules_of(refused) == ["role_not_open"]
    made = appoint(world.database, own, wanted(world, person=newcomer, role=SeatRole.SECADMIN), at=MORNING)
    confirm(world.database, auditing, made, at=MORNING)
    with world.database.read() as session:
        assert session.get_one(Appointment, made).region_code == LEAD
    with pytest.raises(NotThere):
        end(world.database, own, world.seat(LEAD, SeatRole.APPROVER).id, at=MORNING)


def _of_the_installation(world: World, role: SeatRole) -> Seat:
    with world.database.write(MORNING) as work:
        organ = founding.organ(work, None, OrganKind.OPERATOR, "运维单位", "Operator")
        person = work.insert(Person, name=role.value, name_latin="")
        seat = {"person_id": person, "organ_id": organ, "role": role, "since": TODAY, "confirmed_at": MORNING}
        work.insert(Appointment, **seat)
        work.recorded += 1  # laying the first administrators is the founder's, not ours
    with world.database.read() as session:
        return seats_of(session, person, TODAY)[0]
