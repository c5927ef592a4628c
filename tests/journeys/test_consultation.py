"""Two members of the public and a company comment in three ways (on the page, by a sheet, by a document) from two
regions; the committee answers, publishes, and each of them reads by his own link what became of it.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.builders import Road
from tests.filling import fill, first
from tests.journeys.person import WIDTHS
from tests.journeys.story import Story, told
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentType, Joint, Source

JING, JIN, JI = "110000", "120000", "130000"
WHO = {"郑某": (JING, Source.CITIZEN), "王某": (JIN, Source.CITIZEN), "某充电公司": (JIN, Source.COMPANY)}
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        made.reach(Joint.CONSULTING, "JJJ", (JING, JIN, JI))
        yield made


class Citizen:
    """Somebody without a seat, on a phone."""

    def __init__(self, story: Story, name: str) -> None:
        self.name, self.url = name, story.town.url
        self.context = story.browser.new_context(viewport=WIDTHS["390"], locale="zh-CN")  # type: ignore[arg-type]
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.page.goto(f"{self.url}/public/consultations/1")
        self.link = ""

    def comments_on_words(self, opinion: str, proposal: str) -> None:
        """Select words of a clause, say something of them, and lose nothing by a reload."""
        clause = self.page.locator("article.cl", has_text="充电").nth(1)
        clause.locator(".body p").first.evaluate(SELECT)
        self.page.get_by_role("link", name="对选中的文字提意见").click()
        self.page.fill("[name=opinion]", opinion)
        self.page.reload()
        expect(self.page.locator("[name=opinion]")).to_have_value(opinion)
        self.page.locator(f"[name=comment_type][value={CommentType.TECHNICAL}]").check(force=True)
        self.page.fill("[name=proposal]", proposal)
        self.page.fill("[name=reason]", "实际使用中放不下")
        self.page.get_by_role("button", name="放进意见篮，去提交").click()

    def hands_in(self, kind: str, *opinions: str) -> None:
        """Take the form along, fill it in, and hand it in."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=f"下载意见表（{kind.upper()}）").click()
        blank = coming.value.path().read_bytes()
        rows = [[first(kind, blank), "", "编辑性", opinion, "", "表述不清"] for opinion in opinions]
        data = fill(kind, blank, rows, (self.name,))
        form = {"name": f"意见表.{kind}", "mimeType": MEDIA[kind], "buffer": data}
        self.page.set_input_files("[name=form]", form)  # type: ignore[arg-type]
        self.page.get_by_role("button", name="读入意见篮").click()
        expect(self.page.locator("main")).to_contain_text(f"读入 {len(opinions)} 条新意见")

    def sends(self) -> None:
        home, party = WHO[self.name]
        self.page.fill("[name=name]", self.name)
        self.page.select_option("[name=party]", party.value)
        self.page.select_option("[name=home]", home)
        self.page.fill("[name=contact]", "somebody@example.invalid")
        self.page.get_by_role("button", name="提交全部意见").click()
        expect(self.page.locator("main")).to_contain_text("收藏这一页的链接")
        self.link = self.page.url

    def comes_back(self) -> str:
        """What the link tells now."""
        self.page.goto(self.link)
        return self.page.locator("main").inner_text()

    def says(self, mark: str) -> None:
        self.page.get_by_role("button", name=mark, exact=True).first.click()
        expect(self.page.locator("main")).to_contain_text(f"已记下：{mark}")


SELECT = """p => {
  const words = document.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.setStart(words, 0);
  range.setEnd(words, Math.min(6, words.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def kept(story: Story) -> list[Comment]:
    with story.town.world.database.read() as session:
        return list(session.scalars(sa.select(Comment).order_by(Comment.id)))


def heard(story: Story) -> list[Citizen]:
    """Three ways, two regions, five comments."""
    story.walk(builders.posted)
    one, two, company = (Citizen(story, name) for name in WHO)
    one.comments_on_words("间距偏大", "不应小于0.6 m")
    one.sends()
    two.hands_in("xlsx", "术语不清", "写法不一")
    two.sends()
    company.hands_in("docx", "成本偏高", "期限太紧")
    company.sends()
    return [one, two, company]


def answered(road: Road) -> None:
    """The committee answers every comment and publishes the answers together."""
    road.wait(days=32)
    road.wake()
    with road.standing() as standing:
        waiting = [comment.id for comment in standing.comments]
    for comment in waiting:
        road.take("answer_comment", builders.editor(road), comment=comment, disposition="partly", answer="已斟酌修改")
    road.by(JING, "handler", "publish_answers")


def test_three_ways_to_comment_and_an_answer_for_each(story: Story) -> None:
    citizens = heard(story)
    comments = kept(story)
    assert [one.opinion for one in comments] == ["间距偏大", "术语不清", "写法不一", "成本偏高", "期限太紧"]
    assert [one.region_code for one in comments] == [JING, JIN, JIN, JIN, JIN]
    assert {one.source for one in comments} == {Source.CITIZEN, Source.COMPANY}
    assert (comments[0].type, bool(comments[0].quote)) == (CommentType.TECHNICAL, True)
    story.person(JING, "handler").picture("consultation-committee", f"{story.page}/consultation")
    story.walk(answered)
    for citizen in citizens:
        assert "已斟酌修改" in citizen.comes_back()
    citizens[0].says("不满意")
    page = citizens[0].page
    page.goto(f"{story.town.url}/public/consultations/1")
    told_all = page.locator("main").inner_text()
    assert "共 5 条，已公开答复 5 条" in told_all
    assert "somebody@example.invalid" not in told_all
    assert not [name for name in WHO if name in told_all]
