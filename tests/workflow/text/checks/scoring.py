"""What the checker finds in a labelled corpus, against what the labels say: recall and false alarms for each rule."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.workflow.text.checks.sample import apply, clause
from workflow.text.checks import check
from workflow.text.clauses import Text

CORPUS: Final = Path(__file__).parents[3] / "corpus"
Labels = frozenset[tuple[str, str]]


@dataclass
class Figures:
    """Counts by rule; a finding and a label are the same when rule and clause are."""

    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    clauses: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.expected.values()))

    @property
    def alarm_rate(self) -> float:
        return sum(self.alarms.values()) / max(1, self.clauses)

    def count(self, name: str, wanted: Labels, got: Labels) -> None:
        self.expected.update(rule for rule, _ in wanted)
        self.found.update(rule for rule, _ in wanted & got)
        self.alarms.update(rule for rule, _ in got - wanted)
        self.told += [f"{name}: missed {rule} at {at or 'the whole'}" for rule, at in sorted(wanted - got)]
        self.told += [f"{name}: false alarm {rule} at {at or 'the whole'}" for rule, at in sorted(got - wanted)]

    def print(self) -> None:
        print(*self.told, sep="\n")
        for rule in sorted(self.expected.keys() | self.alarms.keys()):
            of = self.expected[rule]
            print(f"{rule}  {self.found[rule]:4} of {of:4} found  {self.alarms[rule]:4} false alarms")
        print(f"recall {self.recall:.3f}, false alarms {sum(self.alarms.values())} in {self.clauses} clean clauses")


def documents(folder: str) -> Iterator[Any]:
    """What lies in a folder of the corpus, in the order of names; a file may hold one document or a list."""
    for path in sorted((CORPUS / folder).glob("*.json")):
        read = json.loads(path.read_text(encoding="utf-8"))
        yield from read if isinstance(read, list) else [read]


def bases() -> dict[str, Any]:
    return {base["id"]: base for base in documents("bases")}


def findings(base: Any, changes: list[Any]) -> tuple[Labels, set[str]]:
    """Rule and clause of every finding in a base after changes, and the ids of its clauses."""
    clauses = [
        clause((c["id"], c["kind"], c.get("parent"), c.get("title", ""), c.get("body", ""))) for c in base["clauses"]
    ]
    meta, about = dict(base["meta"]), dict(base["about"])
    for change in changes:
        apply(clauses, change)
        meta |= change.get("meta", {})
        about |= change.get("about", {})
    text = Text({k: v for k, v in meta.items() if v is not None}, tuple(clauses))
    found = check(text, {k: v for k, v in about.items() if v is not None})
    return frozenset((one.rule, one.clause) for one in found), {one.id for one in clauses}


def figures_of_bases() -> Figures:
    """A base is clean throughout."""
    figures = Figures()
    for name, base in bases().items():
        got, ids = findings(base, [])
        figures.count(name, frozenset(), got)
        figures.clauses += len(ids)
    return figures


def figures_of_cases(folder: str) -> Figures:
    """Of a case only the clauses it touches count as new clean ones; those of its base are counted with the bases."""
    known, figures = bases(), Figures()
    for case in documents(folder):
        got, ids = findings(known[case["base"]], case["changes"])
        wanted = frozenset((one["rule"], one["clause"]) for one in case["expect"])
        figures.count(case["id"], wanted, got)
        touched = {
            change.get("set") or change.get("add", {}).get("id") or change.get("move") for change in case["changes"]
        }
        figures.clauses += len((touched & ids) - {at for _, at in wanted})
    return figures
