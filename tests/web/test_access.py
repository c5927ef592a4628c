"""Who sees little, uses no mouse, or reads on a phone: axe finds nothing serious, nothing overflows, keys suffice."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests import stage
from tests.journeys.person import WIDTHS
from tests.journeys.town import free_port
from web import create_app
from workflow.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run(document, {resultTypes: ['violations']})"
GRAVE = ("serious", "critical")
AT = {
    "qianshijing": "/ /board /notices /account /numbers /agreements /agreements/1 /regions /help /deputies "
    "/standards/new /partners /catalogue /statistics /statistics/time /statistics/waiting /statistics/steps "
    "/statistics/growth /statistics/levels /statistics/figures",
    "hanshijing": "/people /people/new /agreements/1/forms",
    "zhushiyun": "/operation",
    "shenshijing": "/audit /audit/samples/1 /audit/samples/new /audit/findings /audit/rules/41 /audit/exports "
    "/audit/readings /agreements/1/findings/2 /agreements/1/past /standards/41/past",
    "": "/login /public/ /public/receipts /help/operation /tour /nowhere",
}
OF_A_PROJECT = (
    "text",
    "diff",
    "comments",
    "comments/report",
    "panel",
    "release",
    "papers",
    "forms",
    "filing",
    "concurrence",
    "timeline",
    "brief",
    "notices",
)
FOCUS = """() => {
  const on = document.activeElement, label = on.closest('label'), style = getComputedStyle(on);
  const shown = [on, label].some(e => e && getComputedStyle(e).outlineStyle !== 'none');
  return {href: on.getAttribute("href"), name: on.getAttribute("name"), value: on.getAttribute("value"),
          tag: on.tagName,
          text: on.textContent.trim(), shown, seen: style.visibility !== 'hidden' && on.getClientRects().length > 0};
}"""
WIDER = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map(e => e.outerHTML.slice(0, 90)) : []"""


