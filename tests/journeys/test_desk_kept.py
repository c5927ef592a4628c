"""Must show: what is typed in the structured editor outlives its page; keys, an input method and a paste from an office
program do there what they do in a word processor, and typing in 500 clauses stays fluent.
"""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Error, expect

from tests.journeys.serving import Served
from tests.journeys.test_desk import OFFICE, fluent, long_text, pasted, serving, wait_for, words
from tests.journeys.test_desk_editor import SQLITE, caret, editor

__all__ = ["serving"]


@SQLITE
def test_a_killed_renderer_loses_at_most_two_seconds(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    caret(zhao, editor(zhao), "规定了甲")
    typed: list[tuple[float, int]] = []
    for n in range(12):
        zhao.page.keyboard.insert_text(f"、{n:03}")
        typed.append((time.monotonic(), n))
        time.sleep(0.35)
    with pytest.raises(Error):
        zhao.page.goto("chrome://crash", timeout=3_000)
    killed = time.monotonic()
    kept = [n for at, n in typed if killed - at > 2]
    assert len(kept) > 5
    found = words(served)
    assert all(f"、{n:03}" in found for n in kept)
    zhao.page = zhao.context.new_page()
    zhao.go(f"/standards/{served.road.id}/desk")
    expect(zhao.page.locator("[data-clause=c1]")).to_contain_text("、000、001、002、003、004、005")


@SQLITE
def test_words_that_never_reached_the_server_are_offered_again(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    served = serving()
    zhao = served.drafter(browser, "110000")
    field = editor(zhao)
    served.kill()
    caret(zhao, field, "规定了甲")
    zhao.page.keyboard.insert_text("和没有存上的字")
    zhao.page.wait_for_timeout(300)
    with pytest.raises(Error):
        zhao.page.goto("chrome://crash", timeout=3_000)
    zhao.page = zhao.context.new_page()
    served.start()
    zhao.go(f"/standards/{served.road.id}/desk")
    left = zhao.page.locator(".left")
    expect(left).to_contain_text("和没有存上的字", timeout=15_000)
    left.get_by_role("button", name="放回去").click()
    wait_for(served, "规定了甲和没有存上的字")
    expect(zhao.page.locator("[data-conflicts]")).to_have_text("0")
    zhao.page.keyboard.insert_text("长" * 40_001)
    expect(zhao.page.locator("[data-state]")).to_contain_text("放不下", timeout=15_000)
    zhao.page.get_by_role("button", name="写完").click()
    zhao.page.wait_for_timeout(500)
    assert "长" * 40_001 in editor(zhao).inner_text()  # refused, and still there


@SQLITE
def test_keys_an_input_method_and_a_paste_do_what_they_should(browser: Browser, serving: Callable[..., Served]) -> None:
    served = serving()
    zhao, qian = (served.drafter(browser, region) for region in ("110000", "120000"))
    field, keys = editor(zhao), zhao.page.keyboard

    def press(*names: str) -> None:
        for name in names:
            keys.press(name)
            zhao.page.wait_for_timeout(60)

    caret(zhao, field, "规定了甲")
    method = zhao.context.new_cdp_session(zhao.page)
    other = editor(qian)
    caret(qian, other, "适用于乙")
    for heard in ("z", "zh", "zhong"):
        method.send(
            "Input.imeSetComposition", {"text": heard, "selectionStart": len(heard), "selectionEnd": len(heard)}
        )
        qian.page.keyboard.insert_text("再")
        zhao.page.wait_for_timeout(1500)
    method.send("Input.insertText", {"text": "中"})
    wait_for(served, "规定了甲中。本文件适用于乙再再再，")
    expect(field).to_contain_text("规定了甲中。本文件适用于乙再再再，")
    qian.page.close()
    press("Control+End", "Enter")
    keys.type("——项一")
    press("Enter")
    keys.type("项二")
    press("Tab", "Enter", "Enter")
    keys.type("注：注文")
    press("Home", "Backspace")
    wait_for(served, "项二\n注文")
    press("Control+z", "End", "Enter")
    wait_for(served, "注：注文")
    assert words(served).split("\n")[1:] == ["—— 项一", "· 项二", "注：注文"]
    pasted(field, OFFICE)
    keys.type("尾")
    wait_for(served, "尾")
    found = words(served).split("\n")[4:]
    assert found[0:3] == ["浓度 x{_1} 为 m{^2}", "a) 甲90%；", "· 乙\\{；"]
    assert found[4:6] == ["! 项 | 值 | < |", "| ^ | 1 | 2\\|3 |"]


@SQLITE
def test_typing_in_the_editor_of_a_clause_among_five_hundred_is_fluent(
    browser: Browser, serving: Callable[..., Served]
) -> None:
    served = serving(long_text())
    zhao = served.drafter(browser, "110000")
    clause = zhao.page.locator("[data-clause]").nth(251).get_attribute("data-clause") or ""
    caret(zhao, editor(zhao, clause), "项要求。")
    fluent(zhao)
    wait_for(served, "abcdefghij" * 6, clause)
