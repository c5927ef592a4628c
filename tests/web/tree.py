"""A page as a tree: the counts that it shows, the lists that it says it holds, and how many rows stand in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.web.crawling import EMPTY, Page

# What looks like a count: a number before its measure word, or after a few words, or alone.
LOOKS = re.compile(
    r"(?<![第\d.—–\-:：#])(?<!第 )\d+ ?(项|件|条|个|份|人|次|处|票|家|起)(?![。，）(])|^[一-鿿]{2,10}[： ]?\d+$|^\d+$"
)
PLAIN = re.compile(r"^(第|文本|附录)|^\d{4}$|^3\d{3}$")  # ordinals, years, serial numbers
ROWS = frozenset({"tr", "li", "article"})
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


def rows(one: Node) -> int:
    """How many rows stand in a list: those marked, else whatever stands directly in it."""
    marked = sum("data-row" in each.attrs for each in one.all())
    return marked or sum(each.tag in ROWS for each in one.inside)


def total(one: Node) -> int:
    """How many the list says it has."""
    return int(one.attrs["data-list"] or "")
