"""Must show: three regions take one standard through all four stages by clicking alone, and strangers see
nothing of it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import CHONGQING, sample_text
from tests.journeys.person import PAPER
from tests.journeys.story import Story, told
from workflow.vocabulary import Joint, SeatRole, Source

REGIONS = ("110000", "120000", "130000")
CHECKS = ["range", "need", "necessity", "not_below_gb", "fair_competition", "negative_list", "existing_search"]


@pytest.fixture
def story(browser: Browser, database_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, database_url, tmp_path) as made:
        yield made


def initiate_separately(story: Story) -> None:
    lead, day = REGIONS[0], story.town.day
    handler = story.person(lead, "handler")
    handler.go("/standards/new")
    handler.fill(
        {
            "title_zh": "停车场充电设施配置与运行管理规范（示）",
            "title_en": "Specification for charging facilities in car parks",
            "scope": "规定公共停车场充电设施的配置与运行要求。",
            "ics": "43.080",
            "ccs": "T 47",
            "nature": "recommended",
            "field": "交通运输",
        }
    )
    handler.press("propose")
    found = re.search(r"/standards/(\d+)", handler.page.url)
    assert found is not None
    story.id = int(found.group(1))
    for region in REGIONS[1:]:
        story.by(lead, "handler", "invite", region=region, reply_by=day(20))
    story.by(lead, "handler", "open_initiation", decide_by=day(60))
    for region in REGIONS:
        initiate_in(story, region)


def initiate_in(story: Story, region: str) -> None:
    world, day = story.town.world, story.town.day
    if region != REGIONS[0]:
        department = world.seat(region, "applicant").organ_id
        contact = world.seat(region, "handler").person_id
        story.by(region, "handler", "accept_invitation", department=department, contact=contact)
    papers = {"application": PAPER, "fair_competition": PAPER}
    story.by(region, "applicant", "apply", opinion="同意立项", unit="标准化研究院", deadline=day(400), **papers)
    story.by(region, "handler", "take_position", position="agree")
    plan = {
        "plan_number": f"计划{region}-1",
        "document_number": "〔2026〕示1号",
        "dated": day(0),
        "time_limit": day(400),
    }
    story.by(region, "approver", "initiate", checks=CHECKS, assessment=PAPER, **plan)


def formulate_together(story: Story) -> None:
    world, lead, day = story.town.world, REGIONS[0], story.town.day
    for region in REGIONS:
        persons = [s.person_id for s in world.of(region, SeatRole.DRAFTER)]
        story.by(region, "handler", "name_drafters", persons=persons, unit="标准化研究院")
    editor = world.seat(lead, "drafter")
    story.by(lead, "handler", "confirm_group", editor=editor.person_id)
    story.by(lead, "drafter", "save_draft", text=sample_text())
    freeze(story, "consultation")
    story.by(lead, "handler", "open_consultation", days=30, written_to="各有关部门和单位", letter=PAPER)
    for region in REGIONS:
        story.by(region, "handler", "post_draft", address="https://example.invalid/1", posted_on=day(0))
    comment_as_the_public(story)
    story.town.wait(days=32)
    story.becomes(Joint.ANSWERING)


def freeze(story: Story, purpose: str, **answers: object) -> None:
    story.by(REGIONS[0], "drafter", "freeze_text", purpose=purpose, summary="定稿", explanation=PAPER, **answers)


def comment_as_the_public(story: Story) -> None:
    page = story.browser.new_page()
    page.goto(f"{story.town.url}/public/")
    page.get_by_role("link", name=re.compile("停车场充电设施")).first.click()
    page.locator("article.cl").nth(3).get_by_role("link", name="提意见").click()
    for name, value in {"opinion": "比例偏低", "proposal": "改为 20%", "reason": "需求增长"}.items():
        page.fill(f"[name={name}]", value)
    page.get_by_role("button", name="放进意见篮，去提交").click()
    page.fill("[name=name]", "李某")
    page.select_option("[name=party]", Source.CITIZEN.value)
    page.select_option("[name=home]", REGIONS[0])
    page.fill("[name=contact]", "somebody@example.invalid")
    page.get_by_role("button", name="提交全部意见").click()
    page.wait_for_load_state()
    receipt = re.search(r"20\d\d-[0-9A-F]{10}", page.locator("main").inner_text())
    assert receipt is not None
    page.close()


def answer_and_review(story: Story) -> None:
    world, lead = story.town.world, REGIONS[0]
    drafter = story.person(lead, "drafter")
    drafter.go(f"/standards/{story.id}")
    drafter.press("answer_comment")
    comment = drafter.page.locator("[name=comment]").last.get_attribute("value")
    if drafter.page.locator("select[name=comment]").count():
        comment = drafter.page.locator("select[name=comment] option").last.get_attribute("value")
    story.by(lead, "drafter", "answer_comment", comment=comment, disposition="accepted", answer="已改为 20%。")
    story.by(lead, "handler", "publish_answers")
    freeze(story, "review")
    story.by(lead, "secretary", "call_review", by_letter="meeting", meets_on=story.town.day(20))
    each = [world.of(region, SeatRole.EXPERT) for region in REGIONS]
    experts = [seats[n] for n in range(3) for seats in each][:7]
    persons = [s.person_id for s in experts]
    story.by(lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:2])
    for seat in experts:
        story.sitting(seat).do(story.id, "declare_interest", interest="none")
    story.town.wait(days=20)
    story.sitting(experts[0]).do(story.id, "open_vote", present=persons)
    for seat in experts:
        story.sitting(seat).do(story.id, "vote", position="agree")
    story.sitting(experts[0]).do(story.id, "pass_review", minutes=PAPER, demands="4.1 的比例与答复一致")


def release_jointly(story: Story) -> None:
    world, lead, day = story.town.world, REGIONS[0], story.town.day
    drafter = story.person(lead, "drafter")
    drafter.go(f"/standards/{story.id}")
    drafter.press("freeze_text")
    met = drafter.page.locator("[name=met]").first.get_attribute("value")
    freeze(story, "final", met=[met])
    for region in REGIONS:
        department = next(s for s in world.of(region, SeatRole.COSIGNER) if "交通" in s.organ.zh)
        story.sitting(department).do(story.id, "take_position", position="agree")
        story.by(region, "handler", "take_position", position="agree")
    strange = story.person(lead, "officer")
    strange.go(f"/standards/{story.id}")
    assert "尚未批准" in strange.page.locator("main").inner_text()
    for region in REGIONS:
        story.by(region, "approver", "approve_release", position="agree")
    story.by(lead, "keeper", "reserve_number")
    story.by(REGIONS[1], "keeper", "confirm_number")
    instant = f"{day(2)}T10:00"
    story.by(lead, "officer", "schedule_release", instant=instant, effective=day(70))
    for region in REGIONS:
        owner = world.seat(region, "approver").organ_id
        papers = {"document_number": f"公告〔2026〕示{region[:2]}号", "issuer": "市场监督管理局", "filing_owner": owner}
        story.by(region, "officer", "confirm_release", **papers)


def implement(story: Story) -> None:
    world, day = story.town.world, story.town.day
    for region, duty in story.duties("publish_text", "filing"):
        told = {"done_on": day(0), "receipt_number": "备2026示1", "account": "已办结"}
        story.by(region, "handler", "report_duty", duty=duty, **told)
    owner = world.seat(REGIONS[1], "implementer")
    story.by(REGIONS[0], "handler", "plan_duty", kind="measure", title="宣贯培训", owner=owner.organ_id, due_on=day(30))
    transport = next(s for s in world.of(REGIONS[1], SeatRole.IMPLEMENTER) if s.organ_id == owner.organ_id)
    [(_, measure)] = story.duties("measure")
    story.sitting(transport).do(
        story.id, "report_duty", duty=measure, done_on=day(0), account="培训两场，覆盖 40 家单位"
    )
    story.by(REGIONS[0], "handler", "accept_duty", duty=measure)


def nothing_for_strangers(story: Story) -> None:
    stranger = story.person(CHONGQING, "handler")
    stranger.go("/")
    for path in ("", "/text", "/timeline", "/steps/invite"):
        answer = stranger.page.goto(f"{story.town.url}/standards/{story.id}{path}")
        assert answer is not None
        assert answer.status == 404


LEGS: tuple[tuple[str, Callable[[Story], None]], ...] = (
    ("initiated", initiate_separately),
    ("consulted", formulate_together),
    ("reviewed", answer_and_review),
    ("sealed", release_jointly),
)


@pytest.mark.timeout(420)
def test_three_regions_walk_the_whole_road_by_clicking(story: Story) -> None:
    for name, leg in LEGS:
        leg(story)
        story.person(REGIONS[0], "handler").picture(f"road-{name}", f"/standards/{story.id}")
        nothing_for_strangers(story)
    public = story.browser.new_page()
    hidden = public.goto(f"{story.town.url}/public/standards/{story.id}")
    assert hidden is not None
    assert hidden.status == 404
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    shown = public.goto(f"{story.town.url}/public/standards/{story.id}")
    assert shown is not None
    assert shown.status == 200
    for number in ("DB11/T 3901—2026", "DB12/T 3901—2026", "DB13/T 3901—2026"):
        assert number in public.locator("main").inner_text()
    story.town.wait(days=70)
    story.becomes(Joint.IN_FORCE)
    implement(story)
    story.person(REGIONS[0], "handler").picture("road-implemented", f"/standards/{story.id}")
    public.close()
