"""Watch rules tell by mail what their person may see at that hour: once, at once or once a working day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World, founded, with_accounts
from tests.workflow.post.readers import BASE, listens, mails
from workflow import clock
from workflow.doors import watching
from workflow.doors.watching import Choice, WrongRule
from workflow.picture.standing import Seat
from workflow.post import watched
from workflow.reads import watching as reads
from workflow.records.people import Appointment
from workflow.vocabulary import Cadence, Joint, MailWish, NoticeKind

ALL = Choice()


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    made = founded(sqlite_url)
    with_accounts(made)
    yield made
    made.database.dispose()


@pytest.fixture
def road(world: World) -> Road:
    return morning(world)


@pytest.fixture
def seat(world: World) -> Seat:
    return reader(world)


def morning(world: World) -> Road:
    """A proposal, on a working day after eight."""
    made = builders.proposed(world)
    made.at = made.at.astimezone(clock.BEIJING).replace(hour=9) + timedelta(days=1)
    return made


def reader(world: World) -> Seat:
    found = world.seat(SECOND, "cosigner")
    listens(world, found)
    return found


def rule(road: Road, seat: Seat, choice: Choice = ALL, cadence: Cadence = Cadence.EACH) -> int:
    return watching.make(road.world.database, seat.person_id, "我的关注", choice, cadence, at=road.at)


def told(road: Road, seat: Seat) -> list[str]:
    """What has come to this person of rules, after what was done lately has settled."""
    watched.tell(road.world.database, road.at + timedelta(minutes=1), BASE)
    mine = [mail for mail in mails(road.world) if mail.person_id == seat.person_id]
    return [mail.body for mail in mine if mail.cause.startswith("watch/")]


def test_what_a_rule_chooses_is_told_once_whatever_rules_choose_it(road: Road, seat: Seat) -> None:
    rule(road, seat)
    rule(road, seat, Choice(region_code=LEAD, ics="43", ccs="T4", kinds=(NoticeKind.PLAN,)))
    builders.invited(road)  # an invitation is told to the invited alone: what is shared is that initiation has opened
    for _ in range(2):
        (body,) = told(road, seat)
    assert f"项目 {road.id}，北京市：" in body
    assert "您的关注“我的关注”" in body
    assert "停车场" not in body


@pytest.mark.parametrize(
    "choice",
    [
        Choice(region_code=THIRD),
        Choice(state=Joint.IN_FORCE),
        Choice(field="商贸服务"),
        Choice(ics="44"),
        Choice(ccs="U"),
        Choice(kinds=(NoticeKind.RELEASE, NoticeKind.CHANGE)),
        Choice(agreement_id=2),
    ],
)
def test_what_a_rule_does_not_choose_is_not_told(road: Road, seat: Seat, choice: Choice) -> None:
    rule(road, seat, choice)
    builders.invited(road)
    assert told(road, seat) == []


def test_only_what_weighs(road: Road, seat: Seat) -> None:
    rule(road, seat, cadence=Cadence.WEIGHTY)
    builders.invited(road)
    assert told(road, seat) == []
    road.by(THIRD, "approver", "decline", reason="暂不需要")
    assert len(told(road, seat)) == 1


def test_once_a_working_day_after_eight(road: Road, seat: Seat) -> None:
    rule(road, seat, cadence=Cadence.DAILY)
    assert told(road, seat) == []  # nothing was done: no digest, and none more that day
    builders.invited(road)
    assert told(road, seat) == []
    road.wait(days=1)
    assert len(told(road, seat)) == 1
    road.by(LEAD, "handler", "amend_proposal", title_zh="停车场充电设施规范(示)", reason="补正")
    road.wait(days=3)
    assert road.at.weekday() > 4
    assert len(told(road, seat)) == 1
    road.wait(days=2)
    assert len(told(road, seat)) == 2


def test_a_rule_that_rests_or_is_gone_tells_nothing_and_nothing_afterwards(road: Road, seat: Seat) -> None:
    database, made = road.world.database, rule(road, seat)
    watching.pause(database, seat.person_id, made, at=road.at)
    builders.invited(road)
    road.wait(minutes=1)
    assert told(road, seat) == []
    watching.pause(database, seat.person_id, made, at=road.at)
    assert told(road, seat) == []
    watching.delete(database, seat.person_id, made)
    road.by(LEAD, "handler", "amend_proposal", title_zh="停车场充电设施规范(示)", reason="补正")
    assert told(road, seat) == []


def test_what_the_person_may_not_see_at_that_hour_is_not_told(world: World, road: Road) -> None:
    strangers = [world.seat(CHONGQING, "handler"), world.seat(SECOND, "expert"), world.seat(SECOND, "drafter")]
    gone = world.seat(SECOND, "handler")
    for each in (*strangers, gone):
        listens(world, each)
        rule(road, each)
    builders.invited(road)
    with world.database.plain() as session:
        mine = sa.update(Appointment).where(Appointment.person_id == gone.person_id)
        session.execute(mine.values(ended_at=road.at))
    assert [told(road, each) for each in (*strangers, gone)] == [[], [], [], []]
    with world.database.read() as session:
        for each in strangers:
            today, since = clock.day_of(road.at), road.at - timedelta(days=30)
            assert reads.acts(session, each.person_id, ALL, today, since=since, until=road.at) == []
            assert reads.days(session, each.person_id, ALL, today) == []


def test_no_mail_for_who_wishes_none_and_none_of_what_one_did_oneself(world: World, road: Road) -> None:
    silent, author = world.seat(THIRD, "handler"), world.seat(LEAD, "handler")
    listens(world, silent, MailWish.NONE)
    listens(world, author)
    rule(road, silent)
    rule(road, author)
    builders.invited(road)
    assert [told(road, each) for each in (silent, author)] == [[], []]


def test_a_rule_that_makes_no_sense_is_refused_with_every_reason(road: Road, seat: Seat) -> None:
    with pytest.raises(WrongRule) as wrong:
        watching.make(road.world.database, seat.person_id, "", Choice(ics="%", ccs="_4"), Cadence.EACH, at=road.at)
    assert wrong.value.keys == ["watch.name", "watch.ics", "watch.ccs"]
    for _ in range(watching.MOST):
        rule(road, seat)
    with pytest.raises(WrongRule) as wrong:
        rule(road, seat)
    assert wrong.value.keys == ["watch.many"]


@pytest.mark.postgres
def test_a_rule_tells_on_postgres_too(postgres_url: str) -> None:
    world = founded(postgres_url)
    with_accounts(world)
    test_what_a_rule_chooses_is_told_once_whatever_rules_choose_it(morning(world), reader(world))
    world.database.dispose()
