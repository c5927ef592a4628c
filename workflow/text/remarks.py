"""What stands out in the numbering of a clause tree: facts for the reader of the tree, never a refusal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from workflow.text.clauses import Clause

DEEPEST_CLAUSE: Final = 6  # a chapter and five levels of clauses below it


class RemarkKind(StrEnum):
    SKIPPED = "skipped"
    BACKWARDS = "backwards"
    DUPLICATE = "duplicate"
    NO_PARENT = "no_parent"
    TOO_DEEP = "too_deep"
    ANNEX_WITHOUT_STATUS = "annex_without_status"
    LOOKS_NUMBERED = "looks_numbered"
    FRONT_MATTER = "front_matter"
    CONTENTS_KEPT = "contents_kept"


@dataclass(frozen=True)
class Remark:
    """A key for the words, and the facts they need."""

    kind: RemarkKind
    facts: dict[str, str] = field(default_factory=dict)


def remarks_on(clauses: Sequence[Clause]) -> tuple[Remark, ...]:
    """Numbers skipped, going backwards, standing twice, without a parent or too deep; annexes that say neither."""
    numbers = [clause.number for clause in clauses if clause.number]
    return (*_on_order(numbers), *_on_places(numbers), *_on_annexes(clauses))


def _on_order(numbers: Iterable[str]) -> Iterable[Remark]:
    latest: dict[str, int] = {}
    seen: set[str] = set()
    for number in numbers:
        group, ordinal = _group(number)
        due = latest.get(group, 0) + 1
        if number in seen:
            yield Remark(RemarkKind.DUPLICATE, {"number": number})
        elif ordinal > due:
            yield Remark(RemarkKind.SKIPPED, {"number": number, "expected": _spelled(group, due)})
        elif ordinal < due:
            yield Remark(RemarkKind.BACKWARDS, {"number": number, "after": _spelled(group, due - 1)})
        seen.add(number)
        latest[group] = max(ordinal, due - 1)


def _on_places(numbers: Iterable[str]) -> Iterable[Remark]:
    seen = {"0"}  # the introduction, whose clauses are 0.1, 0.2 …
    for number in numbers:
        parent = number.rpartition(".")[0]
        if parent and parent not in seen:
            yield Remark(RemarkKind.NO_PARENT, {"number": number, "parent": parent})
        levels = number.count(".") + 1
        if levels > DEEPEST_CLAUSE:
            yield Remark(RemarkKind.TOO_DEEP, {"number": number, "levels": str(levels - 1)})
        seen.add(number)


def _on_annexes(clauses: Iterable[Clause]) -> Iterable[Remark]:
    for clause in clauses:
        if clause.kind == "annex":
            yield Remark(RemarkKind.ANNEX_WITHOUT_STATUS, {"number": clause.number})


def _group(number: str) -> tuple[str, int]:
    """4.2.3 is the third of 4.2; B is the second of the annexes."""
    parent, _, last = number.rpartition(".")
    if last.isdecimal():
        return parent, int(last)
    return "annex", ord(last[0]) - ord("A") + 1


def _spelled(group: str, ordinal: int) -> str:
    if group == "annex":
        return chr(ord("A") + ordinal - 1)
    return f"{group}.{ordinal}" if group else str(ordinal)
