"""The usual template of a form as an office file: the same words and columns as on paper, with a placeholder wherever
a value will stand. An administrator takes it, changes it in a word processor, and hands it in again.
"""

from typing import Any, Final

from workflow.exports.office.packing import packed, part
from workflow.exports.office.xml import HEAD, NAMESPACES, Ink
from workflow.exports.paperwork.drawn_tables import Width, facts, line, opinions, rows
from workflow.exports.paperwork.shapes import Form

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"
_SIZES: Final = {False: 'w:w="11906" w:h="16838"', True: 'w:w="16838" w:h="11906" w:orient="landscape"'}
_SONG, _HEI = "宋体", "黑体"
_INDENT: Final = '<w:spacing w:line="400" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="420"/>'
# Name, look of the paragraph, half points, font.
_STYLES: Final = (
    ("Normal", "", 21, _SONG),
    ("FormTitle", '<w:spacing w:before="120" w:after="280"/><w:jc w:val="center"/>', 34, _HEI),
    ("FormBody", _INDENT, 21, _SONG),
    ("FormLine", '<w:spacing w:before="120" w:after="120"/>', 21, _SONG),
    ("FormCentre", '<w:spacing w:before="80" w:after="120"/><w:jc w:val="center"/>', 21, _SONG),
    ("FormRight", '<w:spacing w:before="80" w:after="80"/><w:jc w:val="right"/>', 21, _SONG),
    ("FormLabel", '<w:jc w:val="center"/>', 19, _HEI),
    ("FormCell", "", 19, _SONG),
    ("FormCaption", '<w:keepNext/><w:spacing w:before="200" w:after="100"/>', 21, _HEI),
)
_LINES: Final = {"body": "FormBody", "to": "FormLine", "centre": "FormCentre", "note": "FormLine"}


def template(form: Form) -> bytes:
    """The file with its placeholders; the same form gives the same bytes."""
    width = Width(14570 if form.landscape else 9410)
    inside = line("FormTitle", form.title) + "".join(_block(block, width) for block in form.blocks)
    side = 1134 if form.landscape else 1248
    margins = f'w:top="1134" w:right="{side}" w:bottom="1134" w:left="{side}" w:header="567" w:footer="567"'
    page = f'<w:pgSz {_SIZES[form.landscape]}/><w:pgMar {margins} w:gutter="0"/>'
    page = f'<w:sectPr><w:footerReference w:type="default" r:id="footer1"/>{page}</w:sectPr>'
    return packed(
        {
            name: xml.encode()
            for name, xml in {
                "[Content_Types].xml": _types(),
                "_rels/.rels": _links(("document", "officeDocument", "word/document.xml")),
                "word/document.xml": part("document", f"<w:body>{inside}{page}</w:body>"),
                "word/_rels/document.xml.rels": _links(
                    ("styles", "styles", "styles.xml"), ("footer1", "footer", "footer1.xml")
                ),
                "word/styles.xml": _styles(),
                "word/footer1.xml": part("ftr", _foot()),
            }.items()
        }
    )


def _block(block: dict[str, Any], width: Width) -> str:
    match block["kind"]:
        case "facts":
            return facts(block, width)
        case "opinions":
            return opinions(block, width)
        case "rows":
            caption = line("FormCaption", block["caption"]) if block.get("caption") else ""
            return caption + rows(block, width)
        case "seals":
            return line("FormLine", "") + "".join(
                line("FormRight", said) for place in block["places"] for said in place
            )
    return "".join(line(_LINES[block["style"]], said) for said in block["words"])


def _foot() -> str:
    ink = Ink()
    page, last = ink.field("PAGE", ink.run("1")), ink.field("NUMPAGES", ink.run("1"))
    counted = ink.run("第 ") + page + ink.run(" 页　共 ") + last + ink.run(" 页")
    return f'<w:p><w:pPr><w:pStyle w:val="FormRight"/></w:pPr>{counted}</w:p>'


def _styles() -> str:
    found = ""
    for name, look, size, font in _STYLES:
        fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
        based = '<w:basedOn w:val="Normal"/>' if name != "Normal" else ""
        default = ' w:default="1"' if name == "Normal" else ""
        found += (
            f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{name}"/>{based}'
            f'<w:pPr>{look}</w:pPr><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
        )
    return f"{HEAD}<w:styles {NAMESPACES}>{found}</w:styles>"


def _types() -> str:
    kinds = {"document": "document.main+xml", "styles": "styles+xml", "footer1": "footer+xml"}
    own = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_MAIN}{k}"/>' for n, k in kinds.items())
    plain = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain += '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{HEAD}<Types xmlns="{_PACKAGE}content-types">{plain}{own}</Types>'


def _links(*links: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}relationships">{inside}</Relationships>'
