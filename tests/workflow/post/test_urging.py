"""Urging: a region that owes something, by the coordinator or the chair, once a day; whose turn it is gets a letter."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, THIRD, World
from tests.workflow.post.readers import BASE, listens, mails
from workflow import jobs
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.mails import OutgoingMail
from workflow.records.notices import RegionNotice
from workflow.records.standards import StandardTrack
from workflow.vocabulary import MailWish


@pytest.fixture
def road(world: World) -> Road:
    """The second region has not answered the invitation."""
    made = builders.proposed(world)
    builders.invited(made)
    builders.accepted(made, THIRD)
    jobs.tick(world.database, made.at, BASE)
    return made


def urge(road: Road, region: str = SECOND, by: str = LEAD) -> None:
    road.by(by, "handler", "urge", region=region)
    jobs.tick(road.world.database, road.at, BASE)


def urged(world: World) -> list[OutgoingMail]:
    return [mail for mail in mails(world) if mail.cause.startswith("urge/")]


def test_whose_turn_it_is_in_the_urged_region_is_written_to(world: World, road: Road) -> None:
    handler = world.seat(SECOND, "handler")
    for seat in (handler, world.seat(SECOND, "approver"), world.seat(THIRD, "handler")):
        listens(world, seat)
    urge(road)
    (mail,) = urged(world)
    assert mail.person_id == handler.person_id
    assert f"催办：项目 {road.id}，应邀参加" in mail.subject
    assert "北京市催请您办理" in mail.body
    with world.database.read() as session:
        told = session.scalars(sa.select(RegionNotice).where(RegionNotice.audience == "urged")).one()
    assert (told.region_code, told.actor_region, told.step) == (SECOND, LEAD, "urge")


def test_once_a_day_and_region_and_again_the_day_after(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"), MailWish.EACH)
    urge(road)
    with pytest.raises(Refused) as refused:
        urge(road)
    assert [reason.rule for reason in refused.value.reasons] == ["not_urged_today"]
    urge(road, THIRD)
    road.wait(days=1)
    urge(road)
    assert len(urged(world)) == 2


def test_who_owes_nothing_is_not_urged_and_only_the_lead_or_the_chair_urges(world: World, road: Road) -> None:
    with pytest.raises(WrongAnswers):
        urge(road, LEAD)
    with pytest.raises(Refused) as refused:
        urge(road, SECOND, by=THIRD)
    assert [reason.rule for reason in refused.value.reasons] == ["not_yours"]


def test_an_urging_is_evidence_that_verifies(world: World, road: Road) -> None:
    urge(road)
    assert not verify(world.database, None).findings
    with world.database.plain() as session:
        session.execute(sa.update(StandardTrack).where(StandardTrack.region_code == SECOND).values(urged_on=None))
    assert [finding.place.column for finding in verify(world.database, None).findings] == ["urged_on"]
