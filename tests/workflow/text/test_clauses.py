"""Identity of a text: hashes, and what a change means for a region's position."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.clauses import Clause, ClauseKind, Text, clause_hash, in_step, meta_hash, text_hash

GOLDEN = json.loads((Path(__file__).parents[2] / "data" / "text_hash_v1.json").read_text("utf-8"))
BEIJING, TIANJIN = "110000", "120000"


def clause(
    id_: str, number: str, body: str = "", *, parent: str | None = None, regions: tuple[str, ...] = ()
) -> Clause:
    return Clause(id_, ClauseKind.CLAUSE, number, "", body, 1, parent, regions)


def text(*clauses: Clause, **meta: object) -> Text:
    return Text({"participants": [BEIJING, TIANJIN], **meta}, clauses)


ONE, TWO = clause("c1", "4.1", "一"), clause("c2", "4.2", "二", regions=(TIANJIN,))
BEFORE = text(ONE, TWO)


def test_the_golden_vector_still_has_its_hashes() -> None:
    clauses = tuple(
        Clause(**{**fields, "kind": ClauseKind(fields["kind"]), "regions": tuple(fields["regions"])})
        for fields in GOLDEN["clauses"]
    )
    golden = Text(GOLDEN["meta"], clauses)
    assert [clause_hash(clause) for clause in clauses] == GOLDEN["clause_hashes"]
    assert meta_hash(golden) == GOLDEN["meta_hash"]
    assert text_hash(golden) == GOLDEN["text_hash"]


def test_ids_numbers_dates_issuers_and_covers_are_outside_the_hash() -> None:
    dressed = text(
        replace(ONE, id="x", level=3), replace(TWO, id="y"), numbers=["DB11/T 3001-2015"], cover="x", issuers=["京"]
    )
    assert text_hash(dressed) == text_hash(BEFORE)


@pytest.mark.parametrize(
    "after",
    [
        text(replace(ONE, body="一。"), TWO),
        text(replace(ONE, number="4.3"), TWO),
        text(replace(ONE, title="总则"), TWO),
        text(replace(ONE, kind=ClauseKind.CHAPTER), TWO),
        text(TWO, ONE),
        text(ONE),
        text(ONE, replace(TWO, regions=())),
        Text({"participants": [BEIJING]}, BEFORE.clauses),
    ],
)
def test_every_word_the_order_the_shares_and_the_participants_are_in_the_hash(after: Text) -> None:
    assert text_hash(after) != text_hash(BEFORE)


def test_a_text_whose_ids_repeat_or_whose_parents_come_late_is_no_text() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        text(ONE, ONE)
    with pytest.raises(ValueError, match="before its parent"):
        text(clause("c2", "4.1.1", parent="c1"), ONE)


@given(st.permutations([f"c{n}" for n in range(8)]))
def test_what_stands_in_step_is_a_common_order_and_no_longer_one_exists_nearby(order: list[str]) -> None:
    old = [f"c{n}" for n in range(8)]
    kept = in_step(old, order)
    assert [id_ for id_ in order if id_ in kept] == [id_ for id_ in old if id_ in kept]
    for left_out in set(order) - kept:
        wider = kept | {left_out}
        assert [id_ for id_ in order if id_ in wider] != [id_ for id_ in old if id_ in wider]
