"""Whoever is called in a thread is told once: in the next digest, or at once on that wish; never what was said."""

from datetime import timedelta

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.workflow.post.readers import BASE, listens, mails
from workflow import clock, jobs
from workflow.desk import talking
from workflow.desk.talking import Said
from workflow.picture.standing import Seat
from workflow.post import digest
from workflow.post.letters import News
from workflow.reads import talk
from workflow.text.clauses import Clause, ClauseKind
from workflow.vocabulary import Joint, MailWish, SeatRole, ThreadAct

CLAUSE = Clause("c1", ClauseKind.SCOPE, "1", "范围", "", 1, None)
SECRET = "此事只在组内说"


@pytest.fixture
def road(world: World) -> Road:
    """In drafting, on a working day after eight."""
    made = builders.standing(world, Joint.DRAFTING)
    made.at = made.at.astimezone(clock.BEIJING).replace(hour=9) + timedelta(days=1)
    while made.at.weekday() > 4:
        made.at += timedelta(days=1)
    jobs.tick(world.database, made.at, BASE)
    return made


@pytest.fixture
def cosigner(world: World) -> Seat:
    """Somebody who has nothing else to do just now."""
    return world.of(SECOND, SeatRole.COSIGNER)[0]


def called(road: Road, seat: Seat, thread: int = 0) -> int:
    said = Said(road.world.seat(LEAD, SeatRole.DRAFTER).person_id, SECRET, {seat.person_id})
    with road.world.database.plain() as session:
        if thread:
            return talking.go_on(session, road.at, road.id, thread, ThreadAct.SAID, said).id
        return talking.begin(session, road.at, road.id, CLAUSE, "", said)


def letters(road: Road, seat: Seat) -> list[str]:
    return [mail.subject + mail.body for mail in mails(road.world) if mail.person_id == seat.person_id]


def test_the_next_digest_tells_of_it_and_none_is_written_for_it_twice(road: Road, cosigner: Seat) -> None:
    listens(road.world, cosigner)
    called(road, cosigner)
    jobs.tick(road.world.database, road.at, BASE)
    assert letters(road, cosigner) == []
    for is_new in (True, False):
        with road.world.database.read() as session:
            assert [one.is_new for one in talk.waiting(session, cosigner)] == [is_new]
        assert digest.write(road.world.database, road.at, BASE) == 1
        assert "讨论里有 1 件等您" in letters(road, cosigner)[-1]
        assert SECRET not in letters(road, cosigner)[-1]
        road.wait(days=1)
    assert News(talks=1, calls=True).is_any
    assert not News(talks=1).is_any


def test_who_wishes_each_notice_hears_at_once_and_once_a_day_of_a_thread(road: Road, cosigner: Seat) -> None:
    listens(road.world, cosigner, MailWish.EACH)
    thread = called(road, cosigner)
    for _ in range(2):
        jobs.tick(road.world.database, road.at, BASE)
        called(road, cosigner, thread)
    jobs.tick(road.world.database, road.at, BASE)
    told = letters(road, cosigner)
    assert len(told) == 1
    assert f"/standards/{road.id}/threads/{thread}" in told[0]
    assert SECRET not in told[0]
    road.wait(days=1)
    called(road, cosigner, thread)
    jobs.tick(road.world.database, road.at, BASE)
    assert len(letters(road, cosigner)) == 2


def test_who_has_heard_is_not_written_to(road: Road, cosigner: Seat) -> None:
    listens(road.world, cosigner, MailWish.EACH)
    thread = called(road, cosigner)
    with road.world.database.plain() as session:
        talking.hear(session, road.at, cosigner.person_id, thread)
    jobs.tick(road.world.database, road.at, BASE)
    assert letters(road, cosigner) == []
