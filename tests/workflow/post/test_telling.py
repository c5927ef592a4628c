"""Who is written to after an act, and who is not: the letter commits with the act, once for each turn, and tells no
secret.
"""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, THIRD, World
from tests.house.sayings import HAN
from tests.workflow.post.readers import BASE, listens, mails
from workflow import jobs, projection
from workflow.post import telling
from workflow.process.reasons import Refused
from workflow.records.mails import OutgoingMail
from workflow.records.notices import RegionNotice
from workflow.records.people import Account, Appointment
from workflow.records.standards import Turn
from workflow.vocabulary import MailWish, Notice


def tick(road: Road) -> None:
    jobs.tick(road.world.database, road.at, BASE)


def told(world: World) -> list[tuple[int | None, str]]:
    return [(mail.person_id, mail.cause.split("/")[2]) for mail in mails(world) if mail.cause.startswith("turn/")]


def test_whose_turn_it_becomes_is_written_to_once_and_nobody_else(world: World) -> None:
    handler, approver = world.seat(SECOND, "handler"), world.seat(SECOND, "approver")
    for seat in (handler, approver, world.seat(CHONGQING, "handler")):
        listens(world, seat)
    road = builders.proposed(world)
    builders.invited(road)
    tick(road)
    assert told(world) == [(handler.person_id, "accept_invitation")]
    builders.accepted(road, THIRD)  # writes the turns of all regions anew
    tick(road)
    tick(road)
    assert told(world) == [(handler.person_id, "accept_invitation")]


def test_the_letter_holds_number_step_region_and_link_and_no_title(world: World) -> None:
    listens(world, world.seat(SECOND, "handler"))
    road = builders.proposed(world)
    builders.invited(road)
    tick(road)
    (mail,) = mails(world)
    with road.standing() as found:
        secret = found.standard.title_zh, found.standard.title_en, found.standard.scope
    assert f"项目 {road.id}，天津市" in mail.body
    assert f"{BASE}/standards/{road.id}" in mail.body
    assert not any(words in mail.subject + mail.body for words in secret)


def test_whoever_reads_english_is_written_to_in_english(world: World) -> None:
    seat = world.seat(SECOND, "handler")
    listens(world, seat)
    with world.database.plain() as session:
        session.execute(sa.update(Account).where(Account.person_id == seat.person_id).values(language="en"))
    road = builders.proposed(world)
    builders.invited(road)
    tick(road)
    (mail,) = mails(world)
    assert not HAN.search(mail.subject + mail.body)
    assert f"Project {road.id}, Tianjin" in mail.body


def test_an_act_that_was_rolled_back_leaves_nothing_to_tell(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    listens(world, world.seat(SECOND, "handler"), MailWish.EACH)
    road = builders.proposed(world)
    road.by(LEAD, "handler", "invite", region=THIRD, reply_by=builders.day(road, 30))
    tick(road)
    before = [mail.cause for mail in mails(world)]

    def breaks(*_: object) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as broken:
        broken.setattr(projection, "project", breaks)
        with pytest.raises(RuntimeError):
            road.by(LEAD, "handler", "invite", region=SECOND, reply_by=builders.day(road, 30))
    with pytest.raises(Refused):
        road.by(SECOND, "handler", "accept_invitation", department="x", contact=1)
    tick(road)
    assert [mail.cause for mail in mails(world)] == before


def test_a_letter_and_the_mark_that_it_was_told_come_together_or_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = world.seat(SECOND, "handler")
    listens(world, seat)
    road = builders.proposed(world)
    builders.invited(road)

    def breaks(*_: object) -> None:
        raise RuntimeError("planted")

    with monkeypatch.context() as broken:
        broken.setattr(telling, "put", breaks)
        with pytest.raises(RuntimeError):
            tick(road)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(Turn.id)).where(Turn.told_at.is_not(None))) == 0
    tick(road)
    assert told(world) == [(seat.person_id, "accept_invitation")]


def test_no_mail_for_who_wishes_none_has_no_address_or_left_office(world: World) -> None:
    silent, gone = world.seat(SECOND, "handler"), world.seat(THIRD, "handler")
    listens(world, silent, MailWish.NONE)
    listens(world, gone)
    with world.database.plain() as session:
        mine = sa.update(Appointment).where(Appointment.person_id == gone.person_id)
        session.execute(mine.values(ended_at=MORNING))
    road = builders.proposed(world)
    builders.invited(road)
    tick(road)
    assert mails(world) == []


def test_every_notice_at_once_goes_only_to_the_authority_that_wishes_it(world: World) -> None:
    approver = world.seat(SECOND, "approver")
    listens(world, approver, MailWish.EACH)
    listens(world, world.seat(SECOND, "handler"))
    listens(world, world.seat(SECOND, "secretary"), MailWish.EACH)
    road = builders.proposed(world)
    tick(road)
    notices = [mail for mail in mails(world) if mail.cause.startswith("notice/")]
    assert [mail.person_id for mail in notices] == [approver.person_id]


def test_a_notice_to_a_region_without_anybody_waits_until_somebody_is_in_office(world: World) -> None:
    authority = ("handler", "approver")
    ids = [seat.id for role in authority for seat in world.of(SECOND, role)]
    with world.database.plain() as session:
        session.execute(sa.update(Appointment).where(Appointment.id.in_(ids)).values(ended_at=MORNING))
    road = builders.proposed(world)
    tick(road)
    assert of(world, SECOND) == {Notice.UNDELIVERABLE}
    assert of(world, THIRD) == {Notice.DELIVERED}
    with world.database.plain() as session:
        session.execute(sa.update(Appointment).where(Appointment.id.in_(ids)).values(ended_at=None))
    road.wait(days=1)
    tick(road)
    assert of(world, SECOND) == {Notice.DELIVERED}


def test_two_workers_put_in_the_same_letter_once(world: World) -> None:
    for region in (SECOND, THIRD):
        listens(world, world.seat(region, "handler"))
    road = builders.proposed(world)
    builders.invited(road)
    tick(road)
    with world.database.plain() as session:  # as if another worker had looked before this one had marked
        session.execute(sa.update(Turn).values(told_at=None))
    jobs.tick(world.database, road.at + timedelta(seconds=1), BASE)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(OutgoingMail.id))) == 2


def of(world: World, region: str) -> set[Notice]:
    with world.database.read() as session:
        return set(session.scalars(sa.select(RegionNotice.state).where(RegionNotice.region_code == region)))
