"""Must show: two people of two regions write one standard in two browsers; a killed server and a killed page lose at
most the last two seconds; typing in 500 clauses stays fluent.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.person import ARTEFACTS, WIDTHS, Person
from tests.journeys.serving import Served
from workflow.reads.desk import lying

TEXT = "1 范围\n本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n"
SAVED = re.compile("已存")


@pytest.fixture
def serving(tmp_path: Path, database_url: str) -> Iterator[Callable[[str], Served]]:
    made: list[Served] = []

    def serve(text: str = TEXT) -> Served:
        made.append(Served(database_url, tmp_path, text))
        return made[-1]

    yield serve
    for one in made:
        one.end()


def field(person: Person, clause: str = "c1") -> Locator:
    """The field of a clause in notation, opened."""
    person.page.evaluate("() => localStorage.setItem('tongbiao-desk-view', 'source')")
    pad = person.page.locator(f"[data-clause={clause}]")
    if pad.locator("details").get_attribute("open") is None:
        pad.locator("summary").first.click()
    return pad.locator("textarea[name=body]")


def after(box: Locator, words: str) -> None:
    """The caret behind these words."""
    box.evaluate(
        "(b, w) => { const at = b.value.indexOf(w) + w.length; b.focus(); b.setSelectionRange(at, at); }", words
    )


def words(served: Served, clause: str = "c1") -> str:
    with served.town.world.database.read() as session:
        return lying(session, served.road.id, served.road.at).words(clause).body


@contextmanager
def within(seconds: float) -> Iterator[Callable[[bool], bool]]:
    until = time.monotonic() + seconds
    yield lambda done: not done and time.monotonic() < until


def wait_for(served: Served, needle: str, clause: str = "c1", seconds: float = 8) -> str:
    with within(seconds) as goes_on:
        while goes_on(needle in words(served, clause)):
            time.sleep(0.1)
    found = words(served, clause)
    assert needle in found
    return found


def test_two_browsers_write_at_once(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao, qian = (served.drafter(browser, region) for region in ("110000", "120000"))
    one, other = field(zhao), field(qian)
    after(one, "规定了甲")
    after(other, "适用于乙")
    for here, there in zip("和丁丁丁", "和戊戊戊", strict=True):
        zhao.page.keyboard.insert_text(here)
        qian.page.keyboard.insert_text(there)
        time.sleep(0.4)
    joined = "本文件规定了甲和丁丁丁。本文件适用于乙和戊戊戊，间距不应小于 80 mm。"
    for box in (one, other):
        expect(box).to_have_value(joined, timeout=15_000)
    assert words(served) == joined
    expect(qian.page.locator("[data-present]")).to_contain_text("范围")
    after(one, "小于 8")
    zhao.page.keyboard.insert_text("5")
    after(other, "小于 8")
    qian.page.keyboard.insert_text("9")
    expect(zhao.page.locator("[data-conflicts]")).not_to_have_text("0", timeout=15_000)
    assert "859" not in words(served)
    assert "895" not in words(served)
    zhao.go(f"/standards/{served.road.id}/conflicts")
    page = zhao.page.inner_text("main")
    assert "850 mm" in page
    assert "890 mm" in page
    for width, size in WIDTHS.items():
        zhao.page.set_viewport_size(size)  # type: ignore[arg-type]
        zhao.page.screenshot(path=ARTEFACTS / f"desk-conflicts-{width}.png", full_page=True)
        qian.page.set_viewport_size(size)  # type: ignore[arg-type]
        qian.page.screenshot(path=ARTEFACTS / f"desk-{width}.png", full_page=True)


def test_a_killed_server_loses_nothing_that_is_two_seconds_old(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    box = field(zhao)
    after(box, "规定了甲")
    typed: list[tuple[float, int]] = []
    for n in range(12):
        zhao.page.keyboard.insert_text(f"、{n:03}")
        typed.append((time.monotonic(), n))
        time.sleep(0.4)
    served.kill()
    killed = time.monotonic()
    found = words(served)
    kept = [n for at, n in typed if killed - at > 2]
    assert len(kept) > 5
    assert all(f"、{n:03}" in found for n in kept)
    zhao.page.keyboard.insert_text("、末")
    expect(zhao.page.locator("[data-state]")).to_contain_text("未存上", timeout=10_000)
    served.start()
    everything = "".join(f"、{n:03}" for _, n in typed) + "、末"
    wait_for(served, everything, seconds=20)
    expect(zhao.page.locator("[data-conflicts]")).to_have_text("0")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_killed_page_offers_its_words_again(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    box = field(zhao)
    served.kill()
    after(box, "规定了甲")
    zhao.page.keyboard.insert_text("和没有存上的字")
    time.sleep(0.3)
    crashed = zhao.page
    zhao.page = zhao.context.new_page()
    served.start()
    crashed.goto("about:blank")
    zhao.go(f"/standards/{served.road.id}/desk")
    if "没有存上的字" not in words(served):
        left = zhao.page.locator(".left")
        expect(left).to_contain_text("和没有存上的字", timeout=15_000)
        left.get_by_role("button", name="放回去").click()
    wait_for(served, "规定了甲和没有存上的字")
    expect(zhao.page.locator("[data-conflicts]")).to_have_text("0")


OFFICE = (
    "<p class=MsoNormal>浓度 x<sub>1</sub> 为 m<sup>2</sup><script>alert(1)</script></p>"
    "<p class=MsoListParagraph><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>甲"
    "<del>80</del><ins>90</ins>%；</p>"
    "<ul><li>乙{；</li></ul>"
    "<table><tr><td rowspan=2>项</td><td colspan=2>值</td></tr><tr><td>1</td><td>2|3</td></tr></table>"
)


def pasted(box: Locator, html: str) -> None:
    """What an office program lays on the clipboard, put in where the caret is."""
    box.evaluate(
        """(b, html) => { const d = new DataTransfer(); d.setData("text/html", html);
        b.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); }""",
        html,
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_office_html_becomes_notation(browser: Browser, serving: Callable[..., Served]) -> None:
    zhao = serving().drafter(browser, "110000")
    box = field(zhao)
    box.fill("")
    pasted(box, OFFICE)
    found = re.sub(r"【表 t\w+】", "【表 t】", box.input_value())
    assert found == (
        "浓度 x{_1} 为 m{^2}\na) 甲90%；\n· 乙\\{；\n【表 t】\n! 项 | 值 | < |\n| ^ | 1 | 2\\|3 |\n【表完】"
    )
    expect(zhao.page.locator("[data-clause=c1] table")).to_be_visible(timeout=10_000)


def long_text() -> str:
    """Five hundred clauses."""
    return "".join(
        f"{n} 第{n}章\n" + "".join(f"{n}.{m} 条\n应符合第 {m} 项要求。\n" for m in range(1, 25)) for n in range(1, 21)
    )


def fluent(zhao: Person) -> None:
    """Sixty keys, and how long each takes to be seen."""
    zhao.page.evaluate(
        """() => { window.paints = []; document.addEventListener("keydown", (e) => { const at = performance.now();
        requestAnimationFrame(() => setTimeout(() => window.paints.push(performance.now() - at))); }, true); }"""
    )
    zhao.page.keyboard.type("abcdefghij" * 6, delay=50)
    paints = sorted(zhao.page.evaluate("window.paints"))
    middle, worst = paints[len(paints) // 2], paints[-1]
    print(f"keystroke to paint of {len(paints)} keys in 500 clauses: median {middle:.0f} ms, worst {worst:.0f} ms")
    assert middle < 100


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_typing_in_five_hundred_clauses_stays_fluent(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving(long_text())
    zhao = served.drafter(browser, "110000")
    assert zhao.page.locator("[data-clause]").count() == 500
    clause = zhao.page.locator("[data-clause]").nth(251).get_attribute("data-clause")
    box = field(zhao, clause or "")
    box.focus()
    fluent(zhao)
    wait_for(served, "abcdefghij" * 6, clause or "")
