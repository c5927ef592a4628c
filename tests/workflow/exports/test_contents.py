"""The contents of an office file show the pages of the print until a word processor counts its own."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pypdfium2  # type: ignore[import-untyped]

from workflow.demo.drafts import text_of
from workflow.exports.office import standard_docx
from workflow.exports.printed import Cover, page_numbers, standard_pdf
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.lineage import id_factory
from workflow.text.numbering import renumbered
from workflow.text.reading import read

COVER = Cover(
    ("110000",), "DB11", "北京市地方标准", ("DB11/T 1—2026",), (), "规范", "Code", "43", "T", ("某局",),
    datetime(2026, 5, 1, tzinfo=UTC),
)  # fmt: skip
DEVIATION = "【差异 v1 110000】比例\n类型：更严\n理由：车位紧张\n自：2027-01-01\n文字：\n不应少于 30%。\n【差异完】"


def text() -> Text:
    """With a deviation, so that an annex stands there which is no clause."""
    clauses = read(text_of("charging"), id_factory()).clauses
    index = Clause("c900", ClauseKind.INDEX, "", "索引", "", 1, None)
    chapter = next(n for n, one in enumerate(clauses) if one.title == "数量")
    own = Clause(**{**vars(clauses[chapter]), "body": f"{clauses[chapter].body}\n{DEVIATION}"})
    return Text({}, renumbered((*clauses[:chapter], own, *clauses[chapter + 1 :], index)))


def test_each_element_is_told_with_the_page_on_which_it_begins() -> None:
    made = text()
    pages = page_numbers(made, COVER, {"110000": "北京市"})
    pdf = pypdfium2.PdfDocument(standard_pdf(made, COVER, {"110000": "北京市"}).pdf)
    shown = [page.get_textpage().get_text_bounded() for page in pdf]
    begins = next(n for n, words in enumerate(shown) if n > 2 and "1 范围" in " ".join(words.split()))
    for clause in made.clauses:
        if clause.kind is ClauseKind.CHAPTER or clause.kind.is_annex or clause.kind is ClauseKind.INDEX:
            assert clause.title.replace(" ", "") in "".join(shown[begins + int(pages[clause.id]) - 1].split())
    assert {pages[c.id] for c in made.clauses if c.kind is ClauseKind.FOREWORD} == {"II"}


def test_the_office_file_shows_them() -> None:
    made = text()
    pages = page_numbers(made, COVER, {})
    with ZipFile(BytesIO(standard_docx(made, COVER, {}, pages=pages))) as archive:
        words = archive.read("word/document.xml").decode()
    for id_ in ("c900", next(c.id for c in made.clauses if c.kind.is_annex)):
        assert re.search(rf"PAGEREF tb_{id_} .{{0,160}}<w:t[^>]*>{pages[id_]}</w:t>", words)
