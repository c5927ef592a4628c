"""The portal in a browser: nothing grave for who sees little, nothing wider than a phone, all of it without script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.person import WIDTHS
from tests.web.test_access import AXE, GRAVE, RULES, WIDER, House, house, page
from workflow import clock
from workflow.db import Database
from workflow.exports import prints
from workflow.settings import Settings

__all__ = ["house", "page"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]
PAGES = (
    *("/public/", "/public/standards", "/public/standards?q=无此词", "/public/consultations", "/public/groups"),
    *("/public/groups/JJJ", "/public/regions", "/public/regions/110000", "/public/years/2026", "/public/statistics"),
    *("/public/data", "/public/verify", "/public/verify?q=DB11/T 9999-2020", "/public/suggestions", "/public/receipts"),
)


def standard(house: House, *states: str) -> str:
    """The newest standard in one of these states whose text is here."""
    told = ", ".join(f"'{state}'" for state in states)
    [(found,)] = house.ask(f"SELECT MAX(id) FROM standards WHERE state IN ({told}) AND NOT is_imported")
    return f"/public/standards/{found}"


def faults(page: Page, house: House, address: str) -> list[str]:
    """What is grave on a page, and what is wider than a phone; the page is loaded once for both."""
    answer = page.goto(house.url + address)
    assert answer is not None
    assert answer.status == 200, f"{address}: {answer.status}"
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    grave = [f"{address}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in GRAVE]
    page.set_viewport_size(WIDTHS["390"])  # type: ignore[arg-type]
    wide = [f"{address}: wider than a phone: {element}" for element in page.evaluate(WIDER)]
    page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]
    return grave + wide


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_grave_and_nothing_wide_on_any_page_of_the_portal(house: House, page: Page, lang: str) -> None:
    page.goto(f"{house.url}/public/?lang={lang}")
    released = standard(house, "released", "in_force")
    number = page.request.get(f"{house.url}{released}.json").json()["numbers"][0]
    told = PAGES if lang == "zh" else PAGES[::2]  # the other tongue is longer, not otherwise made
    addresses = (*told, released, f"/public/verify?q={number}")
    assert not [fault for address in addresses for fault in faults(page, house, address)]


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script, on a phone."""
    context = browser.new_context(viewport=WIDTHS["390"], java_script_enabled=False)  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def test_without_script_one_finds_reads_verifies_and_takes_away(house: House, bare: Page) -> None:
    released = standard(house, "released")
    bare.goto(f"{house.url}/public/")
    bare.get_by_role("searchbox", name="名称或编号").fill("停车场")
    bare.get_by_role("button", name="查找").click()
    bare.locator(f'main a[href="{released}"]').first.click()
    expect(bare.locator("#text")).to_be_visible()
    expect(bare.locator("#story")).to_be_visible()
    assert bare.locator("pre").first.inner_text().strip()

    bare.goto(f"{house.url}/public/verify")
    database = Database(str(house.database.url))
    settings = Settings(var=str(Path(str(house.database.url.database)).parent))
    prints.look(database, settings, clock.now())
    [(digest,)] = house.ask("SELECT MAX(sha256) FROM released_prints")
    bare.locator("input[type=file]").set_input_files(prints.path_of(settings, digest))
    bare.get_by_role("button", name="核验文件").click()
    expect(bare.locator(".verdict.done, .verdict.warn")).to_contain_text("PDF")
    assert digest in bare.url


def test_with_script_the_file_stays_in_the_browser(house: House, page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"{house.url}/public/verify")
    page.locator("input[type=file]").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    page.get_by_role("button", name="核验文件").click()
    expect(page.locator(".verdict.refused")).to_be_visible()
    assert re.search(r"q=[0-9a-f]{64}$", page.url)
    assert set(sent) == {"GET"}


def test_a_citation_is_copied_by_a_button(house: House, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(house.url + standard(house, "released"))
    page.get_by_role("button", name="复制").first.click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").strip() == page.locator("pre[data-copy]").first.inner_text()


def test_the_text_prints_and_the_ways_around_it_do_not(house: House, page: Page) -> None:
    page.goto(house.url + standard(house, "released"))
    page.emulate_media(media="print")
    expect(page.locator(".tree").first).to_be_visible()
    for hidden in (".ways", ".toc", ".citing .btn"):
        expect(page.locator(hidden).first).to_be_hidden()
