"""Nine standards of three cities, from nomination by file to the public list; a source is revised, two cities renew,
one lets it lapse; the list of every past day is as it was.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.cast import PASSWORD
from tests.cities import CHANGSHA, CITIES, XIANGTAN, ZHUZHOU, seated
from tests.journeys.person import Person
from tests.journeys.story import Story, told
from workflow.clock import day_of
from workflow.records.entries import Entry
from workflow.shipped import rows
from workflow.vocabulary import EntryState
from workflow.words import say

LIST, PUBLIC = "/registers/recognition", "/public/registers/recognition"
NAMES = [row["title"] for row in rows("lists/changzhutan-1.csv")]
REVISED = NAMES[1]


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path, seated) as made:
        yield made


def nominated(person: Person, agreement: int) -> None:
    """By a file, previewed before anything is written."""
    lines = "\n".join(f"{name},local,n-{number}" for number, name in enumerate(NAMES, 1))
    upload: FilePayload = {
        "name": "list.csv",
        "mimeType": "text/csv",
        "buffer": f"title,type,key\n{lines}\n".encode(),
    }
    page = person.go(f"/agreements/{agreement}/registers/recognition/import/nominate")
    page.locator("[name=file]").set_input_files([upload])
    page.get_by_role("button", name="预览", exact=True).click()
    page.get_by_role("button", name="导入这 9 行", exact=True).click()
    expect(page.locator("body")).to_contain_text("已导入 9 行")


def together(person: Person, step: str, n: int = 9, **answers: str) -> Page:
    """The same step on all that stand in the list, chosen by their boxes."""
    page = person.go(LIST)
    for box in page.locator("input[name=entry]").all():
        box.check(force=True)
    page.get_by_role("button", name="一并办理选中的", exact=True).click()
    page.wait_for_url("**/several?*")
    ways = page.locator("nav.ways").get_by_role("link", name=say(f"step.{step}"), exact=True)
    if ways.count():
        ways.click()
        page.wait_for_url(f"**step={step}*")
    person.fill(dict(answers))
    page.get_by_role("button", name=say(f"step.{step}"), exact=True).click()
    if page.locator("[name=password]").count():
        assert page.locator(".statement").count() == n
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name=say(f"step.{step}"), exact=True).click()
    expect(page.locator("body")).to_contain_text(f"已办理 {n} 项")
    return page


def signed(person: Person, entry: int, step: str, **answers: str) -> None:
    page = person.go(f"/entries/{entry}/steps/{step}")
    person.fill(dict(answers))
    for _ in range(2):
        page.get_by_role("button", name=say(f"step.{step}"), exact=True).click()
        if page.locator("[name=password]").count():
            page.fill("[name=password]", PASSWORD)
    expect(page.locator("body")).to_contain_text(re.compile("已办理"))


def listed(page: Page) -> list[str]:
    return [cell.strip() for cell in page.locator("table.entries a.title").all_inner_texts()]


def accepting(story: Story, entry: int, on: str = "") -> str:
    """What the public's file says of one entry, today or on a past day."""
    page = story.person(CHANGSHA, "handler").page
    answer = page.request.get(f"{story.town.url}{PUBLIC}.jsonl?on={on}")
    line = next(one for one in answer.text().splitlines() if f'"id": {entry},' in one)
    return str(re.search(r'"accepting": \[([^]]*)\]', line)[1])  # type: ignore[index]


@pytest.mark.timeout(400)
def test_nine_standards_reach_the_public_list_and_one_city_lets_one_lapse(story: Story) -> None:
    handler = story.person(CHANGSHA, "handler")
    nominated(handler, story.town.world.agreements["CZT"])
    together(handler, "compare_source", account="逐条比对，指标不低于两市现行要求")
    together(handler, "give_opinion", account="专家组同意互认")
    for city in CITIES:
        together(story.person(city, "approver"), "take_stand", position="agree")
    together(handler, "put_on_notice", due=str(day_of(story.town.now) + timedelta(days=16)))
    before = str(day_of(story.town.now))
    story.town.set(story.town.now + timedelta(days=20))
    together(handler, "list_batch", batch="1")
    handler.picture("recognition-list", f"{PUBLIC}?batch=1")
    assert sorted(listed(handler.go(f"{PUBLIC}?state=listed"))) == sorted(NAMES)
    with story.town.world.database.read() as session:
        entry = session.scalar(sa.select(Entry.id).where(Entry.title == REVISED)) or 0

    _revised(story, entry)
    _past(story, entry, before)


def _revised(story: Story, entry: int) -> None:
    """The source is reported as revised; one city says nothing until its day has passed."""
    due = day_of(story.town.now) + timedelta(days=95)
    handler = story.person(CHANGSHA, "handler")
    page = handler.go(f"/entries/{entry}/steps/report_change")
    handler.fill({"reason": "来源标准已修订为 2026 年版", "due": str(due)})
    page.get_by_role("button", name=say("step.report_change"), exact=True).click()
    expect(page.locator("body")).to_contain_text("已办理")
    for city in (CHANGSHA, ZHUZHOU):
        signed(story.person(city, "approver"), entry, "renew")
    assert XIANGTAN in accepting(story, entry)
    story.town.set(story.town.now + timedelta(days=100))
    story.until(lambda: _state(story, entry) is EntryState.LISTED)
    told_now = accepting(story, entry)
    assert (CHANGSHA in told_now, ZHUZHOU in told_now, XIANGTAN in told_now) == (True, True, False)
    handler.picture("recognition-renewed", f"{PUBLIC}/{entry}")


def _past(story: Story, entry: int, before: str) -> None:
    """Before the notice ended nothing was listed; while the renewal ran all three accepted it."""
    page = story.person(CHANGSHA, "handler").go(f"{PUBLIC}?state=listed&on={before}")
    assert listed(page) == []
    while_running = str(day_of(story.town.now - timedelta(days=50)))
    assert listed(story.person(CHANGSHA, "handler").go(f"{PUBLIC}?state=questioned&on={while_running}")) == [REVISED]
    assert XIANGTAN in accepting(story, entry, while_running)


def _state(story: Story, entry: int) -> EntryState:
    with story.town.world.database.read() as session:
        found = session.get(Entry, entry)
        assert found is not None
        return found.state
