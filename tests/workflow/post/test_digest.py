"""One digest a person and working day, not before eight; late after an outage, never twice; none where nothing is."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.workflow.post.readers import BASE, listens, mails
from workflow import clock, jobs
from workflow.post import digest
from workflow.records.calendars import CalendarDay
from workflow.records.mails import Mailbox
from workflow.vocabulary import MailWish


@pytest.fixture
def road(world: World) -> Road:
    """Invited on a Monday; the second region has not answered."""
    made = builders.proposed(world)
    builders.invited(made)
    jobs.tick(world.database, made.at, BASE)
    return made


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """That hour of Beijing in March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=clock.BEIJING)


def digests(world: World) -> list[str]:
    return [mail.cause for mail in mails(world) if mail.cause.startswith("digest/")]


def test_it_comes_at_eight_once_a_working_day(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"))
    assert digest.write(world.database, at(3, 7, 59), BASE) == 0
    assert digest.write(world.database, at(3, 8), BASE) == 1
    assert digest.write(world.database, at(3, 14), BASE) == 0
    assert digest.write(world.database, at(4, 17), BASE) == 1  # the worker was away in the morning
    assert digests(world) == ["digest/2026-03-03", "digest/2026-03-04"]


def test_it_tells_my_turn_with_its_day_what_comes_and_what_was_told(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"))
    listens(world, world.seat(SECOND, "approver"))
    digest.write(world.database, at(3, 8), BASE)
    by_person = {mail.person_id: mail for mail in mails(world)}
    mine = by_person[world.seat(SECOND, "handler").person_id]
    due = clock.days_after(clock.day_of(road.at), 30)
    assert "1 件该您办" in mine.subject
    assert f"· 项目 {road.id}，天津市：应邀参加，应于 {due} 前办理" in mine.body
    assert f"· 项目 {road.id}，北京市：提出协同立项建议" in mine.body
    other = by_person[world.seat(SECOND, "approver").person_id].body
    assert other.index("即将轮到") < other.index("应邀参加")
    assert mine.body.count("应邀参加") == 1
    with road.standing() as found:
        assert found.standard.title_zh not in mine.body + other


def test_what_is_late_is_called_late(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"))
    late = road.at + timedelta(days=35)
    digest.write(world.database, datetime.combine(late, at(1, 9).timetz()), BASE)
    assert "已逾期 5 天" in mails(world)[0].body


def test_none_on_a_weekend_or_holiday_but_on_a_weekend_that_is_worked(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"))
    with world.database.plain() as session:
        session.add(CalendarDay(place="", day=date(2026, 3, 9), is_working=False, name="假日"))
        session.add(CalendarDay(place=SECOND, day=date(2026, 3, 15), is_working=True, name="调班"))
    for day in (7, 8, 9, 10, 14, 15):
        digest.write(world.database, at(day, 9), BASE)
    assert digests(world) == ["digest/2026-03-10", "digest/2026-03-15"]


def test_nobody_is_written_to_for_nothing_or_against_the_wish(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"), MailWish.EACH)
    listens(world, world.seat(SECOND, "approver"), MailWish.NONE)
    listens(world, world.seat(LEAD, "expert"))
    assert digest.write(world.database, at(3, 9), BASE) == 0
    with world.database.read() as session:
        thought_of = session.scalars(sa.select(Mailbox.person_id).where(Mailbox.digest_on == date(2026, 3, 3)))
        assert thought_of.all() == [world.seat(LEAD, "expert").person_id]


def test_of_two_workers_one_writes_it(world: World, road: Road) -> None:
    listens(world, world.seat(SECOND, "handler"))
    digest.write(world.database, at(3, 8), BASE)
    with world.database.plain() as session:
        session.execute(sa.update(Mailbox).values(digest_on=date(2026, 3, 2)))
    digest.write(world.database, at(3, 8), BASE)
    assert len(digests(world)) == 1
