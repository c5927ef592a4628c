"""What a preview tells beside the clauses: the proposed clean-up as a redline, losses by place, tracked changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from workflow.text.redline import Op, Span, spans
from workflow.text.word import Imported
from workflow.words import say

_SHOWN: Final = 200  # lines of a redline; the rest is counted
_AROUND: Final = 40
_WORDS: Final = 120


@dataclass(frozen=True)
class Proposal:
    """The lines that a clean-up would change, what it would do, and how many more lines there are."""

    lines: tuple[list[dict[str, str]], ...]
    steps: tuple[str, ...]
    more: int


def proposal(pairs: Iterable[tuple[str, str]], steps: Sequence[str]) -> Proposal | None:
    """None where nothing would change."""
    changed = [spans_ for old, new in pairs if old != new for spans_ in _lines(old.split("\n"), new.split("\n"))]
    if not changed:
        return None
    told = tuple(_tokens(one) for one in changed[:_SHOWN])
    return Proposal(told, tuple(say(f"cleaning.{step}") for step in steps), max(0, len(changed) - _SHOWN))


def _lines(old: list[str], new: list[str]) -> Iterable[tuple[Span, ...]]:
    if len(old) == len(new):
        yield from (spans(one, two) for one, two in zip(old, new, strict=True) if one != two)
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield spans("\n".join(old[a:b]), "\n".join(new[c:d]))


def _tokens(line: tuple[Span, ...]) -> list[dict[str, str]]:
    names = {Op.KEEP: "same", Op.ADD: "add", Op.CUT: "cut"}
    return [{"op": names[op], "text": _short(words) if op is Op.KEEP else words} for op, words in line]


def _short(words: str) -> str:
    return words if len(words) <= 2 * _AROUND else f"{words[:_AROUND]}…{words[-_AROUND:]}"


def losses(found: Imported) -> list[dict[str, Any]]:
    """Losses by their kind, in the order in which they were met; equal ones are counted."""
    kinds: dict[str, dict[tuple[str, str], int]] = {}
    for loss in found.losses:
        there = kinds.setdefault(loss.kind.value, {})
        there[loss.place, loss.words] = there.get((loss.place, loss.words), 0) + 1
    return [
        {
            "kind": say(f"loss.{kind}"),
            "places": [
                {"place": place, "words": _cut(words), "whole": words if len(words) > _WORDS else "", "n": n}
                for (place, words), n in there.items()
            ],
        }
        for kind, there in kinds.items()
    ]


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _WORDS else f"{line[:_WORDS]}…"


def suggestions(found: Imported) -> list[dict[str, Any]]:
    """Tracked changes with the words around them."""
    clauses = {clause.id: clause for clause in found.clauses}
    told = []
    for one in found.suggestions:
        clause = clauses.get(one.clause)
        before, after = one.line[: one.offset], one.line[one.offset + len(one.before) :]
        told.append(
            {
                "where": f"{clause.number} {clause.title}".strip() if clause else "",
                "who": one.author,
                "at": one.at[:16].replace("T", " "),
                "lead": before[-_AROUND:],
                "cut": one.before,
                "add": one.after,
                "tail": after[:_AROUND],
            }
        )
    return told
