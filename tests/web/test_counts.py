"""Every count on every page is the length of the list that it opens: walked from a seat of each role, and as nobody."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from flask import Flask

from tests import stage
from tests.web.browsing import Browser
from tests.web.crawling import Walk, alike, walk
from tests.web.test_languages import SEATS
from tests.web.tree import Tree, rows, total
from web import create_app

pytestmark = pytest.mark.timeout(400)  # whole walks of the demonstration

FEWEST = 1
IN_THE_HEAD = {"/notices?show=owed", "/letters?box=owed"}  # on every page
FULLY = 60  # rows that are counted page by page
PAGES = 4
OF_A_KIND = 6  # counts of one page that open lists of one kind
OF_ALL = 2  # seats that open the same list behind the same number


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(stage.copied(tmp_path_factory.mktemp("counts")))


@pytest.fixture(scope="module")
def chinese(app: Flask) -> Walk:
    """One walk for all seats: what two of them opened, a third need not open again."""
    made = walk(app, "zh")
    made.reads, made.each, made.most, made.is_narrow = Tree, 1, 2, True
    return made


@pytest.fixture(scope="module")
def seats() -> Counter[str]:
    """How many seats opened the list behind a count."""
    return Counter()


@pytest.mark.parametrize("username", SEATS)
def test_every_count_is_the_length_of_the_list_it_opens(chinese: Walk, seats: Counter[str], username: str) -> None:
    wrong, met, opened = dict[str, str](), set[str](), dict[str, Tree]()
    reader = Reader(chinese, username, opened, seats)
    for address, page in chinese.pages(username):
        assert isinstance(page, Tree)
        opened[address] = page
        for words in page.unmarked():
            wrong[alike(re.sub(r"\d", "N", words))] = f"{address}: {words} bears no mark"
        chinese.wanted |= {chinese.kind(address)} if {href for _, href in page.counts()} - IN_THE_HEAD else set()
        for n, href in page.counts():
            met.add(f"{alike(address)} {alike(href)}")
            wrong |= {f"{address} {n} {href}": told for told in reader.faults(address, n, href)}
    assert not wrong, "\n".join(f"{place} — {told}" for place, told in wrong.items())
    assert len(met) >= FEWEST


class Reader:
    """One person who opens the lists behind counts; each page once."""

    def __init__(self, walked: Walk, username: str, opened: dict[str, Tree], seats: Counter[str]) -> None:
        self.walked, self.username, self.opened, self.seats = walked, username, opened, seats
        self.checked: set[tuple[int, str]] = set()
        self.kinds = Counter[str]()
        self.browser: Browser | None = None

    def faults(self, address: str, n: int, href: str) -> Iterator[str]:
        """What is wrong with a count, told once."""
        there, _, fragment = urljoin(f"http://x{address}", href).removeprefix("http://x").partition("#")
        if (n, f"{there}#{fragment}") in self.checked:
            return
        self.checked.add((n, f"{there}#{fragment}"))
        alike_ = f"{alike(address)} {alike(there)}"
        self.kinds[alike_] += 1
        self.seats[f"{n} {there}"] += 1
        if self.kinds[alike_] > OF_A_KIND or self.seats[f"{n} {there}"] > (OF_ALL if n else 1):
            return
        if (fault := self.fault(there, fragment, n)) and self.again(address, there, href, fragment):
            yield fault

    def again(self, address: str, there: str, href: str, fragment: str) -> str:
        """Whether it is still wrong when both are opened anew: who opens a project has read its notices."""
        for one in (address, there):
            self.opened.pop(one, None)
        anew = next((n for n, other in self.page(address).counts() if other == href), None)
        return "" if anew is None else self.fault(there, fragment, anew)

    def fault(self, there: str, fragment: str, n: int) -> str:
        """What is wrong with a count, or nothing."""
        lists = self.page(there).listed(fragment)
        if not lists:
            return f"{there}#{fragment} holds no list"
        said = sum(total(one) for one in lists)
        if said != n:
            return f"its list says {said}"
        found = self.rows(there, fragment) if n <= FULLY else n
        return "" if found == n else f"its list shows {found} rows"

    def rows(self, there: str, fragment: str) -> int:
        """The rows of a list over its pages; a list that says where all of it stands is counted there."""
        page, found = self.page(there), 0
        for one in page.listed(fragment):
            more = one.attrs.get("data-more")
            found += self.rows(urljoin(f"http://x{there}", more).removeprefix("http://x"), "") if more else rows(one)
        for _ in range(PAGES if len(page.listed(fragment)) == 1 else 0):
            if not page.next:
                break
            there = urljoin(f"http://x{there}", page.next).removeprefix("http://x")
            page = self.page(there)
            found += sum(rows(one) for one in page.listed(fragment))
        return found

    def page(self, address: str) -> Tree:
        """A page, opened once."""
        if address not in self.opened:
            if self.browser is None:
                self.browser, _ = self.walked.enter(self.username)
            answer = self.browser.get(address)
            assert answer.status_code == 200, f"{answer.status_code} at {address} for {self.username}"
            self.opened[address] = Tree()
            self.opened[address].feed(answer.text)
        return self.opened[address]


def test_a_list_of_one_too_few_is_found() -> None:
    page = Tree()
    page.feed('<main><a href="#a" data-count="2">2</a><section><h2 id="a">…</h2><ul data-list="2"><li>1</ul></section>')
    (one,) = page.listed("a")
    assert (total(one), rows(one)) == (2, 1)
    assert list(page.counts()) == [(2, "#a")]


@pytest.mark.parametrize("words", ["12 项在列", "未读 10", "建议：1", "371", "3项逾期"])
def test_what_looks_like_a_count_and_bears_no_mark_is_found(words: str) -> None:
    page = Tree()
    page.feed(f'<main><a href="/board"><b>{words}</b></a></main>')
    assert list(page.unmarked())


@pytest.mark.parametrize("words", ["第 3 号", "文本 5", "DB11/T 3901—2026", "2026", "5.3 活性炭", "#504·018b"])
def test_ordinals_years_and_numbers_of_standards_count_nothing(words: str) -> None:
    page = Tree()
    page.feed(f'<main><a href="/board">{words}</a></main>')
    assert not list(page.unmarked())
