"""The labelled corpus of the checker: clean texts, and changes to them with the findings a correct checker gives."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.numbering import renumbered

ROOT: Final = Path(__file__).parent / "corpus"
Facts = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A base with its changes applied; `expected` holds each (rule, clause) once, an empty clause means the whole."""

    id: str
    base: str
    text: Text
    about: Facts
    expected: frozenset[tuple[str, str]]
    why: str
    held_out: bool

    @property
    def rule(self) -> str:
        """What the case was written for; a clean variant tempts this rule."""
        return self.id.split("-")[0]


def belongs_to_held_out(case_id: str) -> bool:
    """The fixed split, so that nobody chooses what a checker is tuned on."""
    return int(sha256(case_id.encode()).hexdigest(), 16) % 3 == 0


def bases() -> dict[str, Case]:
    """The clean texts by id: cases without a change, of which nothing is expected."""
    return {name: _case({"id": name, "base": name, "why": "clean", "expect": []}, False) for name in _stored()}


def cases(*, held_out: bool = False) -> Iterator[Case]:
    """Every case of one part, in the order of the files."""
    for path in sorted((ROOT / ("held_out" if held_out else "cases")).glob("*.json")):
        for told in json.loads(path.read_text(encoding="utf-8")):
            yield _case(told, held_out)


def _stored() -> dict[str, Facts]:
    """The bases as they lie in the files."""
    told = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "bases").glob("*.json")))
    return {base["id"]: base for base in told}


def _case(told: Facts, held_out: bool) -> Case:
    base = _stored()[told["base"]]
    for change in told.get("changes", ()):
        base = _changed(base, change)
    expected = frozenset((finding["rule"], finding["clause"]) for finding in told["expect"])
    text = Text(base["meta"], renumbered(_clause(clause) for clause in base["clauses"]))
    return Case(told["id"], told["base"], text, base["about"], expected, told["why"], held_out)


def _clause(told: Mapping[str, Any]) -> Clause:
    return Clause(told["id"], ClauseKind(told["kind"]), "", told["title"], told["body"], 1, told["parent"])


def _changed(base: Facts, change: Mapping[str, Any]) -> Facts:
    """A base after one change; facts are merged, and null takes one away."""
    for facts in ("meta", "about"):
        if facts in change:
            merged = {**base[facts], **change[facts]}
            return {**base, facts: {name: value for name, value in merged.items() if value is not None}}
    return {**base, "clauses": _rearranged(base["clauses"], change)}


def _rearranged(clauses: Sequence[Facts], change: Mapping[str, Any]) -> list[Facts]:
    if "set" in change:
        given = {name: change[name] for name in ("title", "body", "kind") if name in change}
        _place(clauses, change["set"])
        return [{**clause, **given} if clause["id"] == change["set"] else clause for clause in clauses]
    if "add" in change:
        return _with_after(clauses, change["after"], [change["add"]])
    moved = _family(clauses, change.get("cut") or change["move"])
    rest = [clause for clause in clauses if clause not in moved]
    return rest if "cut" in change else _with_after(rest, change["after"], moved)


def _place(clauses: Sequence[Facts], id_: str) -> int:
    return next(at for at, clause in enumerate(clauses) if clause["id"] == id_)


def _family(clauses: Sequence[Facts], id_: str) -> list[Facts]:
    """A clause and all below it."""
    ids = {clauses[_place(clauses, id_)]["id"]}
    for clause in clauses:
        ids |= {clause["id"]} if clause["parent"] in ids else set()
    return [clause for clause in clauses if clause["id"] in ids]


def _with_after(clauses: Sequence[Facts], id_: str, new: Sequence[Facts]) -> list[Facts]:
    at = _place(clauses, id_) + 1
    return [*clauses[:at], *new, *clauses[at:]]
