"""A page as a tree: the counts that it shows, the lists that it says it holds, how many rows stand in them, and what is
wrong with its numbers as far as the page itself tells.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.web.crawling import EMPTY, Page

# What looks like a count: a number before its measure word, or after a few words, or alone.
LOOKS = re.compile(
    r"(?<![第\d.—–\-:：#])(?<!第 )\d+ ?(项|件|条|个|份|人|次|处|票|家|起)(?![。，）(])|^[一-鿿]{2,10}[： ]?\d+$|^\d+$"
)
# What is said of a list beside it, in no link.
STATED = re.compile(
    r"^(?:共|其余|另有|全部|还有)? ?(\d+) ?(?:项|件|条|个|份|人|次|处|票|家|起|篇|步|类|种)(?:$|[，：（])"
)
AS_OF = re.compile(r"截至 ?\d{4}")
DAYS = re.compile(r"天|年")  # columns of durations and years
PLAIN = re.compile(r"^(第|文本|附录)|^\d{4}$|^3\d{3}$")  # ordinals, years, serial numbers
ROWS = frozenset({"tr", "li", "article"})
PARTS = frozenset({"section", "article", "li", "header"})
AROUND = frozenset({"pages", "strip"})  # page numbers, and the strip of serials


@dataclass
class Node:
    """An element with what is in it."""

    tag: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    above: "Node | None" = None
    inside: list["Node"] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """Everything in it, itself first."""
        yield self
        for one in self.inside:
            yield from one.all()

    @property
    def text(self) -> str:
        return " ".join("".join(word for one in self.all() for word in one.said).split())

    @property
    def lists(self) -> list["Node"]:
        """The outermost lists in it."""
        if "data-list" in self.attrs:
            return [self]
        return [found for one in self.inside for found in one.lists]

    @property
    def own(self) -> str:
        """Its words without those of what is in it."""
        return " ".join("".join(self.said).split())

    @property
    def way(self) -> Iterator["Node"]:
        """Itself and all that it stands in, outwards."""
        here: Node | None = self
        while here is not None:
            yield here
            here = here.above

    @property
    def is_quoted(self) -> bool:
        """Whether documents or people said it, or its list is not open to whoever reads it (`data-closed`)."""
        return any(one.tag == "blockquote" or one.attrs.keys() & {"data-official", "data-closed"} for one in self.way)

    @property
    def is_counted(self) -> bool:
        """Whether it stands in a link to the list of which it is the length."""
        return any("data-count" in one.attrs for one in self.way)

    @property
    def is_framed(self) -> bool:
        """Whether it stands among numbers that count nothing."""
        return any(AROUND & set((one.attrs.get("class") or "").split()) for one in self.way)


@dataclass
class Tree(Page):
    """A page that remembers how it is built."""

    top: Node = field(default_factory=lambda: Node("top"))
    at: Node = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.at = self.top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        made = Node(tag, dict(attrs), self.at)
        self.at.inside.append(made)
        if tag not in EMPTY:
            self.at = made

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        here: Node | None = self.at
        while here is not None and here.tag != tag:
            here = here.above
        if here is not None and here.above is not None:
            self.at = here.above

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        self.at.said.append(data)

    def counts(self) -> Iterator[tuple[int, str]]:
        """Each number with the address of the list that it opens."""
        for one in self.top.all():
            if "data-count" in one.attrs:
                yield int(one.attrs["data-count"] or ""), one.attrs.get("href") or ""

    @property
    def main(self) -> Node:
        return next((one for one in self.top.all() if one.tag == "main"), self.top)

    def faults(self) -> Iterator[str]:
        """Numbers that do not open, are not the length of their list, or do not say what they count, and when."""
        yield from (f"{told} bears no mark" for told in self.unmarked())
        yield from (f"{told} is not the length of a list beside it" for told in self.stated())
        yield from (f"{told} is a count that opens nothing" for told in self.cells())
        counts = [one for one in self.main.all() if "data-count" in one.attrs]
        yield from (f"nothing says what {one.attrs.get('href')} counts" for one in counts if not says_what(one))
        if counts and not AS_OF.search(self.top.text):
            yield "nothing says when it was counted"

    def stated(self) -> Iterator[str]:
        """Numbers said in no link that are not the length of the list that stands with them."""
        for one in self.main.all():
            found = STATED.search(one.own)
            if not found or one.is_counted or one.is_quoted or one.tag in ("option", "label"):
                continue
            near = next((each.lists for each in one.way if each.lists), [])
            fold = one.above if one.tag == "summary" else None
            if int(found[1]) not in (*folded(fold), sum(total(each) for each in near)):
                yield f"{one.tag} {re.sub(chr(92) + 'd', 'N', one.text)}"

    def cells(self) -> Iterator[str]:
        """Numbers in tables of counts that open nothing."""
        for table in (one for one in self.main.all() if one.tag == "table"):
            cells = [one for one in table.all() if one.tag == "td"]
            if not any("data-count" in one.attrs for cell in cells for one in cell.all()):
                continue
            for cell in cells:
                is_open = any("data-count" in one.attrs for one in cell.all())
                is_count = re.fullmatch(r"[1-9]\d*", cell.text) and not DAYS.search(cell.attrs.get("data-th") or "")
                if is_count and not is_open:
                    yield f"{cell.attrs.get('data-th')} {re.sub(chr(92) + 'd', 'N', cell.text)}"

    def unmarked(self) -> Iterator[str]:
        """Links that look like counts and bear no mark."""
        for one in self.top.all():
            is_plain = one.tag == "a" and "data-count" not in one.attrs and one.attrs.get("aria-current") != "true"
            if is_plain and not one.is_framed and LOOKS.search(one.text) and not PLAIN.search(one.text):
                yield f"{one.text} → {one.attrs.get('href')}"

    def listed(self, fragment: str) -> list[Node]:
        """The lists of the page, or those that stand about the place that a fragment names."""
        here: Node | None = self.top
        if fragment:
            here = next((one for one in self.top.all() if one.attrs.get("id") == fragment), None)
            while here is not None and not here.lists:
                here = here.above
        return here.lists if here is not None else []

    @property
    def next(self) -> str:
        """The address of the next page of its list."""
        found = (one for one in self.top.all() if one.attrs.get("rel") == "next")
        return next((one.attrs.get("href") or "" for one in found), "")


def folded(one: Node | None) -> Iterator[int]:
    """How many rows of each sort a fold holds."""
    inside = [each for each in one.all() if each.above is not None and each.above.tag != "thead"] if one else []
    yield from Counter(each.tag for each in inside if each.tag in ROWS).values()


def says_what(one: Node) -> bool:
    """Whether a count says what it counts: in words with it, in a sentence of its part, or one that leads the page."""
    beside = one.text.replace(one.attrs["data-count"] or "", "", 1)
    if re.search(r"\w", beside + (one.attrs.get("aria-label") or one.attrs.get("title") or "")):
        return True
    part = next((each for each in one.way if each.tag in PARTS), None)
    if part is not None and part.tag in ("li", "article", "header"):
        return bool(re.search(r"[^\W\d]", part.text))
    whole = [each for each in one.way][-1]
    near = [each for each in part.all() if each.tag in ("p", "caption", "small")] if part is not None else []
    lead = [each for each in whole.all() if "lead" in (each.attrs.get("class") or "").split()]
    return any(re.search(r"[^\W\d]", each.own) for each in (*near, *lead))


def rows(one: Node) -> int:
    """How many rows stand in a list: those marked, else whatever stands directly in it."""
    marked = sum("data-row" in each.attrs for each in one.all())
    return marked or sum(each.tag in ROWS for each in one.inside)


def total(one: Node) -> int:
    """How many the list says it has."""
    return int(one.attrs["data-list"] or "")
