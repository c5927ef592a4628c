"""What Word and WPS put around words, beside what LibreOffice writes: nothing of it makes a word vanish silently."""

from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from workflow.text.clauses import ClauseKind
from workflow.text.word import Imported, LossKind, read_word
from workflow.text.word.package import W

QUIRKS: Final = Path("tests/data/office/quirks.xml").read_bytes()
SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# WPS names its styles by figures.
NAMES: Final = {
    "2": "heading 1",
    "3": "heading 2",
    "8": "Body Text",
    "9": "List Paragraph",
    "10": "caption",
    "TOC1": "toc 1",
}


def level(at: int, form: str, said: str) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{said}"/></w:lvl>'


def numbering() -> str:
    lists = [level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"), level(0, "bullet", "\uf06c")]
    lists.append(level(0, "chineseCounting", "%1、"))
    made = "".join(f'<w:abstractNum w:abstractNumId="{n}">{one}</w:abstractNum>' for n, one in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    return f"<w:numbering {SPACE}>{made}{nums}</w:numbering>"


def styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{outlined(name)}</w:style>'
        for id_, name in NAMES.items()
    )
    return f"<w:styles {SPACE}>{made}</w:styles>"


def outlined(name: str) -> str:
    return f'<w:pPr><w:outlineLvl w:val="{int(name[-1]) - 1}"/></w:pPr>' if name.startswith("heading") else ""


def relations(**targets: str) -> str:
    inside = "".join(f'<Relationship Id="{n}" Type="{KIND}/{n}" Target="{path}"/>' for n, path in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


@pytest.fixture(scope="module")
def found() -> Imported:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="word/document.xml"))
        archive.writestr("word/_rels/document.xml.rels", relations(styles="styles.xml", numbering="numbering.xml"))
        archive.writestr("word/document.xml", QUIRKS)
        archive.writestr("word/styles.xml", styles())
        archive.writestr("word/numbering.xml", numbering())
    return read_word(out.getvalue())


def test_every_word_stands_in_the_text_in_a_change_or_in_a_loss(found: Imported) -> None:
    told = "".join([f"{c.number}{c.title}{c.body}" for c in found.clauses] + [loss.words for loss in found.losses])
    told += "".join(f"{one.before}{one.after}" for one in found.suggestions)
    told = "".join(told.split())
    words = [e.text or "" for e in ElementTree.fromstring(QUIRKS).iter() if e.tag in (f"{W}t", f"{W}delText")]
    assert len(words) > 35
    for said in words:
        assert "".join(said.split()) in told or said.strip() == "表", said


def test_the_structure_is_read_off_styles_and_lists(found: Imported) -> None:
    assert [(c.number, c.title) for c in found.clauses] == [("1", "范围"), ("2", "要求"), ("2.1", "数量")]
    scope, _, count = found.clauses
    assert scope.body == "本文件规定了2.5 m 以上车位的要求。\n智能标记里的一段。\n两种写法里的一段。"
    assert scope.kind is ClauseKind.SCOPE
    lines = count.body.splitlines()
    assert lines[0] == f"应符合 {{@{scope.id}}} 的规定，包括："
    assert lines[1:3] == ["· 快充车位；", "· 慢充车位。"]
    assert "! 项目 | 数值 |" in lines
    assert "| 车位 | 30 |" in count.body
    assert "| 间距 | 2.4 |" in count.body
    assert "最后一段，删去的。" in count.body


def test_what_no_text_can_hold_is_told(found: Imported) -> None:
    told = {(loss.kind, loss.words) for loss in found.losses}
    assert {
        (LossKind.TEXT_BOX, "文本框里的话"),
        (LossKind.OBJECT, "Equation.DSMT4"),
        (LossKind.SYMBOL, "Wingdings F0FE"),
        (LossKind.FIELD, "EQ \\o\\ac(○,1)"),
        (LossKind.UNKNOWN, "单击此处输入文字"),
    } <= told
    assert [loss.words for loss in found.losses].count("文本框里的话") == 1
    assert "单击此处" not in "".join(c.body for c in found.clauses)
    assert [(one.author, one.before, one.after) for one in found.suggestions] == [("张三", "，删去的", "，新加的")]
