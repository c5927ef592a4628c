"""What the checker finds in a labelled corpus, against what the labels say: recall and false alarms for each rule."""

from collections import Counter
from dataclasses import dataclass, field

from tests.corpus_of import Case, bases, cases
from workflow.text.checks import check

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


def findings(case: Case) -> Labels:
    return frozenset((one.rule, one.clause) for one in check(case.text, case.about))


def figures_of_bases() -> Figures:
    """A base is clean throughout."""
    figures = Figures()
    for name, base in bases().items():
        figures.count(name, frozenset(), findings(base))
        figures.clauses += len(base.text.clauses)
    return figures


def figures_of_cases(*, held_out: bool = False) -> Figures:
    """Of a case only the clauses it changes are new; clean ones among them are those without a label."""
    known, figures = bases(), Figures()
    for case in cases(held_out=held_out):
        figures.count(case.id, case.expected, findings(case))
        before = {(one.id, one.title, one.body) for one in known[case.base].text.clauses}
        changed = {one.id for one in case.text.clauses if (one.id, one.title, one.body) not in before}
        figures.clauses += len(changed - {at for _, at in case.expected})
    return figures
