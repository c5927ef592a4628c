"""A person at a browser: logs in, takes a seat, finds the button of a step by its name, fills the form, signs."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import PASSWORD
from tests.journeys.town import Town
from workflow.picture.standing import Seat
from workflow.process.standard import ROWS
from workflow.words import say

WIDTHS = {"1280": {"width": 1280, "height": 900}, "390": {"width": 390, "height": 844}}
ARTEFACTS = Path(__file__).parents[1] / "artefacts"
DONE = re.compile("已办理|已签署并记录")
PAPER = {"name": "文件.txt", "mimeType": "text/plain", "buffer": "正文\n".encode()}


class Person:
    """One natural person with a browser of his or her own."""

    def __init__(self, browser: Browser, town: Town, seat: Seat) -> None:
        self.town, self.seat = town, seat
        self.context = browser.new_context(viewport=WIDTHS["1280"], locale="zh-CN", timezone_id="Asia/Shanghai")  # type: ignore[arg-type]
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.log_in()

    def log_in(self) -> None:
        self.go("/login")
        self.page.fill("[name=username]", f"u{self.seat.person_id}")
        self.page.fill("[name=password]", PASSWORD)
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url(re.compile(r"/(seats.*)?$"))

    def sit(self, seat: Seat) -> None:
        """Take one of the person's seats."""
        self.seat = seat
        self.go("/seats")
        form = self.page.locator("form", has=self.page.locator(f"input[name=seat][value='{seat.id}']"))
        if form.count():
            form.get_by_role("button").first.click()
        self.page.wait_for_load_state()

    def go(self, path: str) -> Page:
        """Open a page; who was logged out in the meantime logs in again and is back on the same seat."""
        self.page.goto(self.town.url + path)
        if path != "/login" and "/login" in self.page.url:
            seat = self.seat
            self.log_in()
            self.sit(seat)
            self.page.goto(self.town.url + path)
        return self.page

    def do(self, standard_id: int, step: str, **answers: Any) -> None:
        """Click a step on the project page and carry it through to its receipt."""
        self.go(f"/standards/{standard_id}")
        self.press(step)
        if ROWS[step].asks or ROWS[step].signs:
            self.fill(answers)
            self.press(step)
        if ROWS[step].signs:
            self.page.fill("[name=password]", PASSWORD)
            self.press(step)
        expect(self.page.locator("body")).to_contain_text(DONE)

    def press(self, step: str) -> None:
        """The button whose accessible name is the step's label; what belongs to no stage is unfolded first."""
        button = self.page.get_by_role("button", name=say(f"step.{step}"), exact=True)
        folded = self.page.locator("details.aside:not([open]) > summary")
        if not button.count() and folded.count():
            folded.click()
        button.first.click()
        self.page.wait_for_load_state()

    def fill(self, answers: dict[str, Any]) -> None:
        for name, value in answers.items():
            for item in value if isinstance(value, list) else [value]:
                self._fill(self.page.locator(f"[name='{name}']"), item)

    def _fill(self, field: Locator, value: Any) -> None:
        kind = field.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName")
        if kind in ("radio", "checkbox"):
            self.page.locator(f"[name='{field.first.get_attribute('name')}'][value='{value}']").check(force=True)
        elif kind == "SELECT":
            field.first.select_option(str(value))
        elif kind == "file":
            field.first.set_input_files(value)
        else:
            field.first.fill(str(value))

    def picture(self, name: str, path: str | None = None) -> None:
        """Screenshots of a page at both widths, kept as artefacts."""
        if path is not None:
            self.go(path)
        ARTEFACTS.mkdir(exist_ok=True)
        for width, size in WIDTHS.items():
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.screenshot(path=ARTEFACTS / f"{name}-{width}.png", full_page=True)
        self.page.set_viewport_size(WIDTHS["1280"])  # type: ignore[arg-type]

    def close(self) -> None:
        self.context.close()
