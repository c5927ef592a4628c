"""Elements of a paragraph that only hold others, and those that say nothing to a text."""

from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.word.package import W, local

THROUGH: Final = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "fldSimple", "rubyBase", "txbxContent"}
)
# What may stand around paragraphs, rows and cells alike.
AROUND: Final = frozenset({"customXml", "smartTag", "sdtContent", "ins", "del", "moveTo", "moveFrom"})
SILENT: Final = frozenset(
    {
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak", "bookmarkEnd", "commentRangeStart",
        "commentRangeEnd", "permStart", "permEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "softHyphen", "smartTagPr", "customXmlPr", "rubyPr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "tblPr", "pgNum",
    }
)  # fmt: skip


def is_placeholder(control: Element) -> bool:
    """Whether a content control only shows what should be written there."""
    properties = control.find(W + "sdtPr")
    return properties is not None and properties.find(W + "showingPlcHdr") is not None


def said(element: Element) -> str:
    """All words below an element, for the report."""
    return "".join(one.text or "" for one in element.iter() if local(one) in ("t", "delText")).strip()


def preferred(alternates: Element) -> Element | None:
    """Of the same thing said several times, for newer and for older programs, the first that says anything."""
    return next((one for one in alternates if said(one)), next(iter(alternates), None))
