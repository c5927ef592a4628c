"""Names of commenters are deleted two years after the release; the evidence stays whole and says why they are gone."""

from datetime import timedelta

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World
from tests.workflow.exports.test_hidden_changes import lived
from tests.workflow.log.logbook import tampered
from workflow import jobs
from workflow.clock import day_of, start_of, years_after
from workflow.exports.findings import Remark
from workflow.exports.verification import verify
from workflow.records.consultations import Comment
from workflow.records.events import Event, Opening
from workflow.records.standards import Standard
from workflow.vocabulary import Joint

DAY = timedelta(days=1)


def names(road: Road) -> list[tuple[str, str]]:
    with road.world.database.read() as session:
        return [(c.name, c.contact) for c in session.scalars(sa.select(Comment).order_by(Comment.id))]


def opened(road: Road) -> dict[str, int]:
    """How many openings of comments there are by field."""
    its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
    query = sa.select(Opening.field, sa.func.count()).join(Event, its).where(Event.act == "comment")
    with road.world.database.read() as session:
        return {field: n for field, n in session.execute(query.group_by(Opening.field))}


def released(road: Road) -> None:
    """The day from which the two years count, moved to the hour before the last in which nothing is due."""
    with road.world.database.read() as session:
        at = session.scalar(sa.select(Standard.released_at))
    assert at is not None
    road.at = start_of(years_after(day_of(at), 2)) + timedelta(hours=12)


def test_the_day_after_two_years_names_are_gone_and_the_record_says_so(world: World) -> None:
    road = lived(world)
    feedback = {"clause": clause(road), "opinion": "好用", "reason": "省时", "name": "孙女士", "contact": "010-2"}
    road.wait(days=200)
    road.take("comment", None, **feedback)
    given = [("某公司", "010-1")] * 3
    released(road)
    jobs.tick(world.database, road.at)
    assert names(road) == [*given, ("孙女士", "010-2")]
    jobs.tick(world.database, road.at + DAY)
    assert names(road) == [("", "")] * 3 + [("孙女士", "010-2")]
    assert opened(road) == {"opinion": 4, "reason": 4, "receipt": 4, "name": 1, "contact": 1}
    report = verify(world.database, None)
    assert [str(finding) for finding in report.findings] == []
    (remark,) = report.remarks
    assert (str(remark.place), remark.what, remark.facts) == (f"standards/{road.id}", Remark.NAMES_DELETED, {"n": 3})
    assert "两年" in str(remark)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Event.act == "forget_names")) == 1
    jobs.tick(world.database, road.at + 2 * DAY)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Event.act == "forget_names")) == 1
    jobs.tick(world.database, road.at + 300 * DAY)
    assert names(road) == [("", "")] * 4
    (remark,) = verify(world.database, None).remarks
    assert remark.facts == {"n": 4}


def test_a_deleted_name_that_comes_back_is_found(world: World) -> None:
    road = lived(world)
    released(road)
    tampered(world.database, "CREATE TABLE kept AS SELECT * FROM openings WHERE field = 'name'")
    jobs.tick(world.database, road.at + DAY)
    assert names(road) == [("", "")] * 3
    tampered(world.database, "UPDATE comments SET name = '某公司' WHERE id = 1")
    tampered(world.database, "INSERT INTO openings SELECT * FROM kept")
    found = {str(f.place).partition("/")[0] + (f.place.column and f".{f.place.column}") for f in
             verify(world.database, None).findings}  # fmt: skip
    assert found == {"comments.name", "openings"}


def test_an_ended_project_is_forgotten_two_years_after_its_end(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    road.take("comment", None, clause=clause(road), opinion="过严", reason="成本高", name="某公司", contact="010-1")
    for region in road.regions[1:]:
        road.by(region, "approver", "withdraw_from_project", reason="退出")
    road.wait(days=60)
    road.wake()
    with road.standing() as found:
        assert found.state is Joint.TERMINATED
    road.wait(days=700)
    jobs.tick(world.database, road.at)
    assert names(road) == [("某公司", "010-1")]
    road.wait(days=40)
    jobs.tick(world.database, road.at)
    assert names(road) == [("", "")]
    assert verify(world.database, None).findings == []


def test_while_a_project_is_made_its_commenters_can_be_reached(world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    road.take("comment", None, clause=clause(road), opinion="过严", reason="成本高", name="某公司", contact="010-1")
    road.wait(days=1_000)
    jobs.tick(world.database, road.at)
    assert names(road) == [("某公司", "010-1")]


def clause(road: Road) -> str:
    with road.standing() as found:
        assert found.frozen is not None
        return next(iter(found.frozen.digest))
