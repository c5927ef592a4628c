"""A review meeting: experts declare, one remarks, they sign in and vote; the chair takes the generated minutes over and
passes with a demand; the drafter answers, puts the reviewer's words into the text and meets the demand.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.builders import Road
from tests.cast import PASSWORD
from tests.journeys.person import ARTEFACTS, PAPER, Person
from tests.journeys.story import Story, told
from workflow.picture.standing import Seat
from workflow.settings import Settings
from workflow.storage.files import path_of
from workflow.vocabulary import Joint, PaperKind
from workflow.words import say

JING, JIN, JI = "110000", "120000", "130000"
AGENDA = "一、宣布审查组名单和会议纪律\n二、起草组介绍编制情况\n三、逐章逐条审查送审稿\n四、表决并宣布结论"
DEMANDS = "4.1 补充老旧停车场分年度达标的安排\n补充试验验证数据"


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        made.reach(Joint.ANSWERING, "JJJ", (JING, JIN, JI))
        yield made


def called(story: Story) -> list[Seat]:
    """Nine experts are noticed; all but the second have declared, the last two an interest."""
    chosen = builders.dealt(story.road, 9)

    def calling(road: Road) -> None:
        builders.frozen(road, "review")
        how = {"by_letter": "meeting", "meets_on": builders.day(road, 20), "place": "北京市标准化院 301 会议室"}
        road.by(JING, "secretary", "call_review", agenda=AGENDA, **how)
        persons = [seat.person_id for seat in chosen]
        road.by(JING, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
        for n, seat in enumerate(chosen):
            if n != 1:
                road.take("declare_interest", seat, interest="none" if n < 7 else "paid")

    story.walk(calling)
    return chosen


def declared(story: Story, expert: Person) -> None:
    """Nothing of the papers is shown before the interest is declared."""
    page = expert.go(f"{story.page}/panel")
    expect(page.locator("main")).to_contain_text("申报利益关系之后才能看材料和意见")
    assert "送审稿 PDF" not in page.locator("main").inner_text()
    page = expert.go(f"{story.page}/declaration")
    page.locator("[name=interest][value=none]").check(force=True)
    page.get_by_role("button", name=say("step.declare_interest"), exact=True).click()
    expect(expert.go(f"{story.page}/panel").locator("main")).to_contain_text("送审稿 PDF")


def remarked(story: Story, expert: Person) -> None:
    """With the form on the room's own page."""
    with story.standing() as found:
        clause = next(c for c in found.written.clauses if len(c.body) > 12)
    page = expert.go(f"{story.page}/panel")
    expert.fill({"clause": clause.id, "quote": clause.body[2:8], "opinion": "此处宜写明条件", "proposal": "审定的字句"})
    expert.fill({"reason": "便于检查"})
    page.get_by_role("button", name=say("step.remark"), exact=True).last.click()
    expect(page.locator("main")).to_contain_text("此处宜写明条件")


def met(story: Story, chosen: list[Seat], chair: Person, expert: Person) -> None:
    """Two sign in at their browsers, the others beside them; the meter tells that there are enough."""
    story.walk(lambda road: road.wait(days=20))
    for person in (chair, expert):
        person.go(f"{story.page}/panel")
        person.press("sign_in")
    story.walk(*(lambda road, seat=seat: road.take("sign_in", seat) for seat in chosen[2:6]))
    page = chair.go(f"{story.page}/panel")
    expect(page.locator(".quorum")).to_contain_text("已达法定人数")
    chair.picture("review-room")
    chair.do(story.id, "open_vote")


def voted(story: Story, chosen: list[Seat], chair: Person, expert: Person) -> None:
    expert.do(story.id, "vote", position="agree_notes", opinion="同意，建议补充数据")
    chair.do(story.id, "vote", position="agree")
    against = {"position": "disagree", "opinion": "指标依据不足"}
    story.walk(*(lambda road, seat=seat: road.take("vote", seat, position="agree") for seat in chosen[2:5]))
    story.walk(lambda road: road.take("vote", chosen[5], **against))


def passed(story: Story, chair: Person) -> None:
    """The generated minutes stand in the form with what was typed beside them."""
    page: Page = chair.go(f"{story.page}/steps/pass_review")
    page.locator("[name=demands]").fill(DEMANDS)
    chair.picture("review-conclusion")
    page.get_by_role("button", name="生成纪要，随结论提交").click()
    expect(page.locator("#sign")).to_contain_text("审查会议纪要.pdf")
    assert page.locator("[name=demands]").input_value().splitlines() == DEMANDS.splitlines()
    chair.press("pass_review")
    page.fill("[name=password]", PASSWORD)
    chair.press("pass_review")
    expect(page.locator("body")).to_contain_text("已签署并记录")


def drawn(story: Story, home: Path) -> str:
    """The words of the minutes that were handed in; the file is kept to be looked at."""
    with story.standing() as found:
        digest = next(p.file_sha256 for p in found.papers if p.kind is PaperKind.MINUTES) or ""
    path = path_of(Settings(var=str(home / "var"), secret_key="s" * 40), digest)
    shutil.copyfile(path, ARTEFACTS / "review-minutes.pdf")
    sheets = (sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(path))
    return "".join("".join(sheets).split())


def applied(story: Story, editor: Person, remark: int) -> None:
    page = editor.go(f"{story.page}/comments?show=panel")
    editor.picture("review-ledger")
    page.locator(f"#m-{remark} input[type=checkbox]").check()
    page.locator("#many").get_by_role("button", name=say("step.apply_comments")).click()
    page.wait_for_load_state()
    expect(page.locator("ins", has_text="审定的字句").first).to_be_visible()
    page.locator("[name=disposition][value=accepted]").check(force=True)
    page.locator("form[method=post][action*='/steps/'] button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("已办理")


def test_a_review_is_held_in_its_room_and_its_minutes_write_themselves(story: Story, tmp_path: Path) -> None:
    chosen = called(story)
    chair, expert = story.sitting(chosen[0]), story.sitting(chosen[1])
    declared(story, expert)
    remarked(story, expert)
    met(story, chosen, chair, expert)
    voted(story, chosen, chair, expert)
    passed(story, chair)
    assert story.state() is Joint.APPROVING
    minutes = drawn(story, tmp_path)
    for words in ("此处宜写明条件", "指标依据不足", "补充试验验证数据", "修改后通过", "未出席", "逐章逐条审查送审稿"):
        assert words in minutes, words
    chair.picture("review-room-after", f"{story.page}/panel")
    with story.standing() as found:
        remark, demands = found.comments[-1].id, [demand.id for demand in found.demands]
    editor = story.sitting(builders.editor(story.road))
    editor.picture("review-demands", "/")
    applied(story, editor, remark)
    editor.do(story.id, "freeze_text", summary="按审查意见定稿", explanation=PAPER, met=demands, purpose="final")
    with story.standing() as found:
        assert all(demand.met_in for demand in found.demands)
        assert "审定的字句" in "".join(clause.body for clause in found.written.clauses)
