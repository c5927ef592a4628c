"""川渝, two regions and a floor of two: a review fails once, a corrected final text makes each yes stale; and the
counter-story, where one leaves and nothing is done.

The story binds a region's yes to its own clauses, so that one region's correction leaves the other's yes standing; the
default terms bind it to the whole text, so both sign again here; bound to clauses it is told in a story of its own.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, SICHUAN
from tests.journeys.person import PAPER
from tests.journeys.story import Story, told
from workflow import gates
from workflow.vocabulary import Joint, Number, SeatRole

BOTH = (CHONGQING, SICHUAN)


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        yield made


def voted(agree: int) -> Callable[[Road], None]:
    """The panel meets and votes, by the steps of the long road."""

    def leg(road: Road) -> None:
        builders.voting(road)
        builders.voted(road, agree=agree)

    return leg


def chair(story: Story, step: str, **answers: object) -> None:
    story.sitting(builders.experts(story.road)[0]).do(story.id, step, minutes=PAPER, **answers)


def freeze(story: Story, purpose: str) -> None:
    story.by(CHONGQING, "drafter", "freeze_text", purpose=purpose, summary="修改后定稿", explanation=PAPER)


def reviewed_twice(story: Story) -> None:
    story.walk(voted(4))
    chair(story, "fail_review", reason="四票同意，未达四分之三；验证数据不足")
    assert story.state() is Joint.DRAFTING
    story.person(CHONGQING, "handler").picture("story-review-failed", story.page)
    freeze(story, "consultation")
    story.by(CHONGQING, "handler", "forgo_consultation", declaration="主编声明：无重大修改")
    assert story.state() is Joint.ANSWERING
    freeze(story, "review")
    meeting = {"by_letter": "meeting", "meets_on": story.town.day(20)}
    story.by(CHONGQING, SeatRole.SECRETARY, "call_review", **meeting)
    story.walk(voted(6))
    chair(story, "pass_review")
    assert story.state() is Joint.APPROVING


def stale(story: Story) -> list[str]:
    with story.standing() as found:
        return gates.unapproved(found, list(BOTH))


def approved(story: Story) -> None:
    for region in BOTH:
        story.gate(region)
        story.by(region, "approver", "approve_release", position="agree")
    assert not stale(story)


def corrected(story: Story) -> None:
    """A clause is put right after both have signed: their words stand on another text, and are asked for again."""
    with story.standing() as found:
        assert found.frozen is not None
        clause = list(found.frozen.digest)[4]
    story.by(CHONGQING, "drafter", "save_draft", clause=clause, words="经核对后改正的写法。")
    freeze(story, "final")
    assert stale(story) == list(BOTH)
    story.person(SICHUAN, "approver").picture("story-stale", story.page)


def scheduled(road: Road) -> None:
    instant = road.at + builders.HOURS_48
    effective = builders.day(road, 64)
    road.by(CHONGQING, "officer", "schedule_release", instant=instant.isoformat(), effective=effective)
    builders.sealed(road)


@pytest.mark.timeout(180)
def test_a_failed_review_and_a_corrected_text(story: Story) -> None:
    story.reach(Joint.REVIEWING, "CY", BOTH)
    reviewed_twice(story)
    freeze(story, "final")
    approved(story)
    corrected(story)
    approved(story)
    story.by(CHONGQING, "keeper", "reserve_number")
    story.by(SICHUAN, "keeper", "confirm_number")
    story.walk(scheduled)
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    story.shows("DB50/T 10901—2026", "DB51/T 10901—2026")


def serials(story: Story) -> list[tuple[int, Number]]:
    with story.standing() as found:
        return [(s.serial, s.state) for s in found.serials]


@pytest.mark.timeout(120)
def test_one_leaves_nothing_is_done_and_the_number_is_never_given_again(story: Story) -> None:
    story.reach(Joint.APPROVING, "CY", BOTH)
    freeze(story, "final")
    story.walk(lambda road: builders.approved(road, CHONGQING), builders.numbered)
    story.by(SICHUAN, "approver", "withdraw_from_project", reason="另行制定本省标准")
    assert stale(story)
    lead = story.person(CHONGQING, "handler")
    lead.picture("story-below-floor", story.page)
    for step in ("return_to_drafting", "convert"):
        lead.go(f"{story.page}/steps/{step}")
        assert lead.page.locator("[name=reason]").is_visible(), step
    story.town.wait(days=32)
    story.becomes(Joint.TERMINATED)
    assert serials(story) == [(10901, Number.RETIRED)]
    lead.picture("story-ended", story.page)
    story.reach(Joint.APPROVING, "CY", BOTH)
    story.by(CHONGQING, "keeper", "reserve_number")
    assert serials(story) == [(10902, Number.RESERVED)]
