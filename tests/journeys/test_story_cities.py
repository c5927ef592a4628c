"""长株潭, three cities under 湖南: an initiation refused for three causes, a late city, the lead passed on,
the clocks stopped and set going again, the province's filing on the last day; years later a revision takes its place.

The agreement itself is laid with the cast. Its signing is clicked where agreements are tried.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from tests import builders, cities
from tests.builders import Road
from tests.cast import World
from tests.cities import CHANGSHA, CITIES, HUNAN, XIANGTAN, ZHUZHOU
from tests.journeys.cities_revised import replaced, to_be_revised
from tests.journeys.person import DONE, PAPER
from tests.journeys.story import Story, told
from workflow import clock
from workflow.picture.standing import Case
from workflow.records.agreements import Member
from workflow.rules.consulting import closing_day
from workflow.vocabulary import Joint, MotionState, Track


def unempowered(world: World) -> World:
    """The cities and their province; 湖南's document for 长沙 has not been entered yet."""
    made = cities.seated(world)
    with made.database.plain() as session:
        session.execute(sa.update(Member).where(Member.region_code == CHANGSHA).values(empowered_by=""))
    return made


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path, unempowered) as made:
        yield made


def applied(road: Road) -> None:
    for city in CITIES:
        builders.accepted(road, city)
        builders.applied(road, city)
        cities.spoken(road, city, province=False)


OLD_FORM = """([action, answers]) => {
  const form = document.createElement("form");
  Object.assign(form, {method: "post", enctype: "multipart/form-data", action});
  const token = document.querySelector("[name=csrf_token]").value;
  for (const [name, value] of [["csrf_token", token], ...answers]) {
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  }
  const paper = Object.assign(document.createElement("input"), {type: "file", name: "assessment"});
  const held = new DataTransfer();
  held.items.add(new File(["论证"], "论证.txt", {type: "text/plain"}));
  paper.files = held.files;
  form.append(paper);
  document.body.append(form);
  form.submit();
}"""


def refused_for_three_causes(story: Story) -> None:
    """Two causes grey the button before anything is filled in; a form sent all the same is told all three at once."""
    approver, day = story.person(CHANGSHA, "approver"), story.town.day
    greyed = approver.go(story.page).locator("main").inner_text()
    causes = ("长沙市尚无省级批准其制定地方标准的文件", "本区尚缺：湖南省市场监督管理局")
    for cause in causes:
        assert cause in greyed, greyed
    checks = [["checks", check] for check in builders.CHECKS if check != "fair_competition"]
    plan = {"plan_number": "长沙1", "document_number": "〔2026〕1号", "dated": day(0), "time_limit": day(400)}
    action = f"{story.town.url}{story.page}/steps/initiate/statement"
    approver.page.evaluate(OLD_FORM, [action, [*checks, *map(list, plan.items())]])
    for cause in (*causes, "尚未确认的立项审核：已通过公平竞争审查"):
        expect(approver.page.locator("main")).to_contain_text(cause)
    approver.picture("story-city-refused")


def empowered(story: Story) -> None:
    """湖南 enters its document on the agreement's page, and speaks for each of its cities."""
    province, agreement = story.person(HUNAN, "province"), story.town.world.agreements["CZT"]
    province.go(f"/agreements/{agreement}/steps/empower_city")
    province.fill({"city": CHANGSHA, "document_number": "湘政函〔2026〕7号（示）", "dated": story.town.day(0)})
    province.press("empower_city")
    expect(province.page.locator("body")).to_contain_text("湘政函〔2026〕7号（示）")
    for city in CITIES[:-1]:
        province.do(story.id, "take_position", position="agree", region=city)
    province.do(story.id, "take_position", position="agree")  # one is left: it is meant


def initiated(story: Story) -> None:
    day = story.town.day
    for city in CITIES:
        plan = {"plan_number": f"{city}-1", "document_number": "〔2026〕1号", "dated": day(0), "time_limit": day(400)}
        story.by(city, "approver", "initiate", checks=builders.CHECKS, assessment=PAPER, **plan)
    assert story.state() is Joint.DRAFTING


def named(story: Story, city: str) -> None:
    persons = [seat.person_id for seat in story.town.world.of(city, "drafter")]
    story.by(city, "handler", "name_drafters", persons=persons, unit="研究院")


def rung(story: Story, city: str) -> int:
    with story.standing() as found:
        return found.tracks[city].rung


def late_to_the_eve(story: Story) -> None:
    """湘潭 is told up the ladder; on the eve it does what it owes, and the motion that carries has nothing to move."""
    named(story, CHANGSHA)
    named(story, ZHUZHOU)
    for days, step in ((31, 1), (7, 2), (8, 3)):
        story.town.wait(days=days)
        story.until(reached(story, step))
    story.person(CHANGSHA, "handler").picture("story-ladder", story.page)
    late = {"kind": "go_on_without", "region": XIANGTAN, "reason": "逾期未派起草人"}
    story.by(CHANGSHA, "handler", "table_motion", **late)
    motion = story.motion()
    story.votes(motion, CHANGSHA)
    named(story, XIANGTAN)
    story.votes(motion, ZHUZHOU)
    with story.standing() as found:
        assert found.motions[-1].state is MotionState.CARRIED
        assert found.motions[-1].moved_at is None
    assert story.track(XIANGTAN) is Track.INITIATED
    story.person(XIANGTAN, "handler").picture("story-on-the-eve", story.page)


