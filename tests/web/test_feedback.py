"""What the public says of a released standard: by clause, with a receipt, counted, handed on to the next revision."""

import re

import pytest
from flask import Flask

from tests import builders
from tests.cast import World
from tests.web.browsing import browser, seated
from tests.workflow.test_reviews import BEIJING
from tests.workflow.test_revision import brought, started, to_be_revised
from workflow import engine
from workflow.exports.verification import verify
from workflow.reads import feedback
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