@dataclass
class House:
    """A server on the demonstration."""

    url: str
    database: sa.Engine

    def ask(self, question: str) -> list[Any]:
        with self.database.connect() as connection:
            return list(connection.execute(sa.text(question)))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port = free_port()
    settings: Settings = replace(stage.copied(tmp_path_factory.mktemp("access")), base_url=f"http://127.0.0.1:{port}")
    server = make_server("127.0.0.1", port, create_app(settings), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield House(settings.base_url, sa.create_engine(settings.database_url))
    server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=WIDTHS["1280"], reduced_motion="reduce")  # type: ignore[arg-type]
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def enter(page: Page, house: House, username: str, tongue: str) -> None:
    """Come in with the keys alone: the first field is two stops away from nothing."""
    page.goto(f"{house.url}/login?lang={tongue}")
    if username:
        tab_to(page, name="username")
        page.keyboard.type(username)
        tab_to(page, name="password")
        page.keyboard.type(Settings().demo_password)
        press(page, "Enter")
        assert "/login" not in page.url


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def tab_to(page: Page, *, most: int = 150, **wanted: str) -> dict[str, Any]:
    """Tab on until what has the focus bears these attributes; every stop on the way is seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(FOCUS)
        assert here["tag"] == "BODY" or (here["shown"] and here["seen"]), here
        if all(value in (here[name] or "") for name, value in wanted.items()):
            return here
    raise AssertionError(f"no way by Tab to {wanted} on {page.url}")


def judged(page: Page, house: House, address: str) -> list[str]:
    """What is grave on a page, and what is wider than a phone."""
    answer = page.goto(house.url + address)
    assert answer is not None
    assert answer.status in (200, 404), f"{address}: {answer.status}"
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    grave = [f"{address}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in GRAVE]
    page.set_viewport_size(WIDTHS["390"])  # type: ignore[arg-type]
    wide = [f"{address}: wider than a phone: {element}" for element in page.evaluate(WIDER)]
    page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]
    return grave + wide


def projects(page: Page, house: House) -> dict[str, str]:
    """Of every state that this seat meets on its board, one project."""
    states = {f"/standards/{number}": state for number, state in house.ask("SELECT id, state FROM standards")}
    found: dict[str, str] = {}
    for address in ("/board", "/board?ended=1"):
        page.goto(house.url + address)
        links = page.locator("main a.title").evaluate_all("all => all.map(e => e.getAttribute('href'))")
        found |= {states[link]: link for link in links if link in states}
    return found


@pytest.mark.parametrize("username", AT)
def test_nothing_grave_on_the_pages_of_a_seat(house: House, page: Page, username: str) -> None:
    enter(page, house, username, "zh")
    assert not [fault for address in AT[username].split() for fault in judged(page, house, address)]


def test_nothing_grave_in_english(house: House, page: Page) -> None:
    enter(page, house, "qianshijing", "en")
    addresses = ("/", "/board", "/regions", projects(page, house)["approving"])
    assert not [fault for address in addresses for fault in judged(page, house, address)]


def test_nothing_grave_on_projects_of_every_state(house: House, page: Page) -> None:
    met: set[str] = set()
    faults: list[str] = []
    for username in ("qianshijing", "qianshihu", "qianshichang"):
        page.context.clear_cookies()
        enter(page, house, username, "zh")
        new = {state: link for state, link in projects(page, house).items() if state not in met}
        met |= set(new)
        faults += [fault for link in new.values() for fault in judged(page, house, link)]
    assert not faults
    assert met >= {"initiating", "consulting", "approving", "released", "in_force"}


def test_nothing_grave_on_the_pages_of_a_project(house: House, page: Page) -> None:
    enter(page, house, "qianshijing", "zh")
    project = projects(page, house)["approving"]
    assert not [fault for room in OF_A_PROJECT for fault in judged(page, house, f"{project}/{room}")]


def test_nothing_grave_on_what_the_public_reads(house: House, page: Page) -> None:
    windows = house.ask("SELECT MAX(id) FROM consultations WHERE closed_at IS NULL")
    standards = house.ask("SELECT MAX(id) FROM standards WHERE state IN ('released', 'in_force') GROUP BY state")
    enter(page, house, "", "zh")
    for (window,) in windows:
        assert not judged(page, house, f"/public/consultations/{window}")
    for (standard,) in standards:
        assert not judged(page, house, f"/public/standards/{standard}")


def test_axe_does_find_what_is_grave(page: Page) -> None:
    page.set_content("<html lang='zh'><title>x</title><main><h1>x</h1><input name='a'><img src='data:,'></main></html>")
    page.evaluate(AXE)
    assert {"label", "image-alt"} <= {v["id"] for v in page.evaluate(RULES)["violations"] if v["impact"] in GRAVE}


def signer(house: House) -> tuple[str, str]:
    """An account whose turn it is to vote on a motion, and the address of the step."""
    question = """SELECT c.username, t.standard_id FROM turns t JOIN appointments p
        ON p.role = t.role AND p.region_code = t.region_code
        JOIN accounts c ON c.person_id = p.person_id WHERE t.step = 'vote_motion'
        ORDER BY t.id LIMIT 1"""
    [(username, standard)] = house.ask(question)
    return username, f"/standards/{standard}/steps/vote_motion"


def test_a_whole_signing_by_the_keys_alone(house: House, page: Page) -> None:
    username, step = signer(house)
    enter(page, house, username, "zh")
    tab_to(page, href=step)
    press(page, "Enter")

    choose_motion(page)
    tab_to(page, name="position")  # the first of the choices
    page.keyboard.press("Space")
    while page.evaluate(FOCUS)["value"] != "disagree":
        page.keyboard.press("ArrowDown")
    submit(page)
    assert page.locator("[autofocus]").evaluate("e => e === document.activeElement")
    assert page.locator("[name=position]:checked").get_attribute("value") == "disagree"

    tab_to(page, name="position")
    while page.evaluate(FOCUS)["value"] != "agree":
        page.keyboard.press("ArrowUp")
    submit(page)
    assert page.locator(".statement").is_visible()

    tab_to(page, name="password")
    page.keyboard.type("a wrong one")
    press(page, "Enter")
    assert page.locator("[role=alert][autofocus]").evaluate("e => e === document.activeElement")

    tab_to(page, name="password")
    page.keyboard.type(Settings().demo_password)
    press(page, "Enter")
    assert "/receipts/" in page.url
    page.evaluate(AXE)
    assert not [v["id"] for v in page.evaluate(RULES)["violations"] if v["impact"] in GRAVE]


def choose_motion(page: Page) -> None:
    """The first motion, whether the form shows them as a list or side by side."""
    tab_to(page, name="motion")
    page.keyboard.press("ArrowDown" if page.evaluate(FOCUS)["tag"] == "SELECT" else "Space")


def submit(page: Page) -> None:
    """Tab on to the button that goes on, and press it."""
    tab_to(page, tag="BUTTON")
    press(page, "Enter")