def reached(story: Story, step: int) -> Callable[[], bool]:
    return lambda: rung(story, XIANGTAN) == step


def carried(story: Story, tabled_by: str, voters: tuple[str, ...], **motion: str) -> None:
    story.by(tabled_by, "handler", "table_motion", **motion)
    story.votes(story.motion(), *voters)


def lead_passes(story: Story) -> None:
    heir = {"kind": "transfer_lead", "region": ZHUZHOU, "reason": "主编单位在株洲"}
    carried(story, CHANGSHA, (ZHUZHOU, XIANGTAN), **heir)
    with story.standing() as found:
        assert found.standard.lead_region == ZHUZHOU
    story.road.regions = (ZHUZHOU, CHANGSHA, XIANGTAN)


def asked(road: Road) -> None:
    road.by(road.lead, "handler", "confirm_group", editor=builders.editor(road).person_id)
    builders.consulting(road)
    builders.posted(road)


def days_left(story: Story) -> int:
    """Whole days until the consultation closes."""
    with story.standing() as found:
        closes = closing_day(Case(found, None, story.town.now))
        assert closes is not None
        return clock.days_left(closes, clock.day_of(story.town.now))


def suspended_and_resumed(story: Story) -> None:
    """Two months of rest with eleven days left; afterwards eleven days are left."""
    story.town.wait(days=days_left(story) - 11)
    assert days_left(story) == 11
    rest = {"kind": "suspend", "until": story.town.day(61), "reason": "等待上位文件"}
    carried(story, ZHUZHOU, CITIES, **rest)
    assert story.state() is Joint.SUSPENDED
    story.person(CHANGSHA, "handler").picture("story-suspended", story.page)
    story.town.wait(days=61)
    story.becomes(Joint.CONSULTING)
    assert days_left(story) == 11
    story.person(CHANGSHA, "handler").picture("story-resumed", story.page)


def extended(story: Story) -> None:
    with story.standing() as found:
        before = found.tracks[CHANGSHA].plan_until
    carried(story, ZHUZHOU, CITIES, kind="extend_plan", reason="暂停影响进度")
    with story.standing() as found:
        assert before is not None
        assert found.tracks[CHANGSHA].plan_until == clock.months_after(before, 12)
    story.town.wait(days=13)
    story.becomes(Joint.ANSWERING)


def released(road: Road) -> None:
    builders.reviewing(road)
    builders.approving(road)
    builders.frozen(road, "final")
    for city in road.regions:
        cities.spoken(road, city)
        road.by(city, "approver", "approve_release", position="agree")
    builders.numbered(road)
    instant = (road.at + builders.HOURS_48).isoformat()
    road.by(road.lead, "officer", "schedule_release", instant=instant, effective=builders.day(road, 63))
    owner = road.world.seat(HUNAN, "province").organ_id
    for city in road.regions:
        told = {"document_number": f"{city}公告1号", "issuer": "市场监督管理局", "filing_owner": owner}
        road.by(city, "officer", "confirm_release", **told)


def filed_on_the_last_day(story: Story) -> None:
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    with story.standing() as found:
        due = next(d.due_on for d in found.duties if d.kind == "filing")
    story.town.wait(days=(due - clock.day_of(story.town.now)).days)
    story.becomes(Joint.IN_FORCE)  # it takes effect on that very day: nobody acts on a page from before
    province = story.person(HUNAN, "province")
    province.picture("story-filing-queue", "/")
    for city, duty in story.duties("filing"):
        receipt = {"done_on": story.town.day(0), "receipt_number": f"湘备{city}", "account": "已报送"}
        province.do(story.id, "report_duty", duty=duty, **receipt)
    with story.standing() as found:
        filing = [d for d in found.duties if d.kind == "filing"]
        assert [(d.state.value, d.due_on >= clock.day_of(story.town.now)) for d in filing] == [("accepted", True)] * 3
    expect(province.page.locator("body")).to_contain_text(DONE)


@pytest.mark.timeout(400)
def test_three_cities_under_their_province(story: Story) -> None:
    story.reach(Joint.INITIATING, "CZT", CITIES)
    story.walk(applied)
    refused_for_three_causes(story)
    empowered(story)
    initiated(story)
    late_to_the_eve(story)
    lead_passes(story)
    story.walk(asked)
    suspended_and_resumed(story)
    extended(story)
    story.walk(released)
    filed_on_the_last_day(story)
    to_be_revised(story)
    replaced(story)
