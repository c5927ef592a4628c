"""The JSON form of a text: out and in again the same, and a bad one told with every place at fault."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.text.likely_blocks import blocks
from workflow.text.blocks import id_of
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import Malformed, read_document, written
from workflow.text.notation import write
from workflow.text.numbering import renumbered, walk

UNSPEAKABLE = {"block": "formula", "id": "", "latex": "式中：", "where": []}


def _text(*bodies: str) -> Text:
    clauses = [
        Clause("c1", ClauseKind.SCOPE, "", "范围", bodies[0], 1, None),
        Clause("c2", ClauseKind.CHAPTER, "", "要求", "", 1, None),
        *(Clause(f"c{n}", ClauseKind.CLAUSE, "", "", b, 1, "c2", ("110000",)) for n, b in enumerate(bodies[1:], 3)),
        Clause("c99", ClauseKind.NORMATIVE_ANNEX, "", "方法", "", 1, None),
    ]
    return Text({"title_zh": "甲"}, renumbered(clauses))


@settings(max_examples=40, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=3))
def test_a_text_is_told_and_read_again_the_same(bodies: list[Any]) -> None:
    seen = {"c1", "c2", "c99", *(f"c{n}" for n in range(3, 9))}
    text = _text(*(write(_apart(body, seen)) for body in bodies))
    told = json.loads(json.dumps(written(text)))
    assert read_document(told) == text


def test_numbers_are_computed_and_those_told_are_ignored() -> None:
    told = written(_text("甲", "乙"))
    for clause in told["clauses"]:
        clause["number"] = "77"
    assert [clause.number for clause in read_document(told).clauses] == ["1", "2", "2.1", "A"]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("clauses", 0, "kind"), "poem", "clauses[0].kind"),
        (("clauses", 1, "id"), "c1", "clauses[1]"),
        (("clauses", 2, "parent"), "c99", "clauses[2]"),
        (("clauses", 2, "parent"), None, "clauses[2]"),
        (("clauses", 0, "blocks"), [{"block": "table"}], "clauses[0].blocks[0]"),
        (("clauses", 0, "blocks"), [{"block": "paragraph", "words": ["甲\u202e乙"]}], "clauses[0]"),
        (
            ("clauses", 0, "blocks"),
            [{"block": "formula", "id": "", "latex": "式中：", "where": []}],
            "clauses[0].blocks[0]",
        ),
        (("format",), "tongbiao-text/9", "format"),
    ],
)
def test_a_fault_is_told_with_its_place(path: tuple[Any, ...], value: Any, fault: str) -> None:
    told: Any = written(_text("甲", "乙"))
    inner = told
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(Malformed) as raised:
        read_document(told)
    assert fault in {one.path for one in raised.value.faults}


@pytest.mark.parametrize("value", [None, [], "text", {"clauses": {}}, {"format": 1}])
def test_what_is_no_document_is_told_so(value: object) -> None:
    with pytest.raises(Malformed):
        read_document(value)


def _apart(body: Any, seen: set[str]) -> Any:
    """The blocks of a body whose ids stand nowhere else in the text."""
    kept = []
    for block in body:
        ids = [id_of(inner) for _, inner in walk([block]) if id_of(inner)]
        if len(set(ids)) == len(ids) and not seen & set(ids):
            seen.update(ids)
            kept.append(block)
    return kept
