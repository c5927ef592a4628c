"""A text becomes an office file and comes back as it was; losses only where the report says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.text import likely_blocks as likely
from workflow.exports.office import Since, standard_docx
from workflow.exports.printed.cover import Cover
from workflow.text import formula
from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.inline import Break, Footnote, Inline, Math, Piece
from workflow.text.notation import read, write
from workflow.text.numbering import numbering, renumbered, walk
from workflow.text.word import LossKind, read_word
from workflow.text.word.lines import trimmed

AT = datetime(2026, 5, 1, tzinfo=UTC)
COVER = Cover(("110000",), "DB11", "北京市地方标准", ("DB11/T 1—2026",), (), "规范", "Code", "01", "A", ("局",), AT)
REGIONS = {"110000": "北京市", "120000": "天津市", "130000": "河北省"}
MADE = {LossKind.COVER, LossKind.CONTENTS, LossKind.HEADER, LossKind.MADE}


def plain_math(latex: str) -> str:
    return formula.latex(formula.read(latex)[0])


def piece(one: Piece) -> Piece:
    match one:
        case Math(latex):
            return Math(plain_math(latex))
        case Footnote(words):
            return Footnote(line(tuple(one for one in words if not isinstance(one, Footnote | Break))))
    return one


def line(words: Inline) -> Inline:
    """Neighbouring pieces of one kind are one to a word processor; formulas in their one spelling."""
    return trimmed([piece(one) for one in words])


def block(one: Block) -> Block:
    match one:
        case Paragraph(words):
            return Paragraph(line(words))
        case Item() | Note() | Example():
            return replace(one, paragraphs=tuple(map(line, one.paragraphs)))
        case Table():
            rows = tuple(tuple(replace(cell, words=line(cell.words)) for cell in row) for row in one.rows)
            return replace(one, id="", rows=rows, notes=tuple(map(line, one.notes)))
        case Figure():
            return replace(one, id="", notes=tuple(map(line, one.notes)))
        case Formula():
            where = tuple(replace(w, symbol=plain_math(w.symbol), meaning=line(w.meaning)) for w in one.where)
            return replace(one, latex=plain_math(one.latex), where=where)
        case Deviation():
            return replace(one, id="", blocks=tuple(map(block, one.blocks)))


def same(clauses: Sequence[Clause]) -> list[tuple[Any, ...]]:
    """What must come back: kinds, numbers, titles and blocks; an id that nothing needs may be given anew."""
    return [(c.id, c.kind, c.number, c.title, tuple(map(block, read(c.body)))) for c in clauses]


def tidy(found: Sequence[Block]) -> tuple[Block, ...]:
    """Ids that stand once, images that are none: what a text can hold, and an office file with it."""
    seen: set[str] = set()

    def once(one: Block) -> Block:
        id_ = getattr(one, "id", "")
        if id_ and (id_ in seen or id_[0] == "c"):
            one = replace(one, id="")  # type: ignore[arg-type]
        seen.add(id_)
        match one:
            case Figure():
                return replace(one, image="", parts=tuple(replace(part, image="") for part in one.parts))
            case Deviation():
                return replace(one, blocks=tuple(map(once, one.blocks)))
        return one

    return tuple(once(one) for one in found)


bodies = likely.blocks.map(tidy).map(write)
titles = st.sampled_from(["数量", "位置", "一般要求", "3D 打印", "甲 乙"])


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """A text of a few elements, chapters, clauses with and without titles, and an annex."""
    ids = iter(f"c{n}" for n in range(1, 99))
    found = [Clause(next(ids), ClauseKind.FOREWORD, "", "前言", draw(bodies), 1, None)]
    for kind in (ClauseKind.SCOPE, ClauseKind.CHAPTER, ClauseKind.NORMATIVE_ANNEX):
        title = "范围" if kind is ClauseKind.SCOPE else draw(titles)
        above = [Clause(next(ids), kind, "", title, draw(bodies), 1, None)]
        found += above
        for _ in range(draw(st.integers(0, 2)) if kind is not ClauseKind.SCOPE else 0):
            parent = draw(st.sampled_from(above))
            titled = draw(st.booleans())
            below = Clause(next(ids), ClauseKind.CLAUSE, "", draw(titles) if titled else "", draw(bodies), 1, parent.id)
            if parent is above[-1] or len(above) == 1:
                found.append(below)
                above.append(below)
    return Text({}, _unique(renumbered(found)))


def _unique(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Ids of blocks that stand in one clause only."""
    seen = {clause.id for clause in clauses}
    told = []
    for clause in clauses:
        mine = {getattr(one, "id", "") for _, one in walk(read(clause.body))} - {""}
        told.append(replace(clause, body="") if mine & seen else clause)
        seen |= mine
    return tuple(told)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts())
