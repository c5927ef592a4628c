"""Templates of forms: placeholders however a word processor cut them, values as words alone, hostile files refused."""

import io
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Road
from tests.workflow.exports.forms_of import filled_of, lived, source
from workflow.exports.paperwork.drawing import template
from workflow.exports.paperwork.replacing import against, read
from workflow.exports.paperwork.shapes import catalogue, form
from workflow.exports.paperwork.source import Source
from workflow.exports.paperwork.templates import form_docx, looked_at
from workflow.storage.screening import BadFile, screen

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MANY = "x</w:t></w:r><w:r><w:t>" * 1100
PLAIN = template(form("approval"))


@pytest.fixture(scope="module")
def life(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    road: Road = lived(sqlite_template, tmp_path_factory.mktemp("templates"))
    with road.world.database.read() as session:
        yield source(session, road)
    road.world.database.dispose()


def with_parts(changed: Mapping[str, str | bytes], base: bytes = PLAIN) -> bytes:
    """A template with other parts."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(base)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()


def saying(*runs: str) -> bytes:
    """A template of one paragraph, cut into these runs."""
    inside = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return with_body(f"<w:p>{inside}</w:p>")


def with_body(body: str) -> bytes:
    return with_parts({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in cells) + "</w:tr>"


def words(data: bytes) -> str:
    """All words of an office file, as another library reads them."""
    document = docx.Document(io.BytesIO(data))
    said = [p.text for p in document.paragraphs]
    said += [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join(said)


@pytest.mark.parametrize("name", catalogue())
def test_the_usual_template_holds_what_its_form_shows_and_is_filled(life: Source, name: str) -> None:
    look = looked_at(template(form(name)))
    assert (look.faults, look.unknown, look.missing(form(name))) == ((), [], [])
    made = form_docx(template(form(name)), filled_of(name, "", life), life)
    told = words(made)
    assert "{{" not in told
    for value in filled_of(name, "", life).values.values():
        assert (value or "") in told
    assert made == form_docx(template(form(name)), filled_of(name, "", life), life)


def test_every_row_of_a_list_is_told(life: Source) -> None:
    told = words(form_docx(template(form("signature")), filled_of("signature", "", life), life))
    assert [one.person.zh in told for one in life.members] == [True] * 7


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 22), max_size=6))
def test_a_placeholder_is_found_however_it_is_cut(life: Source, cuts: list[int]) -> None:
    whole = "题为{{ standard.title }}。"
    at = [0, *sorted(min(cut, len(whole)) for cut in cuts), len(whole)]
    data = saying(*(whole[a:b] for a, b in pairwise(at)))
    assert looked_at(data).values == {"standard.title"}
    assert words(form_docx(data, filled_of("approval", "", life), life)) == f"题为{life.standing.standard.title_zh}。"


def test_a_value_is_words_and_is_never_read_again(life: Source) -> None:
    comment = life.standing.comments[0]
    said, comment.opinion = comment.opinion, "{{ standard.title }} <w:p/> & {{#members}}\n第二行\x0b"
    try:
        body = f"<w:tbl>{row('{{#comments}}{{row.opinion}}', '{{row.number}}{{/comments}}')}</w:tbl><w:p/>"
        told = words(form_docx(with_body(body), filled_of("disposition", "", life), life))
    finally:
        comment.opinion = said
    assert "{{ standard.title }} <w:p/> & {{#members}}\n第二行" in told
    assert told.count("条意见") == len(life.comments) - 1


def test_rows_between_marks_are_told_together_and_an_empty_list_leaves_one_row_for_a_hand(life: Source) -> None:
    grid = "<w:tblGrid><w:gridCol/></w:tblGrid>"
    several = f"<w:tbl>{grid}{row('{{#members}}{{row.name}}')}{row('{{row.unit}}{{/members}}')}</w:tbl><w:p/>"
    document = docx.Document(io.BytesIO(form_docx(with_body(several), filled_of("signature", "", life), life)))
    assert len(document.tables[0].rows) == 14
    empty = f"<w:tbl>{grid}{row('{{#demands}}{{row.words}}x{{/demands}}')}</w:tbl><w:p/>"
    document = docx.Document(io.BytesIO(form_docx(with_body(empty), filled_of("minutes", "", life), life)))
    assert [cell.text for cell in document.tables[0].columns[0].cells] == ["x"]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("<w:p><w:r><w:t>{{ standard.owner }}</w:t></w:r></w:p>", ["template_unknown"]),
        ("<w:p><w:r><w:t>{{ standard.__class__ }}</w:t></w:r></w:p>", ["template_unknown"]),
        ("<w:p><w:r><w:t>{{ 7*7 }} {% for x in y %}</w:t></w:r></w:p>", ["template_attempt"]),
        ("<w:p><w:r><w:t>{{#members}}{{/members}}</w:t></w:r></w:p>", ["template_mark_outside"]),
        (f"<w:tbl>{row('{{#members}}')}</w:tbl>", ["template_unclosed"]),
        (f"<w:tbl>{row('{{/members}}')}</w:tbl>", ["template_unopened"]),
        (f"<w:tbl>{row('{{#members}}{{#demands}}{{/demands}}{{/members}}')}</w:tbl>", ["template_nested"]),
        (f"<w:tbl>{row('{{#nobody}}{{row.name}}{{/nobody}}')}</w:tbl>", ["template_unknown"]),
        (f"<w:tbl>{row('{{#members}}{{row.contact}}{{/members}}')}</w:tbl>", ["template_unknown"]),
        (f"<w:tbl>{row('{{#members}}' + MANY + '{{/members}}')}</w:tbl>", ["template_row_large"]),
    ],
)  # fmt: skip
def test_what_a_template_asks_in_vain_is_told(body: str, rules: list[str]) -> None:
    found = [reason.rule for reason in against(looked_at(with_body(body + "<w:p/>")))]
    assert found[: len(rules)] == rules


def bomb() -> bytes:
    return with_parts({"word/document.xml": b"<w:document>" + b" " * 30_000_000})


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "macro": lambda: with_parts({"word/vbaProject.bin": b"\x00"}),
    "object": lambda: with_parts({"word/embeddings/oleObject1.bin": b"\x00"}),
    "outside": lambda: with_parts(
        {
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="r" Type="x/attachedTemplate" Target="http://x.invalid/t.dotm" '
            'TargetMode="External"/></Relationships>'
        }
    ),
    "entity": lambda: with_parts(
        {"word/document.xml": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'}
    ),
    "entity in utf-16": lambda: with_parts(
        {
            "word/document.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "y">]><w/>'.encode(
                "utf-16"
            )
        }
    ),
    "deep": lambda: with_body("<w:p>" * 400 + "</w:p>" * 400),
    "broken": lambda: with_body("<w:p>"),
    "large": lambda: with_parts({"word/media/x.png": os.urandom(3_000_000)}),
    "no archive": lambda: b"PK\x03\x04 nothing",
    "cut": lambda: PLAIN[: len(PLAIN) // 2],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(HOSTILE[kind]())
    with pytest.raises(BadFile):
        taken(path)


def taken(path: Path) -> None:
    """As the door takes a file: screened when it is stored, looked at before it is used."""
    screen(path, path.name)
    read(path)
