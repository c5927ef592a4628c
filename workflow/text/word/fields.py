"""Fields of a paragraph: a pointer at a bookmark is kept as a pointer, other results as the words they show."""

import re
from dataclasses import dataclass
from typing import Final

from workflow.text.inline import Inline, Ref
from workflow.text.word.document import POINTER, Document, Pointer
from workflow.text.word.found import LossKind
from workflow.text.word.lines import Line, Tagged, merged

_POINTS: Final = re.compile(r"\s*REF\s+(?P<bookmark>\S+)", re.IGNORECASE)
_PLAIN: Final = frozenset(
    {"SEQ", "HYPERLINK", "TOC", "PAGEREF", "PAGE", "NUMPAGES", "SECTIONPAGES", "SYMBOL", "ADVANCE"}
)


@dataclass
class _Field:
    line: Line
    at: int
    told: str = ""
    is_shown: bool = False


class Fields:
    """The fields that are open; what stands before the result of one is its instruction and no words."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[_Field] = []

    @property
    def is_hidden(self) -> bool:
        return any(not one.is_shown for one in self._open)

    @property
    def in_contents(self) -> bool:
        return any(one.told.split()[:1] == ["TOC"] for one in self._open)

    def begin(self, line: Line) -> None:
        self._open.append(_Field(line, len(line.tagged)))

    def instruct(self, words: str) -> None:
        if self._open and not self._open[-1].is_shown:
            self._open[-1].told += words

    def separate(self) -> None:
        if self._open:
            self._open[-1].is_shown = True

    def end(self, line: Line) -> None:
        if not self._open:
            return
        field = self._open.pop()
        points = _POINTS.match(field.told)
        if points and field.line is line and field.at < len(line.tagged):
            self._point(field, points["bookmark"], line)
        elif field.told.split()[:1] and field.told.split()[0].upper() not in _PLAIN:
            self._document.lose(LossKind.FIELD, " ".join(field.told.split()))

    def _point(self, field: _Field, bookmark: str, line: Line) -> None:
        shown: Inline = merged([one.piece for one in line.tagged[field.at :]])
        change = line.tagged[field.at].change
        self._document.pointers.append(Pointer(bookmark, shown))
        line.tagged[field.at :] = [Tagged(Ref(f"{POINTER}{len(self._document.pointers) - 1}"), change)]
