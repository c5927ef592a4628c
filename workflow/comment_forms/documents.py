"""The comment form as a document: two tables, written plainly, and read back out of whatever a word processor made."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from workflow.comment_forms.shape import COLUMNS, SPARE, BadForm, Blank, Row, choices, headings, labels
from workflow.commenting.baskets import DETAILS
from workflow.exports.office.packing import packed
from workflow.exports.office.xml import HEAD, NAMESPACES, words
from workflow.text.archives import BROKEN
from workflow.text.word.found import Unreadable
from workflow.text.word.package import W, local, opened
from workflow.words import say

WIDTHS: Final = {"clause": 2400, "quote": 2000, "comment_type": 1300, "opinion": 3900, "proposal": 2600, "reason": 2600}
WIDE: Final = sum(WIDTHS.values())
LABEL: Final = 2400
ROWS: Final = 3_000
SILENT: Final = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tcPr", "txbxContent", "pict"})
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="500" w:footer="500" w:gutter="0"/>'
    "</w:sectPr>"
)


def written(blank: Blank) -> bytes:
    """The form to be filled in; the same consultation gives the same bytes."""
    kinds = {name: " / ".join(choices(name, blank.places)) for name in ("party", "home")}
    who = [(label, "", kinds.get(name, "")) for name, label in zip(DETAILS, headings(DETAILS), strict=True)]
    types = say("意见类型填：{words}。", words=" / ".join(choices("comment_type")))
    how = say("在条款那一行写意见；同一条有几条意见，就另起一行再写一遍条款。没有意见的行留空。")
    named = [(label, *[""] * (len(COLUMNS) - 1)) for label in labels(blank.text.clauses).values()]
    named += [("",) * len(COLUMNS)] * SPARE
    body = _line(say("征求意见表"), bold=True) + _line(blank.title) + _line(how) + _line(types)
    body += _table([(say("表号"), blank.mark, ""), *who], [LABEL, 5200, WIDE - LABEL - 5200], heads=0) + _line("")
    body += _table([tuple(headings(COLUMNS)), *named], list(WIDTHS.values()), heads=1)
    document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{_PAGE}</w:body></w:document>"
    return packed({name: part.encode() for name, part in (*_around(), ("word/document.xml", document))})


def _around() -> list[tuple[str, str]]:
    """The parts that make a package of a document."""
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    types += f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/>'
    link = f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/>'
    return [
        ("[Content_Types].xml", f'{HEAD}<Types xmlns="{_PACKAGE}content-types">{types}</Types>'),
        ("_rels/.rels", f'{HEAD}<Relationships xmlns="{_PACKAGE}relationships">{link}</Relationships>'),
    ]


def _line(said: str, *, bold: bool = False) -> str:
    look = f'<w:rPr><w:rFonts w:eastAsia="SimSun"/>{"<w:b/>" if bold else ""}<w:sz w:val="21"/></w:rPr>'
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{words(said)}</w:t></w:r></w:p>'


def _table(rows_: list[tuple[str, ...]], widths: list[int], *, heads: int) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="666666"/>' for side in sides)
    look = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(_row(row, widths, is_head=n < heads) for n, row in enumerate(rows_))
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _row(cells: tuple[str, ...], widths: list[int], *, is_head: bool) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_line(said, bold=is_head)}</w:tc>'
        for said, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{inside}</w:tr>"


def rows(data: bytes) -> list[Row]:
    """The rows of all tables, counted on as a reader counts them."""
    try:
        package = opened(data)
        root = package.xml(package.main)
    except Unreadable as fault:
        raise BadForm("form.active" if fault.key == "wrong.file_active" else "form.broken") from fault
    except (*BROKEN, RecursionError) as fault:
        raise BadForm("form.broken") from fault
    if root is None:
        raise BadForm("form.broken")
    lines = list(root.iter(f"{W}tr"))
    if len(lines) > ROWS:
        raise BadForm("form.rows", most=ROWS)
    return [(number, [_cell(cell) for cell in row.iter(f"{W}tc")]) for number, row in enumerate(lines, 1)]


def _cell(cell: Element) -> str:
    """The words of a cell: a paragraph or a forced break is a line; what was struck is not said."""
    return "\n".join("".join(_said(line)) for line in cell.iter(f"{W}p")).strip()


def _said(element: Element) -> Iterator[str]:
    for child in element:
        match local(child):
            case "t":
                yield child.text or ""
            case "br" | "cr":
                yield "\n"
            case "tab":
                yield " "
            case "noBreakHyphen":
                yield "-"
            case name if name not in SILENT:
                yield from _said(child)
