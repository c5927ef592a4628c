"""In the browser: what the checker finds stands beside the clause as it is written, is mended and answered for there;
two tabs of one person lose nothing; a mass that is pasted is refused and the page goes on.
"""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.cast import sample_text
from tests.journeys.person import ARTEFACTS, WIDTHS, Person
from tests.journeys.serving import Served
from tests.journeys.test_desk import SAVED, serving, wait_for, words
from tests.journeys.test_desk_editor import caret, editor
from workflow import agreeing
from workflow.vocabulary import SeatRole

__all__ = ["serving"]
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PASTE = """(field, size) => {
  const data = new DataTransfer();
  data.setData("text/plain", "应符合规定。\\n".repeat(size / 7));
  field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def rail(person: Person, clause: str) -> Locator:
    return person.page.locator(f"[data-clause={clause}] [data-rail]")


def last_clause(served: Served) -> str:
    with served.road.standing() as standing:
        return standing.written.clauses[-1].id


def sharing_a_term(served: Served) -> None:
    """A term of the group that occurs in the text."""
    world = served.town.world
    given = {"concept": "检修", "english": "overhaul", "definition": "检查和修理设施的活动"}
    seat = world.seat("110000", SeatRole.DRAFTER)
    agreeing.take(world.database, world.agreements["JJJ"], "propose_word", seat, given, at=served.road.at)


def pictured(person: Person, name: str) -> None:
    for width, size in WIDTHS.items():
        person.page.set_viewport_size(size)  # type: ignore[arg-type]
        assert person.page.evaluate(WIDER) <= 0
        person.page.screenshot(path=ARTEFACTS / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]


def test_findings_stand_beside_the_clause_as_it_is_written(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving(sample_text())
    sharing_a_term(served)
    zhao, clause = served.drafter(browser, "110000"), last_clause(served)
    field, beside = editor(zhao, clause), rail(zhao, clause)
    expect(beside).to_contain_text("本条没有检查出问题", timeout=10_000)
    caret(zhao, field, "24 h 内修复")
    zhao.page.keyboard.insert_text("，必须留存记录，应当公示")
    expect(beside).to_contain_text("L45", timeout=15_000)
    pictured(zhao, "rail")
    beside.get_by_role("button", name="改正").last.click()
    expect(field).not_to_contain_text("应当公示", timeout=15_000)
    wait_for(served, "应公示", clause)
    beside.get_by_text("本条用到的共用术语").click()
    caret(zhao, field, "应公示")
    beside.get_by_role("button", name="写入光标处").click()
    wait_for(served, "应公示检修", clause)
    zhao.page.get_by_role("button", name="存成新的一稿").click()
    expect(zhao.page.locator("body")).to_contain_text("已保存为新的一稿")
    zhao.page.wait_for_load_state()
    editor(zhao, clause)
    beside = rail(zhao, clause)
    beside.get_by_text("说明一处不改").first.click()
    beside.locator("textarea[name=reason]").first.fill("沿用法规原文的写法。")
    time.sleep(5)  # what is being typed into the rail is not taken away by news
    beside.get_by_role("button", name="说明一处不改").first.click()
    expect(zhao.page.locator("body")).to_contain_text("已办理：说明一处不改")
    zhao.page.wait_for_load_state()
    expect(zhao.page).to_have_url(served.town.url + f"/standards/{served.road.id}/desk#k-{clause}")
    editor(zhao, clause)
    expect(rail(zhao, clause)).to_contain_text("沿用法规原文的写法。", timeout=10_000)


def test_a_click_meets_what_it_was_aimed_at(browser: Browser, serving: Callable[..., Served]) -> None:
    """What stands beside the clause that is left goes only after the click."""
    zhao = serving("1 范围\n适用于甲。\n2 要求\n应当符合乙。\n").drafter(browser, "110000")
    editor(zhao)
    expect(rail(zhao, "c1")).not_to_be_empty(timeout=10_000)
    zhao.page.locator("[data-clause=c2] summary").first.click(delay=100)
    expect(zhao.page.locator("[data-clause=c2] .paper > .ProseMirror")).to_be_focused()
    expect(rail(zhao, "c1")).to_be_empty()


def test_two_tabs_of_one_person_lose_nothing(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    first, one = zhao.page, editor(zhao)
    zhao.page = zhao.context.new_page()
    zhao.go(f"/standards/{served.road.id}/desk")
    second, other = zhao.page, editor(zhao)
    for n in range(3):
        zhao.page = first
        caret(zhao, one, "规定了甲" + "一" * n)
        first.keyboard.insert_text("一")
        zhao.page = second
        caret(zhao, other, "适用于乙" + "二" * n)
        second.keyboard.insert_text("二")
        first.wait_for_timeout(400)
    wait_for(served, "规定了甲一一一。本文件适用于乙二二二，")
    for page, box in ((first, one), (second, other)):
        expect(box).to_contain_text("甲一一一。本文件适用于乙二二二", timeout=15_000)
        expect(page.locator("[data-conflicts]")).to_have_text("0")
    zhao.page = first
    caret(zhao, one, "间距不应小于 8")
    first.keyboard.insert_text("5")
    zhao.page = second
    caret(zhao, other, "间距不应小于 8")
    second.keyboard.insert_text("9")
    second.close()
    zhao.page = first
    expect(first.locator("[data-conflicts]")).not_to_have_text("0", timeout=20_000)
    body = words(served)
    assert "895" not in body
    assert "859" not in body
    zhao.go(f"/standards/{served.road.id}/conflicts")
    told = first.inner_text("main")
    assert "850 mm" in told
    assert "890 mm" in told


def test_a_mass_that_is_pasted_is_refused_and_the_page_goes_on(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    field = editor(zhao)
    caret(zhao, field, "规定了甲")
    began = time.monotonic()
    field.evaluate(PASTE, 10_000_000)
    expect(zhao.page.locator("[data-state]")).to_contain_text("超过 40000 字", timeout=5_000)
    zhao.page.keyboard.insert_text("和丁")
    wait_for(served, "规定了甲和丁。")
    expect(zhao.page.locator("[data-state]")).to_contain_text(SAVED)
    assert time.monotonic() - began < 15
    assert len(words(served)) < 100
