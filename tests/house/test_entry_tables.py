"""The small tables of entries and the kinds that they carry: no dead end, no word missing, permissions as agreed.

`TONGBIAO_REWRITE=1 pytest tests/house/test_entry_tables.py` writes who_may_entries.txt anew.
"""

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.house.sayings import HAN
from workflow.entering.writing import WRITES
from workflow.kinds import all_kinds
from workflow.process.entries import OF_NOUN, ROWS, TABLE, fitted
from workflow.process.row import Row
from workflow.vocabulary import EntryState, Noun, Role

KEPT = Path(__file__).parent / "who_may_entries.txt"
# Where nothing is owed by anybody any more. A list, a title and a record stand until somebody ends them.
RESTING = {EntryState.RECORDED, EntryState.LISTED, EntryState.PASSED, EntryState.HELD}


def lines() -> list[str]:
    """Who may take what, from where to where, on which kinds."""
    found = []
    for noun, rows in OF_NOUN.items():
        for row in rows:
            source = ", ".join(sorted(state.value for state in row.source)) or "begins"
            target = row.target.value if row.target else "stays"
            roles = ", ".join(role.value for role in row.who)
            rules = ", ".join(rule.name for rule in row.rules)
            found.append(f"{noun} | {row.name} | {source} -> {target} | {roles} | {rules}")
    kept = [f"{kind.noun} | {kind.code} | {', '.join(kind.keepers)}" for kind in all_kinds().values()]
    return [*found, "", *kept]


def test_the_permissions_are_those_that_were_agreed() -> None:
    now = lines()
    if os.environ.get("TONGBIAO_REWRITE"):
        KEPT.write_text("\n".join([*now, ""]), encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    assert "\n".join(unified_diff(kept, now, "agreed", "as it is now", lineterm="", n=0)) == ""


@pytest.mark.parametrize("noun", Noun)
def test_every_state_is_reached_from_a_beginning_and_leads_to_an_end(noun: Noun) -> None:
    rows = OF_NOUN[noun]
    reached = {row.target for row in rows if not row.source}
    assert reached
    while more := {row.target for row in rows if row.source & reached and row.target} - reached:
        reached |= more
    assert {state for row in rows for state in row.source} <= reached
    left = {state for row in rows if row.target not in (None, *row.source) for state in row.source}
    assert left | RESTING >= {state for row in rows for state in row.source}


def test_every_row_has_one_noun_one_effect_and_asks_nothing_twice() -> None:
    assert len(ROWS) == len(TABLE) == sum(len(rows) for rows in OF_NOUN.values())
    assert WRITES.keys() == ROWS.keys()
    for kind in all_kinds().values():
        for row in OF_NOUN[kind.noun]:
            names = [ask.name for ask in fitted(row, kind).asks]
            assert len(names) == len(set(names)), (kind.code, row.name)


def test_the_system_acts_alone_and_whoever_signs_is_an_approver() -> None:
    def odd(row: Row) -> bool:
        return (row.is_system and len(row.who) > 1) or (row.signs and set(row.who) != {Role.APPROVER})

    assert not [row.name for row in TABLE if odd(row)]


def test_every_kind_speaks_both_languages_and_hangs_on_kinds_that_there_are() -> None:
    kinds = all_kinds()
    for kind in kinds.values():
        words = [kind.name, kind.about, *(field.words for field in kind.fields)]
        words += [choice for field in kind.fields for choice in field.choices]
        assert all(word.zh and word.en and not HAN.search(word.en) for word in words), kind.code
        assert set(kind.parents) <= kinds.keys()
        steps = {row.name for row in OF_NOUN[kind.noun]}
        assert all(field.at <= steps for field in kind.fields), kind.code
        assert kind.mechanisms == tuple(sorted(kind.mechanisms)), kind.code
        assert kind.of_standard in ("may", "must", "no"), kind.code
