"""Office files of other programs: structure, numbers, changes; nothing is lost silently; hostile ones end."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from workflow.text.clauses import ClauseKind
from workflow.text.word import Imported, LossKind, Unreadable, read_word
from workflow.text.word.package import M, W, opened

SAMPLE = Path("tests/data/office/a_committee_draft.docx").read_bytes()
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/>'
    "</Relationships>"
)

SIGNS = re.compile(r"[表图]|附录|[A-Z0-9.]+|（1）")


def office(body: str, head: str = "") -> bytes:
    """The smallest file that a word processor opens."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", f"{head}<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def p(words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def told(found: Imported) -> str:
    """Everything that an import says, without blanks."""
    said = [f"{c.number}{c.title}{c.body}" for c in found.clauses] + [loss.words for loss in found.losses]
    said += [f"{one.before}{one.after}" for one in found.suggestions]
    return "".join("".join(said).split())


@pytest.fixture(scope="module")
def sample() -> Imported:
    return read_word(SAMPLE)


def test_every_word_of_the_body_is_in_a_clause_a_change_or_a_loss(sample: Imported) -> None:
    package = opened(SAMPLE)
    root = package.xml(package.main)
    assert root is not None
    told_ = told(sample)
    whole = [t.text or "" for t in root.iter() if t.tag in (f"{W}t", f"{W}delText")]
    assert len(whole) > 90
    for words in whole:
        for part in words.replace("\u3000", " ").split():
            is_sign = part in ("（规范性）", "（资料性）") or SIGNS.fullmatch(part)  # told as a kind or as a number
            assert is_sign or part.removeprefix("单位为") in told_, words
    assert sum(1 for _ in root.iter(f"{M}oMath")) == 1


def test_the_structure_is_that_of_the_outline(sample: Imported) -> None:
    assert [c.number for c in sample.clauses] == [
        "", "1", "2", "3", "3.1", "4", "4.1", "4.2", "4.2.1", "4.2.1.1", "4.2.1.1.1", "4.2.1.1.1.1", "4.3", "5",
        "A", "A.1", "A.2", "B", "",
    ]  # fmt: skip
    kinds = {c.title: c.kind for c in sample.clauses}
    assert kinds["现场检查"] is ClauseKind.NORMATIVE_ANNEX
    assert kinds["记录表"] is ClauseKind.INFORMATIVE_ANNEX
    assert kinds["参考文献"] is ClauseKind.BIBLIOGRAPHY


def test_tracked_changes_are_suggestions_and_the_text_is_the_one_before(sample: Imported) -> None:
    first, second = sample.suggestions
    assert (first.author, first.at[:16], first.before, first.after) == ("李编", "2026-05-06T09:30", "15", "20")
    assert first.line[first.offset :].startswith("15%")
    assert (second.author, second.before, second.after) == ("王审", "可", "宜")
    assert "15%" in next(c.body for c in sample.clauses if c.id == first.clause)


def test_losses_are_told_by_their_place(sample: Imported) -> None:
    comment = next(loss for loss in sample.losses if loss.kind is LossKind.COMMENT)
    assert (comment.place, comment.words) == ("5 运行", "赵读：价格也公示吗？")
    assert {loss.kind for loss in sample.losses} == {
        LossKind.COMMENT, LossKind.COVER, LossKind.CONTENTS, LossKind.HEADER,
    }  # fmt: skip


def test_typed_numbers_make_the_structure_where_there_is_no_outline() -> None:
    lines = ["前言", "本文件代替甲。", "1 范围", "本文件规定了乙。", "2 要求", "2.1 数量", "不少于 2.5 m。"]
    lines += ["2.2 应当平整。", "a) 一；", "注：二。"]
    found = read_word(office("".join(map(p, lines))))
    assert [(c.number, c.title) for c in found.clauses] == [
        ("", "前言"), ("1", "范围"), ("2", "要求"), ("2.1", "数量"), ("2.2", ""),
    ]  # fmt: skip
    assert found.clauses[-1].body == "应当平整。\na) 一；\n注：二。"


def test_text_boxes_nested_tables_and_unknown_fields_are_told() -> None:
    inside = f"<w:txbxContent>{p('框里的话')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    inner = f"<w:tbl><w:tr><w:tc>{p('表中表')}</w:tc></w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc>{p('甲')}{inner}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    field = '<w:p><w:fldSimple w:instr="DOCVARIABLE x"><w:r><w:t>变量</w:t></w:r></w:fldSimple></w:p>'
    found = read_word(office(p("1 范围") + box + table + field))
    kinds = {loss.kind: loss.words for loss in found.losses}
    assert kinds[LossKind.TEXT_BOX] == "框里的话"
    assert kinds[LossKind.NESTED_TABLE] == "表中表"
    assert kinds[LossKind.FIELD] == "DOCVARIABLE x"
    assert "变量" in found.clauses[0].body


def test_a_paragraph_parted_by_a_change_is_one_paragraph_before_it() -> None:
    mark = '<w:rPr><w:ins w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"/></w:rPr>'
    found = read_word(office(p("1 范围") + p("前半句，", mark) + p("后半句。")))
    assert found.clauses[0].body == "前半句，后半句。"
    assert [loss.kind for loss in found.losses] == [LossKind.JOINED]


def test_characters_that_no_text_may_hold_are_left_out_and_told() -> None:
    found = read_word(office(p("1 范围") + p("甲\u202e乙")))
    assert found.clauses[0].body == "甲乙"
    assert [(loss.kind, loss.words) for loss in found.losses] == [(LossKind.CHARACTER, "U+202E")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "wrong.file_broken"),
        (b"PK\x03\x04", "wrong.file_broken"),
        (office(p("甲"))[:-60], "wrong.file_broken"),
        (office("<w:p>"), "wrong.file_broken"),
        (office(p("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "wrong.file_active"),
        (office("<w:sdt><w:sdtContent>" * 500 + p("甲") + "</w:sdtContent></w:sdt>" * 500), "wrong.file_bomb"),
        (office(p("\u202e" * 5_000)), "wrong.characters"),
    ],
)
def test_hostile_files_end_with_a_key(data: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_word(data)
    assert refused.value.key == key


def test_five_thousand_clauses_are_refused_and_a_bomb_is_not_inflated() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    with pytest.raises(Unreadable) as refused:
        read_word(office("".join(p(f"要求 {n}", heading) for n in range(5_000))))
    assert refused.value.key == "wrong.too_many_clauses"
    out = BytesIO()
    with ZipFile(out, "w", 8) as archive:
        archive.writestr("_rels/.rels", RELS)
        archive.writestr("word/document.xml", b" " * (70 * 1024 * 1024))
    with pytest.raises(Unreadable) as refused:
        read_word(out.getvalue())
    assert refused.value.key == "wrong.file_bomb"
