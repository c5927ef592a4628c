"""长三角, three of four: 皖 never takes part and sees all of it; nothing waits for it, and it may join at any time.

The serial lies in the part of the band that is kept for demonstrations; the real document bears 310003.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import builders
from tests.builders import Road
from tests.cast import MORNING, World, _people
from tests.journeys.person import PAPER
from tests.journeys.story import Story, told
from workflow.reads.seats import all_seats
from workflow.vocabulary import CoverMode, Joint, Track
from workflow.words import say

SHANGHAI, JIANGSU, ZHEJIANG, ANHUI = "310000", "320000", "330000", "340000"
THREE = (SHANGHAI, JIANGSU, ZHEJIANG)
SERIAL = 310903


def seated(world: World) -> World:
    """The same world with people in the four regions of the delta."""
    with world.database.write(MORNING) as work:
        for region in (*THREE, ANHUI):
            _people(work, region)
        work.recorded += 1
    with world.database.read() as session:
        return replace(world, seats=all_seats(session, MORNING.date()))


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path, seated) as made:
        yield made


def initiated(story: Story) -> None:
    """浙's own chain has its department in the initiation too: it is clicked; 沪 and 苏 decide as on the long road."""

    def plainly(road: Road) -> None:
        for region in (SHANGHAI, JIANGSU):
            builders.accepted(road, region)
            builders.applied(road, region)
            builders.decided(road, region)

    story.walk(plainly)
    world, day = story.town.world, story.town.day
    clerk, handler = world.seat(ZHEJIANG, "applicant"), world.seat(ZHEJIANG, "handler")
    story.sitting(handler).do(story.id, "accept_invitation", department=clerk.organ_id, contact=handler.person_id)
    papers = {"application": PAPER, "fair_competition": PAPER}
    story.sitting(clerk).do(story.id, "apply", opinion="同意立项", unit="研究院", deadline=day(400), **papers)
    story.gate(ZHEJIANG)
    plan = {"plan_number": "浙计划1", "document_number": "浙〔2026〕1号", "dated": day(0), "time_limit": day(400)}
    story.by(ZHEJIANG, "approver", "initiate", checks=builders.CHECKS, assessment=PAPER, **plan)
    assert story.state() is Joint.DRAFTING


def watched(story: Story) -> None:
    """皖 reads everything as a member; no sentence about what is missing names it, and it is asked for nothing."""
    handler = story.person(ANHUI, "handler")
    for path in ("", "/text", "/timeline", "/release"):
        answer = handler.page.goto(f"{story.town.url}{story.page}{path}")
        assert answer is not None
        assert answer.status == 200
    waits = handler.go(story.page).locator("section", has=handler.page.locator("#missing")).first
    assert waits.count()
    assert "安徽省" not in waits.inner_text()
    assert story.track(ANHUI) is Track.OUTSIDE


def agreed(road: Road) -> None:
    builders.frozen(road, "final")
    for region in THREE:
        builders.approved(road, region)


def released_on_one_cover(story: Story) -> None:
    story.by(SHANGHAI, "keeper", "reserve_number", serial=SERIAL)
    story.by(JIANGSU, "keeper", "confirm_number")
    instant = f"{story.town.day(2)}T10:00"
    cover = {"instant": instant, "effective": story.town.day(76), "cover_order": list(THREE)}
    story.by(SHANGHAI, "officer", "schedule_release", **cover)
    for region in THREE:
        owner = story.town.world.seat(region, "approver").organ_id
        papers = {"document_number": f"公告〔2026〕{region[:2]}号", "issuer": "市场监督管理局", "filing_owner": owner}
        story.by(region, "officer", "confirm_release", **papers)
    story.person(SHANGHAI, "officer").picture("story-four-sealed", f"{story.page}/release")
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    with story.standing() as found:
        assert set(found.numbers) == set(THREE)
        assert found.terms["release.cover_mode"].value == CoverMode.JOINT.value
    story.shows(*(f"DB{code[:2]}/T {SERIAL}—2026" for code in THREE))


@pytest.mark.timeout(180)
def test_three_of_four_release_on_one_cover_and_the_fourth_may_join(story: Story) -> None:
    story.reach(Joint.INITIATING, "YRD", THREE)
    initiated(story)
    watched(story)
    story.walk(builders.asked, builders.answering, builders.reviewing, builders.approving, agreed)
    watched(story)
    released_on_one_cover(story)
    story.town.wait(days=74)
    story.becomes(Joint.IN_FORCE)
    watched(story)
    outside = story.person(ANHUI, "handler")
    outside.picture("story-four-outside", story.page)
    assert outside.page.get_by_role("button", name=say("step.accede"), exact=True).is_visible()
    story.sitting(outside.seat).do(story.id, "accede", plan_number="皖2026-9", reason="本省亦需要")
    assert story.track(ANHUI) is Track.ACCEDING
