"""The styles of GB/T 1.1—2020, annex F, under the names of its templates, so that others know them."""

from dataclasses import dataclass
from typing import Final

from workflow.exports.office.xml import HEAD, NAMESPACES
from workflow.text.word.runs import OWN_MARK

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
COUNT: Final = "一二三四五"
CHAPTERS, ANNEXES = 1, 2  # lists of numbering.xml


@dataclass(frozen=True)
class _Style:
    id: str
    name: str
    based: str = "Normal"
    paragraph: str = ""
    run: str = ""
    list: tuple[int, int] | None = None
    outline: int | None = None


def _hei(half_points: int = 21) -> str:
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{HEI}" w:cs="{LATIN}"/>'
    return f'{fonts}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spaced(before: int, after: int) -> str:
    return f'<w:spacing w:beforeLines="{before}" w:before="{before * 3}" w:afterLines="{after}" w:after="{after * 3}"/>'


CENTER, RIGHT, KEEP = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>', "<w:keepNext/>"
_PAGE: Final = "<w:pageBreakBefore/>"
_INDENT: Final = '<w:ind w:firstLineChars="200" w:firstLine="420"/>'
_LINE: Final = 'w:val="single" w:sz="8" w:space="4" w:color="000000"'
_RULE: Final = f"<w:pBdr><w:bottom {_LINE}/></w:pBdr>"
_NONE: Final = '<w:ind w:firstLine="0"/>'


def _headings() -> list[_Style]:
    """Titles and untitled clauses of each depth, in the text and in annexes."""
    found = [_Style("Chapter", "标准文件_章标题", "Normal", KEEP + _spaced(100, 100), _hei(), (CHAPTERS, 0), 0)]
    for depth, sign in enumerate(COUNT, 2):
        level = depth - 1
        found.append(
            _Style(
                f"Title{depth}",
                f"标准文件_{sign}级条标题",
                "Normal",
                KEEP + _spaced(50, 50),
                _hei(),
                (CHAPTERS, level),
                level,
            )
        )
        found.append(_Style(f"Untitled{depth}", f"标准文件_{sign}级无", "Normal", "", "", (CHAPTERS, level)))
    look = KEEP + _PAGE + _spaced(0, 100) + CENTER
    found.append(_Style("Annex", "标准文件_附录标识", "Normal", look, _hei(), (ANNEXES, 0), 0))
    for depth, sign in enumerate(("章", "一级条", "二级条", "三级条", "四级条"), 2):
        level = depth - 1
        name = f"标准文件_附录{sign}标题"
        found.append(
            _Style(f"AnnexTitle{depth}", name, "Normal", KEEP + _spaced(50, 50), _hei(), (ANNEXES, level), level)
        )
        bare = f"标准文件_附录{sign.removesuffix('条')}无"
        found.append(_Style(f"AnnexUntitled{depth}", bare, "Normal", "", "", (ANNEXES, level)))
    return found


