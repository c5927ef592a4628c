"""The small change of an office file: escaped words, runs, paragraphs, and who added or struck them."""

import re
from dataclasses import dataclass
from itertools import count
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from workflow.text.word.runs import OWN_MARK

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNSPEAKABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def words(said: str) -> str:
    """Escaped for an element."""
    return escape(UNSPEAKABLE.sub("", said))


def attribute(said: str) -> str:
    """Escaped for an attribute, with its quotes."""
    return quoteattr(UNSPEAKABLE.sub("", said))


@dataclass(frozen=True)
class Hand:
    """Who changed the text, and when."""

    author: str
    at: str


class Ink:
    """How runs and paragraphs are written: as they stand, as added, or as struck. Numbers of changes run on."""

    def __init__(self, tag: str = "", hand: Hand = Hand("", ""), ids: "count[int] | None" = None) -> None:
        self.tag, self._hand, self._ids = tag, hand, ids or count(1)

    def of(self, tag: str) -> "Ink":
        """The same hand with another mark."""
        return Ink(tag, self._hand, self._ids)

    @property
    def is_struck(self) -> bool:
        return self.tag == "del"

    def mark(self) -> str:
        """The element that says so of a paragraph or row; empty where nothing changed."""
        return f"<w:{self.tag} {self._attributes()}/>" if self.tag else ""

    def around(self, runs: str) -> str:
        return f"<w:{self.tag} {self._attributes()}>{runs}</w:{self.tag}>" if self.tag and runs else runs

    def _attributes(self) -> str:
        return f'w:id="{next(self._ids)}" w:author={attribute(self._hand.author)} w:date="{self._hand.at}"'

    def run(self, said: str, raised: str = "") -> str:
        """A run of plain words."""
        if not said:
            return ""
        return self._run(said, f'<w:vertAlign w:val="{raised}"/>' if raised else "")

    def note_mark(self, letter: str) -> str:
        """The letter of a footnote of a table or figure, in a style that tells it from a raised letter."""
        return self._run(letter, f'<w:rStyle w:val="{OWN_MARK}"/>')

    def _run(self, said: str, look: str) -> str:
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        tag = "delText" if self.is_struck else "t"
        return f'<w:r>{look}<w:{tag} xml:space="preserve">{words(said)}</w:{tag}></w:r>'

    def field(self, instruction: str, shown: str) -> str:
        """A field with the words it shows until a word processor counts anew."""
        tag = "delInstrText" if self.is_struck else "instrText"
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:{tag} xml:space="preserve"> {words(instruction)} </w:{tag}></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    def paragraph(self, style: str, runs: str, properties: str = "") -> str:
        """A whole paragraph: its own mark is added or struck with it."""
        return paragraph(style, self.around(runs), properties, f"<w:rPr>{self.mark()}</w:rPr>" if self.tag else "")


def paragraph(style: str, runs: str, properties: str = "", mark: str = "") -> str:
    """A paragraph whose runs are written already."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}{mark}</w:pPr>{runs}</w:p>'
