"""What LibreOffice makes of our office files: opened without repair, the same words, insertions and deletions."""

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.data.office.recipe import converted
from workflow.exports.office import Since, standard_docx
from workflow.exports.printed.cover import Cover
from workflow.text.clauses import Clause, Text
from workflow.text.notation import read
from workflow.text.numbering import renumbered
from workflow.text.word import Imported, read_word

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
SAMPLE = Path("tests/data/office/a_committee_draft.docx")
AT = datetime(2026, 5, 1, tzinfo=UTC)
COVER = Cover(
    ("110000",), "DB11", "北京市地方标准", ("DB11/T 1—2026",), (), "公共停车场充电设施配置规范", "Code", "43", "T",
    ("北京市市场监督管理局",), AT,
)  # fmt: skip
REGIONS = {"110000": "北京市", "120000": "天津市"}
DEVIATION = "【差异 v1 120000】比例\n类型：更严\n理由：车位紧张\n自：2027-01-01\n文字：\n不应少于 30%。\n【差异完】"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def sample() -> Imported:
    return read_word(SAMPLE.read_bytes())


@pytest.fixture
def images(sample: Imported, tmp_path: Path) -> dict[str, Path]:
    for digest, data in sample.images.items():
        (tmp_path / digest).write_bytes(data)
    return {digest: tmp_path / digest for digest in sample.images}


def texts(sample: Imported) -> tuple[Text, Text]:
    """The committee's draft, and what became of it: other words, a clause less, a clause more, a region's own words."""
    old = sample.clauses
    new = [
        replace(c, body=c.body.replace("15%", "20%").replace("| 30 |", "| 40 |")) for c in old if c.title != "检查频次"
    ]
    new = [replace(c, body=f"{c.body}\n{DEVIATION}") if c.title == "数量" else c for c in new]
    new.append(Clause("c77", new[5].kind, "", "维护", "应每月维护。", 1, None))
    return Text({}, old), Text({}, renumbered(new))


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def words(clause: Clause) -> str:
    return "".join(f"{clause.title}{clause.body}".split())


def changes(data: Path) -> dict[str, str]:
    """All that is added and all that is struck, letter by letter."""
    with ZipFile(data) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    found: dict[str, Any] = {}
    for tag, inner in (("ins", "t"), ("del", "delText")):
        said = "".join(t.text or "" for one in root.iter(W + tag) for t in one.iter(W + inner))
        found[tag] = re.sub(r"\s", "", said)
    return found


def test_our_file_becomes_a_pdf_that_holds_every_clause(
    sample: Imported, images: dict[str, Path], tmp_path: Path
) -> None:
    _, text = texts(sample)
    source = written(tmp_path / "ours.docx", standard_docx(text, COVER, REGIONS, images))
    pdf = pypdfium2.PdfDocument(converted(source, "pdf", tmp_path))
    shown = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pdf)
    for clause in text.clauses:
        assert "".join(clause.title.split()) in shown
        if clause.number:
            assert (
                f"{clause.number}{''.join(clause.title.split())}" in shown
                or clause.kind.is_annex
                or "." in clause.number
            )
    assert "区域差异说明" in shown


def test_our_file_comes_back_from_another_program_with_every_clause(
    sample: Imported, images: dict[str, Path], tmp_path: Path
) -> None:
    text, _ = texts(sample)
    source = written(tmp_path / "ours.docx", standard_docx(text, COVER, REGIONS, images))
    back = tmp_path / "back"
    back.mkdir()
    found = read_word(converted(source, "docx", back).read_bytes())
    assert [(c.kind, c.number, c.title) for c in found.clauses] == [(c.kind, c.number, c.title) for c in text.clauses]
    for one, other in zip(found.clauses, text.clauses, strict=True):
        assert [type(b) for b in read(one.body)] == [type(b) for b in read(other.body)]


def test_tracked_changes_are_the_same_in_another_program(
    sample: Imported, images: dict[str, Path], tmp_path: Path
) -> None:
    old, new = texts(sample)
    data = standard_docx(new, COVER, REGIONS, images, Since(old, "起草组", AT))
    source = written(tmp_path / "ours.docx", data)
    back = tmp_path / "back"
    back.mkdir()
    there, here = changes(converted(source, "docx", back)), changes(source)
    assert here["ins"]
    assert here["del"]
    for tag in ("ins", "del"):
        assert sorted(there[tag]) == sorted(here[tag])


def test_the_committed_sample_is_what_the_recipe_makes(tmp_path: Path) -> None:
    made = read_word(converted(Path("tests/data/office/a_committee_draft.fodt"), "docx", tmp_path).read_bytes())
    assert made.clauses == read_word(SAMPLE.read_bytes()).clauses
