"""What changed between two versions of a text, clause by clause and token by token. Drawing it is not done here.

Clauses are paired by their stable ids; a token is a Han character, a number with its unit, a Latin word, a modal verb.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from workflow.text.clauses import Clause, Text, in_step
from workflow.text.merging import weighs

_TOKEN: Final = re.compile(
    r"\\[{}\\|]|\{[@$_^!/](?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.|\{(?:[^{}\\]|\\.)*\})*\})*\}"  # a mark of `inline` is whole
    r"|不[应宜得可能必]"  # a modal verb is read whole: 应 to 不应 turns the clause round
    r"|\d+(?:[.:,]\d+)*(?:\s?(?:[%‰°℃Ω]|[A-Za-zμ]{1,4}(?:/[A-Za-z]{1,3})?[²³]?(?![A-Za-z])|[年月日天个次元]))?"
    r"|[A-Za-z]+(?:[-'][A-Za-z]+)*"
    r"|\s+|.",
    re.DOTALL,
)
_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;\n]*|[。；;\n]+")
_MANY_TOKENS: Final = 2_500  # beyond it by sentences, and beyond that as a whole: comparing grows with the square
_ANOTHER_TEXT: Final = 0.25


class Op(StrEnum):
    KEEP = "keep"
    ADD = "add"
    CUT = "cut"


class ChangeKind(StrEnum):
    """The most telling of what happened to a clause; `ClauseChange` says the rest."""

    SAME = "same"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


Span = tuple[Op, str]


@dataclass(frozen=True)
class ClauseChange:
    """One clause in both versions. Kept and cut spans make the old words, kept and added ones the new."""

    id: str
    kind: ChangeKind
    old: Clause | None
    new: Clause | None
    moved: bool
    title: tuple[Span, ...]
    body: tuple[Span, ...]

    @property
    def is_technical(self) -> bool:
        """Whether it touches what is asked: a number, a unit, a modal verb, a table, a formula, a whole clause."""
        if self.old is None or self.new is None:
            return True
        touched = [words for op, words in self.body if op is not Op.KEEP]
        return weighs(self.old.body, self.new.body) or any(sign in words for words in touched for sign in "【|\\{")

    @property
    def share(self) -> float:
        """How much of the clause is new or gone, from 0 to 1."""
        letters = Counter({op: sum(len(words) for o, words in (*self.title, *self.body) if o is op) for op in Op})
        total = letters.total()
        return (letters[Op.ADD] + letters[Op.CUT]) / total if total else 0.0

    @property
    def renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.number != self.new.number


@dataclass(frozen=True)
class Summary:
    """How many clauses of each kind, and how many characters came and went."""

    counts: dict[ChangeKind, int]
    characters_added: int
    characters_cut: int

    @property
    def untouched(self) -> bool:
        return not any(count for kind, count in self.counts.items() if kind is not ChangeKind.SAME)


def redline(old: Text, new: Text) -> list[ClauseChange]:
    """Every clause of both texts in the new order, the removed ones where they stood."""
    kept = in_step([clause.id for clause in old.clauses], [clause.id for clause in new.clauses])
    removed: dict[str | None, list[ClauseChange]] = {}
    anchor: str | None = None
    for clause in old.clauses:
        if clause.id not in new.by_id:
            removed.setdefault(anchor, []).append(_change(clause.id, clause, None, moved=False))
        elif clause.id in kept:
            anchor = clause.id
    changes = list(removed.get(None, []))
    for clause in new.clauses:
        was = old.by_id.get(clause.id)
        moved = was is not None and (clause.id not in kept or clause.parent != was.parent)
        changes.append(_change(clause.id, was, clause, moved=moved))
        changes.extend(removed.get(clause.id, []))
    return changes


def summary(changes: Sequence[ClauseChange]) -> Summary:
    counts = Counter(change.kind for change in changes)
    letters: Counter[Op] = Counter()
    for change in changes:
        for op, words in (*change.title, *change.body):
            letters[op] += len(words)
    return Summary({kind: counts[kind] for kind in ChangeKind}, letters[Op.ADD], letters[Op.CUT])


def meta_changes(old: Text, new: Text) -> list[tuple[str, object, object]]:
    """Fields of the metadata that differ: (field, before, after), None where it is missing."""
    fields = sorted(old.meta.keys() | new.meta.keys())
    return [(f, old.meta.get(f), new.meta.get(f)) for f in fields if old.meta.get(f) != new.meta.get(f)]


def spans(old: str, new: str) -> tuple[Span, ...]:
    """The shortest telling of how `old` became `new`; two different sentences are not chopped into confetti."""
    if old == new:
        return ((Op.KEEP, old),) if old else ()
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MANY_TOKENS:
        before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if max(len(before), len(after)) > _MANY_TOKENS or matcher.ratio() < _ANOTHER_TEXT:
        return tuple((op, words) for op, words in ((Op.CUT, old), (Op.ADD, new)) if words)
    told: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            told.append((Op.KEEP, "".join(before[a:b])))
            continue
        told += [(op, "".join(words)) for op, words in ((Op.CUT, before[a:b]), (Op.ADD, after[c:d])) if words]
    return tuple(told)


def _change(id_: str, old: Clause | None, new: Clause | None, *, moved: bool) -> ClauseChange:
    title = spans(old.title if old else "", new.title if new else "")
    body = spans(old.body if old else "", new.body if new else "")
    return ClauseChange(id_, _kind(old, new, moved=moved), old, new, moved, title, body)


def _kind(old: Clause | None, new: Clause | None, *, moved: bool) -> ChangeKind:
    if old is None:
        return ChangeKind.ADDED
    if new is None:
        return ChangeKind.REMOVED
    if (old.kind, old.title, old.body) != (new.kind, new.title, new.body):
        return ChangeKind.CHANGED
    if moved:
        return ChangeKind.MOVED
    return ChangeKind.RENUMBERED if old.number != new.number else ChangeKind.SAME
