"""What the public says of a released standard: by clause, with a receipt, counted, handed on to the next revision."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.cast import World
from tests.web.browsing import browser, seated
from tests.workflow.test_motions import tabled
from tests.workflow.test_reviews import BEIJING
from tests.workflow.test_revision import brought, started, to_be_revised
from workflow import engine
from workflow.exports.verification import verify
from workflow.reads import consultations, feedback
from workflow.reads.counted import Counts, counts
from workflow.records.consultations import Comment
from workflow.vocabulary import Joint

SAID = {
    "opinion": "充电桩间距太小",
    "proposal": "改为不小于三米",
    "reason": "车门打不开",
    "name": "张先生",
    "contact": "13800000000",
}


def first_clause(page: str) -> str:
    found = re.search(r"/comment\?clause=(c\d+)", page)
    assert found is not None
    return found[1]


def test_anybody_comments_on_a_clause_and_reads_its_fate_by_the_receipt(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    anybody, home = browser(app, road.at), f"/public/standards/{road.id}"
    clause = first_clause(anybody.get(home).get_data(as_text=True))
    assert anybody.get(f"{home}/comment?clause={clause}").status_code == 200
    wrong = anybody.post(f"{home}/comments", {"clause": clause, "opinion": "只有意见"})
    assert wrong.status_code == 422
    assert "只有意见" in wrong.get_data(as_text=True)
    sent = anybody.post(f"{home}/comments", SAID | {"clause": clause})
    assert sent.status_code == 303
    assert SAID["opinion"] in anybody.get(sent.headers["Location"]).get_data(as_text=True)
    seat = world.seat(BEIJING, "handler")
    handler = seated(app, seat, road.at)
    tower = handler.get(f"/standards/{road.id}/implementation").get_data(as_text=True)
    found = re.search(rf'data-count="1" href="(/standards/{road.id}/feedback\?clause={clause})"', tower)
    assert found is not None
    listed = handler.get(found[1]).get_data(as_text=True)
    assert 'data-list="1"' in listed
    assert SAID["opinion"] in listed
    assert SAID["contact"] not in listed
    assert anybody.get(f"{home[:-1]}999999/comment").status_code == 404


def test_what_is_marked_reaches_the_drafters_of_the_revision_who_take_it_up(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    with road.standing() as standing:
        frozen = standing.frozen
        assert frozen is not None
        clause = next(iter(frozen.digest))
    told = engine.take(world.database, "comment", road.id, None, SAID | {"clause": clause}, at=road.at)
    comment = told.facts["comment"]
    road.by(BEIJING, "handler", "mark_for_revision", feedback=[comment])
    to_be_revised(road)
    project = started(road, road.regions)
    brought(project, Joint.DRAFTING)
    builders.grouped(project)
    with project.standing() as standing:
        assert [one.id for one in standing.inherited] == [comment]
        assert [one.is_taken for one in feedback.handed_on(standing.session, standing.standard)] == [False]
    project.by(BEIJING, "drafter", "take_up_feedback", feedback=[comment])
    with project.standing() as standing:
        assert standing.inherited == []
    with project.standing() as standing:
        assert [one.is_taken for one in feedback.handed_on(standing.session, standing.standard)] == [True]
    assert verify(world.database, None).findings == []


@pytest.mark.parametrize("state", [Joint.SCHEDULED])
def test_nothing_is_said_of_what_is_not_released(app: Flask, world: World, state: Joint) -> None:
    road = builders.standing(world, state)
    assert browser(app, road.at).get(f"/public/standards/{road.id}/comment").status_code == 404


def test_feedback_is_no_comment_of_the_consultation_that_was_closed(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    with road.standing() as standing:
        assert standing.consultation is not None
        asked, frozen = standing.consultation.id, standing.frozen
        assert frozen is not None
        clause = next(iter(frozen.digest))

    def brought() -> Counts:
        with world.database.read() as session:
            found = consultations.one(session, asked)
            assert found is not None
            return counts(session, found)

    before = brought()
    engine.take(world.database, "comment", road.id, None, SAID | {"clause": clause}, at=road.at)
    assert brought() == before
    with world.database.read() as session:
        assert session.scalars(sa.select(Comment.consultation_id).order_by(Comment.id.desc())).first() is None
    assert verify(world.database, None).findings == []


def test_a_project_renamed_later_is_called_in_public_as_it_was_when_it_was_laid_open(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.CONSULTING)
    builders.posted(road)
    anybody = browser(app, road.at)
    with road.standing() as standing:
        assert standing.consultation is not None
        assert standing.frozen is not None
        said = SAID | {"clause": next(iter(standing.frozen.digest))}
        page, old = f"/public/consultations/{standing.consultation.id}", standing.standard.title_zh
    comment = engine.take(world.database, "comment", road.id, None, said, at=road.at).facts["receipt"]
    change = tabled(road, "adjust_plan", BEIJING, title_zh="后来的名称")
    for region in road.regions:
        road.by(region, "approver", "vote_motion", motion=change, position="agree")
    with road.standing() as standing:
        assert standing.standard.title_zh == "后来的名称"
    for address in (page, f"/public/receipts?number={comment}", "/public/data/consultations.csv"):
        shown = anybody.get(address).get_data(as_text=True)
        assert old in shown, address
        assert "后来的名称" not in shown, address
