"""The committee at its workbench: four proposals put into the text by one click, kindred comments merged by a person,
the rest answered, all published together; then the text names its comments.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import builders
from tests.journeys.person import Person
from tests.journeys.story import Story, told
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentState, Joint
from workflow.words import say

JING, JIN, JI = "110000", "120000", "130000"
LIKE = "充电车位的比例对老旧停车场来说偏高，供电容量不足，建议分年度达到"


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        made.reach(Joint.CONSULTING, "JJJ", (JING, JIN, JI))
        yield made


def commented(story: Story) -> list[int]:
    """Four propose words for what they quote, two say nearly the same; then the window closes."""
    builders.posted(story.road)
    with story.standing() as found:
        clauses = [(clause.id, clause.body) for clause in found.written.clauses if len(clause.body) > 12][:4]
    shared = {"reason": "便于执行", "name": "郑某", "contact": "zheng@example.invalid"}
    wishes = [
        shared | {"clause": id_, "opinion": "改得更明确", "quote": body[2:8], "proposal": f"新词{n}", "home": JIN}
        for n, (id_, body) in enumerate(clauses)
    ]
    like = [
        shared | {"clause": clauses[0][0], "opinion": words} for words in (f"{LIKE}。", f"经研究，{LIKE}，请考虑。")
    ]
    return [story.road.take("comment", None, **one).facts["comment"] for one in (*wishes, *like)]


def closed(story: Story) -> None:
    story.road.wait(days=32)
    story.road.wake()
    story.town.set(story.road.at)


def kept(story: Story) -> list[Comment]:
    with story.standing() as found:
        return list(found.comments)


def ticked(person: Person, path: str, wanted: list[int], step: str) -> Page:
    """Tick comments on the workbench and look at what an act on them would do."""
    page = person.go(path)
    for n in wanted:
        page.locator(f"#m-{n} input[type=checkbox]").check()
    page.locator("#many").get_by_role("button", name=say(f"step.{step}")).click()
    page.wait_for_load_state()
    return page


def sent(page: Page) -> None:
    page.locator("form[method=post][action*='/steps/'] button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("已办理")


def applied(story: Story, editor: Person, wanted: list[int]) -> None:
    """A redline first, then four by one click."""
    page = ticked(editor, f"{story.page}/comments", wanted, "apply_comments")
    for n in range(4):
        expect(page.locator("ins", has_text=f"新词{n}").first).to_be_visible()
    editor.picture("workbench-preview")
    page.locator("[name=disposition][value=accepted]").check(force=True)
    sent(page)
    assert [comment.state for comment in kept(story)][:4] == [CommentState.ANSWERED] * 4


def merged_and_answered(story: Story, editor: Person, like: list[int]) -> None:
    """What is alike stands together; a person merges it. The last one is answered by the keyboard."""
    page = ticked(editor, f"{story.page}/comments?show=kindred", like, "merge_comments")
    page.locator(f"[name=into][value='{like[0]}']").check(force=True)
    page.get_by_role("button", name="看会怎样").click()
    sent(page)
    page = editor.go(f"{story.page}/comments?state=received")
    page.keyboard.press("j")
    expect(page.locator(f"#m-{like[0]}")).to_be_focused()
    page.keyboard.press("a")
    page.locator("[name=disposition][value=not_accepted]").check(force=True)
    page.locator("[name=answer]").fill("比例由上位规划确定")
    page.get_by_role("button", name=say("step.answer_comment"), exact=True).click()
    expect(page.locator("body")).to_contain_text("已办理")


def test_the_committee_answers_all_applies_four_and_the_text_names_its_comments(story: Story) -> None:
    made = commented(story)
    closed(story)
    editor = story.sitting(builders.editor(story.road))
    editor.picture("workbench", f"{story.page}/comments")
    applied(story, editor, made[:4])
    merged_and_answered(story, editor, made[4:])
    coordinator = story.person(JING, "handler")
    coordinator.do(story.id, "publish_answers")
    assert {comment.state for comment in kept(story)} == {CommentState.PUBLISHED, CommentState.MERGED}
    assert all(comment.published_at and comment.answer for comment in kept(story))
    with story.standing() as found:
        newest = found.versions[0].number
    origins = editor.go(f"{story.page}/text/origins?version={newest}").locator("main").inner_text()
    assert all(f"第 {n} 号意见" in origins for n in made[:4])
    report = editor.go(f"{story.page}/comments/report")
    assert report.locator("#links").count() == 1
    assert report.locator("table a[href*='like=']").count() == 4
    editor.picture("workbench-report")
