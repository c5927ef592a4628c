"""The corpus is sound in itself: every text loads and is written canonically, every label points at a clause."""

import json

import pytest

from tests.corpus_of import ROOT, Case, bases, belongs_to_held_out, cases
from workflow.text.blocks import id_of
from workflow.text.notation import read, write
from workflow.text.numbering import walk

BASES = bases()
CASES = [*cases(), *cases(held_out=True)]
PARTS = {
    held_out: {rule for case in CASES if case.held_out is held_out for rule, _ in case.expected}
    for held_out in (False, True)
}
RULES = sorted(path.stem for path in (ROOT / "cases").glob("[LC][0-9][0-9].json"))


@pytest.mark.parametrize("case", [*BASES.values(), *CASES], ids=lambda case: case.id)
def test_a_text_is_written_in_the_canonical_spelling_and_its_labels_exist(case: Case) -> None:
    for clause in case.text.clauses:
        assert write(read(clause.body)) == clause.body, clause.id
    assert {clause for _, clause in case.expected} <= {"", *case.text.by_id}
    assert case.why


@pytest.mark.parametrize("case", BASES.values(), ids=lambda case: case.id)
def test_ids_of_blocks_and_clauses_are_unique_within_a_base(case: Case) -> None:
    blocks = [id_of(block) for clause in case.text.clauses for _, block in walk(read(clause.body)) if id_of(block)]
    ids = [*blocks, *case.text.by_id]
    assert len(ids) == len(set(ids))
    assert 14 <= len(case.text.clauses) <= 30


def test_case_ids_are_unique_and_the_split_follows_the_fixed_rule() -> None:
    assert len({case.id for case in CASES}) == len(CASES)
    assert all(belongs_to_held_out(case.id) is case.held_out for case in CASES)


def test_a_case_changes_its_base() -> None:
    told = [one for path in sorted(ROOT.glob("[ch]*/*.json")) for one in json.loads(path.read_text(encoding="utf-8"))]
    assert [one["id"] for one in told if not one["changes"]] == []
    assert all((case.text, case.about) != (BASES[case.base].text, BASES[case.base].about) for case in CASES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_faulty_case_in_each_part_and_a_clean_one(rule: str) -> None:
    assert rule in PARTS[False]
    assert rule in PARTS[True]
    assert any(case.rule == rule and not case.expected for case in CASES)