_STYLES: Final = (
    _Style("Element", "标准文件_前言、引言标题", "Normal", KEEP + _PAGE + _spaced(0, 200) + CENTER, _hei(32), None, 0),
    _Style("ContentsTitle", "标准文件_目次", "Normal", _spaced(0, 200) + CENTER, _hei(32)),
    _Style("TOC1", "toc 1", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>'),
    _Style("TOC2", "toc 2", "TOC1", '<w:ind w:left="210"/>'),
    *_headings(),
    _Style("Body", "标准文件_段", "Normal", _INDENT),
    _Style("IndexLetter", "标准文件_索引字母", "Normal", KEEP + _spaced(100, 50) + CENTER, _hei()),
    _Style(
        "IndexEntry", "标准文件_索引项", "Normal",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs>',
    ),
    _Style("Entry", "标准文件_参考文献条目", "Normal", '<w:ind w:left="420" w:hanging="420"/>'),
    _Style("Item", "标准文件_列项"),
    _Style("ItemMore", "标准文件_列项续"),
    _Style("Note", "标准文件_注", "Normal", _INDENT, _size(18)),
    _Style("NoteMore", "标准文件_注续", "Note"),
    _Style("Example", "标准文件_示例", "Normal", _INDENT, _size(18)),
    _Style("ExampleMore", "标准文件_示例续", "Example"),
    _Style("TableTitle", "标准文件_正文表标题", "Normal", KEEP + _spaced(50, 50) + CENTER, _hei()),
    _Style("TableUnit", "标准文件_表单位", "Normal", KEEP + RIGHT, _size(18)),
    _Style("TableText", "标准文件_表格文字", "Normal", CENTER, _size(18)),
    _Style("TableLong", "标准文件_表格长文字", "Normal", "", _size(18)),
    _Style("TableNote", "标准文件_表注", "Normal", _INDENT, _size(18)),
    _Style("TableFootnote", "标准文件_表脚注", "TableNote"),
    _Style("Figure", "标准文件_图", "Normal", KEEP + CENTER),
    _Style("FigureTitle", "标准文件_正文图标题", "Normal", _spaced(50, 50) + CENTER, _hei()),
    _Style("PartTitle", "标准文件_分图题", "Normal", KEEP + CENTER, _size(18)),
    _Style("FigureFootnote", "标准文件_图脚注", "TableNote"),
    _Style(
        "Formula", "标准文件_正文公式", "Normal",
        '<w:tabs><w:tab w:val="center" w:pos="4677"/><w:tab w:val="right" w:leader="middleDot" w:pos="9354"/></w:tabs>',
    ),
    _Style("Where", "标准文件_式中", "Normal", _INDENT),
    _Style("Symbol", "标准文件_式中符号", "Normal", _INDENT),
    _Style(
        "Deviation", "标准文件_区域差异", "Normal",
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="7A5A1E"/></w:pBdr>', _hei(),
    ),
    _Style("DeviationFact", "标准文件_区域差异说明", "Deviation", "", _size(18)),
    _Style("FootnoteText", "footnote text", "Normal", '<w:ind w:left="315" w:hanging="315"/>', _size(18)),
    _Style("Header", "header", "Normal", RIGHT, _hei()),
    _Style("HeaderEven", "标准文件_偶数页眉", "Header", '<w:jc w:val="left"/>'),
    _Style("Footer", "footer", "Normal", RIGHT, _size(18)),
    _Style("FooterEven", "标准文件_偶数页脚", "Footer", '<w:jc w:val="left"/>'),
    _Style("ExplanationTitle", "编制说明_标题", "Normal", _spaced(100, 50) + CENTER, _hei(36)),
    _Style("ExplanationKind", "编制说明_稿别", "Normal", _spaced(0, 200) + CENTER, _hei(30)),
    _Style("ExplanationHeading", "编制说明_节标题", "Normal", KEEP + _spaced(100, 50), _hei(24), None, 0),
    _Style("ExplanationEnd", "编制说明_落款", "Normal", _spaced(200, 50) + RIGHT),
    _Style("CoverClass", "封面标准号类", "Normal", "", _hei()),
    _Style("CoverMark", "封面标志", "Normal", RIGHT, _hei(88) + "<w:b/>"),
    _Style(
        "CoverBanner", "封面名称", "Normal",
        '<w:spacing w:before="360" w:after="240"/><w:jc w:val="center"/>', _hei(52) + '<w:spacing w:val="120"/>',
    ),
    _Style("CoverNumber", "封面编号", "Normal", RIGHT, _hei(28)),
    _Style("CoverReplaced", "封面代替", "Normal", RIGHT, _hei()),
    _Style("CoverRule", "封面线", "Normal", _RULE + '<w:spacing w:after="1900"/>', _size(8)),
    _Style("CoverTitle", "封面标题", "Normal", '<w:spacing w:line="600" w:lineRule="atLeast"/>' + CENTER, _hei(52)),
    _Style("CoverEnglish", "封面英文", "Normal", '<w:spacing w:before="300"/>' + CENTER, _hei(28)),
    _Style("CoverStage", "封面稿别", "Normal", '<w:spacing w:before="520" w:after="160"/>' + CENTER, _hei(30)),
    _Style("CoverDraft", "封面稿本说明", "Normal", '<w:spacing w:before="120" w:after="120"/>' + CENTER),
    _Style("CoverIssuer", "封面发布", "Normal", '<w:spacing w:before="160"/>' + CENTER, _hei(36)),
    _Style("CoverIssuers", "封面联合发布", "Normal", '<w:spacing w:before="120"/>' + CENTER, _hei(28)),
    _Style("CoverDays", "封面日期", "Normal", '<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>', _hei(28)),
    # LibreOffice sets no frame in which a paragraph has a border.
    _Style(
        "CoverFootRule", "封面下线", "Normal",
        '<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="9354"/></w:tabs>'
        '<w:spacing w:line="200" w:lineRule="exact"/>', _size(18),
    ),
    _Style(
        "TheEnd", "标准文件_终结线", "Normal",
        f'<w:pBdr><w:top {_LINE}/></w:pBdr><w:spacing w:before="480"/><w:ind w:left="3500" w:right="3500"/>',
    ),
)  # fmt: skip


def styles() -> str:
    """The part styles.xml."""
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{SONG}" w:cs="{LATIN}"/>'
    usual = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:kern w:val="2"/>{_size(21)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:jc w:val="both"/></w:pPr><w:rPr>{fonts}</w:rPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        "<w:tblCellMar>"
        '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{OWN_MARK}"><w:name w:val="标准文件_脚注字母"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f'<w:style w:type="table" w:styleId="TongbiaoTable"><w:name w:val="标准文件_表"/>'
        '<w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr>{_borders()}</w:tblPr></w:style>"
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{usual}{''.join(map(_written, _STYLES))}</w:styles>"


def _borders() -> str:
    outer, inner = 'w:val="single" w:sz="8" w:color="000000"', 'w:val="single" w:sz="4" w:color="000000"'
    sides = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    return f"<w:tblBorders>{sides}<w:insideH {inner}/><w:insideV {inner}/></w:tblBorders>"


def _written(style: _Style) -> str:
    """Properties stand in the order that the schema wants: lists before borders, tabs, spacing, indents, alignment."""
    numbered = (
        f'<w:numPr><w:ilvl w:val="{style.list[1]}"/><w:numId w:val="{style.list[0]}"/></w:numPr>' if style.list else ""
    )
    keep = "".join(tag for tag in (KEEP, _PAGE) if tag in style.paragraph)
    rest = style.paragraph.replace(KEEP, "").replace(_PAGE, "")
    own = ' w:customStyle="1"' if style.name.startswith(("标准文件", "封面", "编制说明")) else ""
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/><w:qFormat/><w:pPr>{keep}{numbered}{rest}{outline}</w:pPr>'
        f"<w:rPr>{style.run}</w:rPr></w:style>"
    )
