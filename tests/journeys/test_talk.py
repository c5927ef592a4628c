"""Beside the shared desk in two browsers: a thread opened beside a clause is heard without reloading, answered where it
stands, and what others changed is listed as it comes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.person import Person
from tests.journeys.serving import Served
from tests.journeys.test_desk import TEXT, after, field

SOON = 9_000


@pytest.fixture
def served(tmp_path: Path, sqlite_url: str) -> Iterator[Served]:
    made = Served(sqlite_url, tmp_path, TEXT)
    yield made
    made.end()


def beside(person: Person, clause: str = "c1") -> Locator:
    return person.page.locator(f"[data-clause={clause}] [data-talk]")


def test_what_is_said_and_changed_is_heard_beside_the_clause(browser: Browser, served: Served) -> None:
    zhao, qian = (served.drafter(browser, region) for region in ("110000", "120000"))
    changed(zhao, qian)
    qian.page.go_back()
    talked(zhao, qian)


def talked(zhao: Person, qian: Person) -> None:
    """One asks, the other answers and settles it; both see it without reloading."""
    zhao.page.reload()
    beside(zhao).locator("[data-threads-of]").click()
    new = beside(zhao).locator("form[action$='/threads']")
    new.locator("button[type=submit]").click()
    expect(new.locator("[role=alert]")).to_be_visible()
    new.locator("textarea[name=words]").fill("甲指什么？")
    new.locator("button[type=submit]").click()
    expect(beside(zhao).locator(".remarks")).to_contain_text("甲指什么？")
    expect(beside(qian).locator("[data-n=talks]")).to_have_text("1", timeout=SOON)
    beside(qian).locator("[data-threads-of]").click()
    beside(qian).locator("article summary").first.click()
    beside(qian).locator("article textarea").fill("指车位。")
    beside(qian).locator("button[value=resolved]").click()
    expect(beside(zhao).locator("[data-n=talks]")).to_have_text("", timeout=SOON)


def changed(zhao: Person, qian: Person) -> None:
    """What one writes stands in the other's list, and behind it as a redline."""
    box = field(zhao)
    after(box, "规定了甲")
    zhao.page.keyboard.insert_text("和丁")
    expect(qian.page.locator("[data-fresh] a")).to_have_attribute("href", "#k-c1", timeout=SOON)
    qian.page.locator("a[href$='since=mine']").click()
    expect(qian.page.locator("ins", has_text="和丁")).to_be_visible()
