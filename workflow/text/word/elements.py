"""Elements of a paragraph that only hold others, and those that say nothing to a text."""

from typing import Final

THROUGH: Final = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "fldSimple", "rubyBase", "txbxContent"}
)
SILENT: Final = frozenset(
    {
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak", "bookmarkEnd", "commentRangeStart",
        "commentRangeEnd", "permStart", "permEnd", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "softHyphen", "smartTagPr", "customXmlPr", "rubyPr",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "tblPr", "pgNum",
    }
)  # fmt: skip
