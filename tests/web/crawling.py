"""Walks the links of the demonstration from a seat, and reads each page as words with the language they bear."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import TypeVar

from flask import Flask

from tests.web.browsing import Browser, browser
from workflow.settings import Settings

EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
CODE = frozenset({"code", "pre", "script", "style"})
SPOKEN = ("aria-label", "title", "alt", "placeholder")
WHOLE = frozenset({"option", "title", "textarea"})  # no mark of a language fits into these
NOT_PAGES = re.compile(
    r"^/(files|static|calendar|api)/|\.(txt|csv|atom|ics|json|jsonl|jsonld|xml|zip|pdf|docx|xlsx)$|/leaf$|^/audit/checkpoints/"
)
NUMBER = re.compile(r"\d+|[0-9a-f]{32,}")


@dataclass(frozen=True)
class Words:
    """Words of a page with the language they bear ("" the page's own); `loose` where no mark fits."""

    text: str
    tongue: str
    loose: bool


@dataclass
class Page(HTMLParser):
    """A page as words and links."""

    words: list[Words] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        above = self.open[-1][1] if self.open else ""
        is_whole = tag in CODE or "data-official" in given  # an official form is quoted whole, in its own language
        tongue = "code" if is_whole or above == "code" else given.get("lang") or above
        tongue = "" if tag == "html" else tongue
        self.words += [Words(told, tongue, loose=True) for name in SPOKEN if (told := given.get(name))]
        if tag == "a" and (address := given.get("href")):
            self.links.append(address)
        if tag not in EMPTY:
            self.open.append((tag, tongue))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            tag, tongue = self.open[-1]
            self.words.append(Words(" ".join(data.split()), tongue, loose=tag in WHOLE))


@dataclass
class Walk:
    """One language's walk; of addresses alike, each seat opens `each`, and all of them together `most`."""

    app: Flask
    password: str
    tongue: str
    each: int = 2
    most: int = 5
    met: Counter[str] = field(default_factory=Counter)
    reads: type[Page] = Page
    also: tuple[str, ...] = ("/help", "/login", "/standards/999999")

    def pages(self, username: str) -> Iterator[tuple[str, Page]]:
        """The pages that this person (or a stranger, "") reaches by links."""
        somebody, start = self.enter(username)
        waiting, seen, here = deque([start, *self.also]), set[str](), Counter[str]()
        while waiting:
            address = waiting.popleft().partition("#")[0]
            kind = alike(address)
            if address in seen or not is_page(address) or self.is_enough(address, here[kind]):
                continue
            seen.add(address)
            if (page := self.read(somebody, address)) is not None:
                here[kind] += 1
                self.met[kind] += 1
                waiting.extend(f"{address.partition('?')[0]}{a}" if a.startswith("?") else a for a in page.links)
                yield address, page

    def read(self, somebody: Browser, address: str) -> Page | None:
        """What stands at an address; None where it shows no page."""
        answer = somebody.get(address)
        if answer.status_code >= 500:
            raise AssertionError(f"{answer.status_code} at {address}")
        if answer.mimetype != "text/html" or answer.location:
            return None
        page = self.reads()
        page.feed(answer.text)
        return page

    def is_enough(self, address: str, here: int) -> bool:
        """Whether enough pages of this one's kind were opened, so many of them from this seat."""
        return here >= self.each or self.met[alike(address)] >= self.most

    def enter(self, username: str) -> tuple[Browser, str]:
        """Somebody logged in, and the page he begins at."""
        somebody = browser(self.app, datetime.now(UTC))
        somebody.get(f"/login?lang={self.tongue}")
        if not username:
            return somebody, "/public/"
        entered = somebody.post("/login", {"username": username, "password": self.password})
        assert entered.status_code == 303, username
        return somebody, "/"


Some = TypeVar("Some", bound=Walk)


def walk(app: Flask, tongue: str, kind: type[Some]) -> Some:
    """A walk through the demonstration."""
    settings: Settings = app.extensions["settings"]
    return kind(app, settings.demo_password, tongue)


def alike(address: str) -> str:
    """What addresses of one page have in common."""
    path, _, query = address.partition("?")
    return NUMBER.sub("N", path) + "?" + "&".join(sorted(part.partition("=")[0] for part in query.split("&")))


def is_page(address: str) -> bool:
    """An address of ours that shows a page, and does not change the language."""
    return address.startswith("/") and "lang=" not in address and not NOT_PAGES.search(address.partition("?")[0])
