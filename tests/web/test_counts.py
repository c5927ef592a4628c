"""Every count on every page is the length of the list that it opens, and says what it counts and when. A stranger and
an approver open whatever they reach, past days too; a seat of every other role, some pages of each kind. And no page
asks the database row by row.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from flask import Flask

from tests import stage
from tests.web.browsing import Browser
from tests.web.counting import repeated, statements
from tests.web.crawling import Page, Walk, alike, walk
from tests.web.said import faults
from tests.web.test_languages import SEATS
from tests.web.tree import Tree, rows, total
from web import create_app
from workflow import clock

pytestmark = pytest.mark.timeout(400)  # whole walks of the demonstration

THOROUGH = ("", "zhaoshijing")
IN_THE_HEAD = {"/notices?show=owed", "/letters?box=owed"}  # on every page
FULLY = 60  # rows that are counted page by page
PAGES = 4
QUIET = 4  # pages of a kind that told no number: the others are not opened
SAME = 6  # times that a page asks the same: of a standard each frozen version, of a day each stage
AS_OFTEN = ("/audit/rules",)  # acts are judged again one by one
PAST = (7, 60)  # days
DATED = ("/statistics?on={}", "/statistics/time?on={}", "/statistics/growth?on={}", "/registers/promise?on={}")
OF_ALL = 1  # seats beside the thorough ones that open the same list behind the same number
OPEN = ("/public/registers/recognition?on={}", "/public/registers/system_node?on={}")
ONE_FOR_ALL = ("/public/standards", "/public/registers", "/public/years", "/public/groups", "/public/regions")


@dataclass
class Whole(Walk):
    """A walk that opens all pages of a kind from some seats; what all see alike is opened once."""

    is_thorough: bool = False
    told: set[str] = field(default_factory=set)  # kinds of pages that told numbers
    walked: set[str] = field(default_factory=set)  # of what all see alike
    asked: dict[str, str] = field(default_factory=dict)  # what is asked row by row
    counted: Counter[tuple[int, str]] = field(default_factory=Counter)
    opened: dict[str, Tree] = field(default_factory=dict)  # what all see alike, and what the present seat sees

    def enter(self, username: str) -> tuple[Browser, str]:
        self.opened = {address: page for address, page in self.opened.items() if address.startswith(ONE_FOR_ALL)}
        return super().enter(username)

    def is_enough(self, address: str, here: int) -> bool:
        if address in self.walked:
            return True
        if self.is_thorough:
            return here >= QUIET and alike(address) not in self.told
        return super().is_enough(address, here) and not (here < 1 and alike(address) in self.told)

    def read(self, somebody: Browser, address: str) -> Page | None:
        self.walked |= {address} if address.startswith(ONE_FOR_ALL) else set()
        with statements(self.app.extensions["database"]) as sent:
            found = self.opened.get(address) or super().read(somebody, address)
        times, question = repeated(sent)
        if times > SAME and not address.startswith(AS_OFTEN):
            self.asked[address] = f"{times} times {' '.join(question.split())[:120]}"
        if isinstance(found, Tree):
            self.opened[address] = found
        return found


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(stage.copied(tmp_path_factory.mktemp("counts")))


@pytest.fixture(scope="module")
def chinese(app: Flask) -> Whole:
    """One walk for all seats: what some of them opened, others need not open again."""
    made = walk(app, "zh", Whole)
    made.reads, made.each, made.most = Tree, 1, 2
    days = [clock.day_of(stage.TODAY - timedelta(days=past)).isoformat() for past in PAST]
    made.also += tuple(address.format(day) for day in days for address in (*OPEN, *DATED))
    return made


@pytest.mark.parametrize("username", [*THOROUGH, *(one for one in SEATS if one not in THOROUGH)])
def test_every_count_is_the_length_of_the_list_it_opens(chinese: Whole, username: str) -> None:
    chinese.is_thorough = username in THOROUGH
    wrong, met = dict[str, str](), Counter[str]()
    reader = Reader(chinese, username)
    for address, page in chinese.pages(username):
        assert isinstance(page, Tree)
        wrong |= {f"{alike(address)} {told}": address for told in faults(page)}
        for n, href in page.counts():
            met[alike(address)] += href not in IN_THE_HEAD
            wrong |= {f"{address} {n} {href}": told for told in reader.faults(address, n, href)}
        if met[alike(address)]:
            chinese.told.add(alike(address))
    wrong |= chinese.asked
    chinese.asked = {}
    print(f"{username}: {sum(met.values())} counts on {len(met)} kinds of pages")
    assert not wrong, "\n".join(f"{place} — {told}" for place, told in wrong.items())
    assert met


class Reader:
    """One person who opens the lists behind counts; each page once."""

    def __init__(self, walked: Whole, username: str) -> None:
        self.walked = walked
        self.browser, _ = walked.enter(username)
        self.checked: set[tuple[int, str]] = set()

    def faults(self, address: str, n: int, href: str) -> Iterator[str]:
        """What is wrong with a count, told once."""
        there, _, fragment = urljoin(f"http://x{address}", href).removeprefix("http://x").partition("#")
        one = (n, f"{there}#{fragment}")
        if one in self.checked or (self.walked.counted[one] >= OF_ALL and not self.walked.is_thorough):
            return
        self.checked.add(one)
        self.walked.counted[one] += 1
        if (fault := self.fault(there, fragment, n)) and self.again(address, there, href, fragment):
            yield fault

    def again(self, address: str, there: str, href: str, fragment: str) -> str:
        """Whether it is still wrong when both are opened anew: who opens a project has read its notices."""
        stale = {address.partition("?")[0], there.partition("?")[0]}  # with the pages that follow
        for one in [one for one in self.walked.opened if one.partition("?")[0] in stale]:
            del self.walked.opened[one]
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
        if address not in self.walked.opened:
            answer = self.browser.get(address)
            assert answer.status_code == 200, f"{answer.status_code} at {address}"
            self.walked.opened[address] = Tree()
            self.walked.opened[address].feed(answer.text)
        return self.walked.opened[address]


def test_a_list_of_one_too_few_is_found() -> None:
    page = Tree()
    page.feed('<main><a href="#a" data-count="2">2</a><section><h2 id="a">…</h2><ul data-list="2"><li>1</ul></section>')
    (one,) = page.listed("a")
    assert (total(one), rows(one)) == (2, 1)
    assert list(page.counts()) == [(2, "#a")]


AS_OF = "<footer>截至 2026-11-22 09:00</footer>"


@pytest.mark.parametrize("words", ["12 项在列", "未读 10", "建议：1", "371", "3项逾期"])
def test_what_looks_like_a_count_and_bears_no_mark_is_found(words: str) -> None:
    page = Tree()
    page.feed(f'<main><a href="/board"><b>{words}</b></a></main>{AS_OF}')
    assert list(faults(page))


@pytest.mark.parametrize("words", ["第 3 号", "文本 5", "DB11/T 3901—2026", "2026", "5.3 活性炭", "#504·018b"])
def test_ordinals_years_and_numbers_of_standards_count_nothing(words: str) -> None:
    page = Tree()
    page.feed(f'<main><a href="/board">{words}</a><h2>{words}</h2></main>{AS_OF}')
    assert not list(faults(page))


@pytest.mark.parametrize(
    ("inside", "is_wrong"),
    [
        ('<section><h2>2 项</h2><ul data-list="2"></ul></section>', False),
        ('<section><h2>共 3 项</h2><ul data-list="2"></ul></section>', True),
        ("<p>另有 3 件</p>", True),
        ('<p lang="zh-CN"><blockquote>3 件</blockquote></p>', False),
        ('<p><a href="/a" data-count="3">3 件</a></p>', False),
        ('<p><a href="/a" data-count="3">3</a></p>', True),  # of what?
        ('<table><tr><th scope="row">京<td data-th="项数"><a href="/a" data-count="3">3</a></table>', True),
        ('<section><p class="soft">每项只计一次<table><tr><th scope="row">京<td data-th="项数">'
         '<a href="/a" data-count="3">3</a></table></section>', False),
    ],
)  # fmt: skip
def test_a_number_beside_its_list_is_its_length_and_every_count_says_what_it_counts(
    inside: str, is_wrong: bool
) -> None:
    page = Tree()
    page.feed(f"<main>{inside}</main>{AS_OF}")
    assert bool(list(faults(page))) is is_wrong


def test_counts_without_their_hour_are_found() -> None:
    page = Tree()
    page.feed('<main><a href="/a" data-count="3">3 件</a></main>')
    assert list(faults(page))