def test_a_text_comes_back_as_it_was(text: Text) -> None:
    found = read_word(standard_docx(text, COVER, REGIONS))
    assert same(found.clauses) == same(text.clauses)
    assert {loss.kind for loss in found.losses} <= MADE
    assert not found.suggestions


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(texts(), st.data())
def test_with_tracked_changes_the_old_text_comes_back(old: Text, data: st.DataObject) -> None:
    """Some clauses have other words, one is gone, one is new: before the changes stands the old text."""
    clauses = [replace(c, body=data.draw(bodies)) if data.draw(st.booleans()) else c for c in old.clauses]
    leaf = next((c for c in reversed(clauses) if c.kind is ClauseKind.CLAUSE), None)
    kept = [c for c in clauses if leaf is None or c.id != leaf.id or data.draw(st.booleans())]
    new = Text({}, _unique(renumbered([c for c in kept if c.parent is None or c.parent in {k.id for k in kept}])))
    made = standard_docx(new, COVER, REGIONS, since=Since(old, "起草组", AT))
    found = read_word(made)
    words = [(title, body) for _, _, _, title, body in same(found.clauses)]
    assert words == [(title, body) for _, _, _, title, body in same(old.clauses)]
    assert bool(found.suggestions) == (
        [(c.title, c.body) for c in new.clauses] != [(c.title, c.body) for c in old.clauses]
    )


def test_the_same_text_gives_the_same_bytes() -> None:
    text = Text({}, renumbered([Clause("c1", ClauseKind.SCOPE, "", "范围", "甲{!乙}。\na) 丙", 1, None)]))
    assert standard_docx(text, COVER, REGIONS) == standard_docx(text, COVER, REGIONS)


@pytest.mark.parametrize("sign", ["\u0001", "\ufffe", "]]>", "<w:t>", "&amp;", "{@c9}", "\U0002a6d6"])
def test_evil_words_make_no_evil_file(sign: str) -> None:
    text = Text({}, renumbered([Clause("c1", ClauseKind.CHAPTER, "", f"甲{sign}", f"乙{sign}丙", 1, None)]))
    (clause,) = read_word(standard_docx(text, COVER, REGIONS)).clauses
    assert clause.body.startswith("乙")
    assert clause.body.endswith("丙")


def test_numbers_of_references_are_shown_and_come_back_as_references() -> None:
    body = "见 {@c2}、{@t1} 和 {@e1}；{@i1}。\na) {#i1} 列项\n【表 t1】题\n| 1 |\n【表完】\n【式 e1】\na=b\n【式完】"
    clauses = [
        Clause("c1", ClauseKind.SCOPE, "", "范围", body, 1, None),
        Clause("c2", ClauseKind.CHAPTER, "", "要求", "", 1, None),
    ]
    text = Text({}, renumbered(clauses))
    found = read_word(standard_docx(text, COVER, REGIONS))
    assert numbering(found.clauses).places.keys() == {"t1", "e1", "i1"}
    assert found.clauses[0].body == text.clauses[0].body
