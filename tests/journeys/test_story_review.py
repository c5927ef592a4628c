"""京津冀, 津 leads: duties are done in time, and a review after four and a half years confirms the standard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import LEAD, SECOND, THIRD
from tests.journeys.person import PAPER
from tests.journeys.story import Story, told
from workflow.vocabulary import Joint, SeatRole

TIANJIN, BEIJING, HEBEI = SECOND, LEAD, THIRD
REGIONS = (TIANJIN, BEIJING, HEBEI)
NEXT_REVIEW = 1650  # days from effect: the review opens six months before the five years are over


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        yield made


def reported(story: Story, region: str, duty: int, **more: str) -> None:
    story.by(region, "handler", "report_duty", duty=duty, done_on=story.town.day(0), account="已办结", **more)


def follow_up(story: Story) -> None:
    """A measure for 京 is planned by the lead, done by the department, accepted."""
    owner = story.town.world.seat(BEIJING, SeatRole.IMPLEMENTER)
    plan = {"kind": "measure", "title": "宣贯培训", "owner": owner.organ_id, "due_on": story.town.day(30)}
    story.by(TIANJIN, "handler", "plan_duty", **plan)
    [(_, measure)] = story.duties("measure")
    done = {"done_on": story.town.day(0), "account": "培训两场，覆盖 40 家单位"}
    story.sitting(owner).do(story.id, "report_duty", duty=measure, **done)
    story.by(TIANJIN, "handler", "accept_duty", duty=measure)


@pytest.mark.timeout(180)
def test_a_plain_road_ends_in_a_confirmed_review(story: Story) -> None:
    story.reach(Joint.RELEASED, "JJJ", REGIONS)
    for kind in ("publish_text", "filing"):
        for region, duty in story.duties(kind):
            reported(story, region, duty, receipt_number="备2026示1")
    assert not story.duties("publish_text", "filing")
    story.town.wait(days=70)
    story.becomes(Joint.IN_FORCE)
    follow_up(story)
    story.town.wait(days=NEXT_REVIEW)
    story.becomes(Joint.UNDER_REVIEW)
    for region in REGIONS:
        story.gate(region, outcome="confirm")
        story.by(region, "approver", "take_review_position", outcome="confirm", reason="复审评估：继续适用")
        if region == BEIJING:
            story.person(TIANJIN, "handler").picture("story-review-open", story.page)
    story.by(TIANJIN, "handler", "conclude_confirm", announcement=PAPER)
    story.becomes(Joint.IN_FORCE)
    with story.standing() as found:
        [review] = found.reviews
        assert review.outcome is not None
        assert review.outcome.value == "confirm"
        assert found.standard.review_from is not None
    story.person(TIANJIN, "handler").picture("story-review-confirmed", story.page)
    story.person(TIANJIN, "handler").picture("story-review-timeline", f"{story.page}/timeline")
