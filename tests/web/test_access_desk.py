"""The pages where a draft is written, under the same eye as all others, in Chinese and in English."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import ARTEFACTS, WIDTHS
from tests.web.test_access import AXE, GRAVE, RULES, WIDER, House, enter, house, judged, page

__all__ = ["house", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
PAGES = ("desk", "conflicts", "suggest/c2", "check", "draft", "draft?clause=c2", "text", "diff?view=beside")
ENGLISH = ("conflicts", "suggest/c2", "check")
FAULTY = "本文件规定了导览标识必须满足的要求，间距应当大于 {n} m。"


def begun(page: Page, house: House) -> str:
    """A project whose desk holds the skeleton of a text, words of faults, and two wordings of one sentence."""
    [(number,)] = house.ask("SELECT MAX(id) FROM standards WHERE state = 'drafting'")
    project = f"/standards/{number}"
    page.goto(f"{house.url}{project}/draft")
    page.locator("form:has([name=skeleton]) button").click()
    for n in ("7", "8", "9"):
        page.goto(f"{house.url}{project}/desk")
        form = page.locator("[data-clause=c2] form").first
        names = ("csrf_token", "seat", "revision", "version")
        fields = {name: form.locator(f"[name={name}]").get_attribute("value") or "" for name in names}
        told: dict[str, str | float | bool] = {
            **fields,
            "key": n * 20,
            "title": "范围",
            "body": FAULTY.format(n=n),
            "revision": "0",
        }
        answer = page.request.post(f"{house.url}{project}/desk/c2", form=told)
        assert answer.ok
    return project


def test_nothing_grave_where_a_draft_is_written(house: House, page: Page) -> None:
    enter(page, house, "zhoushihu", "zh")
    project = begun(page, house)
    faults = [fault for name in PAGES for fault in judged(page, house, f"{project}/{name}")]
    page.goto(f"{house.url}{project}/desk?lang=en")
    faults += [fault for name in ENGLISH for fault in judged(page, house, f"{project}/{name}")]
    page.goto(f"{house.url}{project}/desk")
    page.locator("[data-clause=c2] [data-view]").click()
    finding = page.locator("[data-clause=c2] [data-rail] .finding").first
    expect(finding).to_contain_text("Cure: ", timeout=15_000)
    page.evaluate(AXE)
    open_ones = [v for v in page.evaluate(RULES)["violations"] if v["impact"] in GRAVE]
    assert faults + [f"the editor: {v['id']} {v['nodes'][0]['html'][:120]}" for v in open_ones] == []
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert not page.evaluate(WIDER)
        page.screenshot(path=ARTEFACTS / f"desk-en-{width}.png", full_page=True)
