"""A standard as an office file (DOCX): real styles, automatic numbers, tracked changes since an older version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from workflow.exports.office.body import Book, version
from workflow.exports.office.collected import collected
from workflow.exports.office.front import contents, cover
from workflow.exports.office.packing import members, packed, part
from workflow.exports.office.styles import styles
from workflow.exports.office.words import Parts
from workflow.exports.office.xml import Hand, Ink, paragraph
from workflow.exports.printed.cover import Cover
from workflow.text.clauses import Text

__all__ = ["Since", "last_section", "standard_docx"]
_PAPER: Final = '<w:pgSz w:w="11906" w:h="16838"/>'
_MARGINS: Final = (
    '<w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1418" w:header="850" w:footer="850" w:gutter="0"/>'
)


@dataclass(frozen=True)
class Since:
    """The older version, and in whose name the changes are shown."""

    text: Text
    author: str
    at: datetime


def standard_docx(
    text: Text,
    of: Cover,
    regions: Mapping[str, str],
    images: Mapping[str, Path] | None = None,
    since: Since | None = None,
    pages: Mapping[str, str] | None = None,
) -> bytes:
    """One text under one cover; the same text gives the same bytes. Cover, contents and the annex of deviations are
    made, not taken from the text.
    """
    parts = Parts(images or {})
    hand = Hand(since.author, since.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")) if since else Hand("", "")
    book = Book(version(text), version(since.text) if since else None, parts, regions, Ink("", hand))
    front, middle, behind = book.parts_of_text()
    inside = cover(of) + _section(None) + contents(text.clauses, pages or {}) + front + _section("upperRoman")
    inside += middle + collected(text, book, regions) + behind + paragraph("TheEnd", "") + last_section()
    running = "  ".join(of.numbers)
    document = part("document", f"<w:body>{inside}</w:body>")
    return packed(members(document, styles(), parts, running, of.title_zh, of.made_at))


def _section(pages: str | None) -> str:
    """The end of the cover, which bears no page number, or of what stands before the text, in Roman ones."""
    return f"<w:p><w:pPr>{_properties(pages)}</w:pPr></w:p>"


def last_section() -> str:
    """The end of the text, with Arabic page numbers."""
    return _properties("decimal")


def _properties(pages: str | None) -> str:
    ends = "".join(
        f'<w:{end}Reference w:type="{side}" r:id="{end}{n}"/>'
        for end in ("header", "footer")
        for n, side in ((1, "default"), (2, "even"))
    )
    numbered = f'<w:pgNumType w:fmt="{pages}" w:start="1"/>' if pages else ""
    bare = "" if pages else "<w:titlePg/>"
    return f'<w:sectPr>{ends}<w:type w:val="nextPage"/>{_PAPER}{_MARGINS}{numbered}{bare}</w:sectPr>'
