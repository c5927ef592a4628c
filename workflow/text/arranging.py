"""Clauses put elsewhere in their tree: added, moved, raised, lowered, cut. Ids stay; numbers follow by themselves."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from workflow.text.clauses import Clause, ClauseKind
from workflow.text.numbering import CHAPTERS, renumbered

DEEPEST: Final = 6  # a chapter and five levels of clauses (GB/T 1.1—2020, 7.3.1)
ORDER: Final = tuple(ClauseKind)  # of the elements, as table 3 of GB/T 1.1—2020 has them
UNDIVIDED: Final = frozenset({ClauseKind.SCOPE, ClauseKind.REFERENCES})


class Move(StrEnum):
    """What may be done with a clause and all below it."""

    ADD_AFTER = "add_after"
    ADD_BELOW = "add_below"
    UP = "up"
    DOWN = "down"
    RAISE = "raise"
    LOWER = "lower"
    CUT = "cut"


def moves(clauses: Sequence[Clause], id_: str) -> list[Move]:
    """What may be done with a clause where it stands."""
    return [move for move in Move if _arranged(clauses, id_, move, lambda: "new") is not None]


def arranged(clauses: Sequence[Clause], id_: str, move: Move, new_id: Callable[[], str]) -> tuple[Clause, ...]:
    """The clauses after the move, numbered anew; ValueError where it cannot be done."""
    found = _arranged(clauses, id_, move, new_id)
    if found is None:
        raise ValueError(f"{move} cannot be done with {id_}")
    return renumbered(found)


def with_element(
    clauses: Sequence[Clause], kind: ClauseKind, title: str, new_id: Callable[[], str]
) -> tuple[Clause, ...]:
    """The clauses with a further element, where table 3 of GB/T 1.1—2020 wants it: after the last that comes before."""
    tops = [at for at, clause in enumerate(clauses) if clause.parent is None]
    before = [at for at in tops if ORDER.index(clauses[at].kind) <= ORDER.index(kind)]
    at = _end(clauses, before[-1]) if before else 0
    return renumbered((*clauses[:at], Clause(new_id(), kind, "", title, "", 1, None), *clauses[at:]))


def _arranged(clauses: Sequence[Clause], id_: str, move: Move, new_id: Callable[[], str]) -> list[Clause] | None:
    at = next((n for n, clause in enumerate(clauses) if clause.id == id_), None)
    return None if at is None else _MOVES[move](list(clauses), at, new_id)


def _end(clauses: Sequence[Clause], at: int) -> int:
    """The place behind a clause and all below it."""
    below = {clauses[at].id}
    end = at + 1
    while end < len(clauses) and clauses[end].parent in below:
        below.add(clauses[end].id)
        end += 1
    return end


def _depth(clauses: Sequence[Clause], at: int) -> int:
    parents = {clause.id: clause.parent for clause in clauses}
    depth, above = 1, clauses[at].parent
    while above is not None:
        depth, above = depth + 1, parents[above]
    return depth


def _sibling(clauses: Sequence[Clause], at: int, *, before: bool) -> int | None:
    """The neighbour under the same parent and of a kind that may change places with it."""
    mine = clauses[at]
    like = [n for n, c in enumerate(clauses) if c.parent == mine.parent and _row(c.kind) == _row(mine.kind)]
    place = like.index(at) + (-1 if before else 1)
    return like[place] if 0 <= place < len(like) else None


def _row(kind: ClauseKind) -> str:
    """Chapters stand among chapters, annexes among annexes; every other element stands alone."""
    return "annex" if kind.is_annex else kind.value


def _add_after(clauses: list[Clause], at: int, new_id: Callable[[], str]) -> list[Clause] | None:
    mine, end = clauses[at], _end(clauses, at)
    kind = ClauseKind.CHAPTER if mine.kind in CHAPTERS else mine.kind
    if kind not in (ClauseKind.CHAPTER, ClauseKind.CLAUSE) and not kind.is_annex:
        return None
    follows = next((c.kind for c in clauses[end:] if c.parent is None), None)
    if kind is ClauseKind.CHAPTER and follows in CHAPTERS - {ClauseKind.CHAPTER}:
        return None  # 范围, 规范性引用文件 and 术语和定义 are always the first three
    return [*clauses[:end], Clause(new_id(), kind, "", "", "", mine.level, mine.parent), *clauses[end:]]


def _add_below(clauses: list[Clause], at: int, new_id: Callable[[], str]) -> list[Clause] | None:
    mine, end = clauses[at], _end(clauses, at)
    divides = (mine.kind in CHAPTERS - UNDIVIDED) or mine.kind.is_annex
    if not (divides or mine.kind in (ClauseKind.CLAUSE, ClauseKind.INTRODUCTION)) or _depth(clauses, at) >= DEEPEST:
        return None
    return [*clauses[:end], Clause(new_id(), ClauseKind.CLAUSE, "", "", "", mine.level + 1, mine.id), *clauses[end:]]


def _up(clauses: list[Clause], at: int, _: Callable[[], str]) -> list[Clause] | None:
    other = _sibling(clauses, at, before=True)
    if other is None:
        return None
    end = _end(clauses, at)
    return [*clauses[:other], *clauses[at:end], *clauses[other:at], *clauses[end:]]


def _down(clauses: list[Clause], at: int, new_id: Callable[[], str]) -> list[Clause] | None:
    other = _sibling(clauses, at, before=False)
    return None if other is None else _up(clauses, other, new_id)


def _raise(clauses: list[Clause], at: int, _: Callable[[], str]) -> list[Clause] | None:
    """Out of its parent, behind it; below a chapter a clause becomes a chapter of its own."""
    mine = clauses[at]
    above = next((n for n, clause in enumerate(clauses) if clause.id == mine.parent), None)
    if above is None:
        return None
    parent = clauses[above]
    if parent.kind not in (ClauseKind.CLAUSE, ClauseKind.CHAPTER):
        return None
    kind = ClauseKind.CLAUSE if parent.kind is ClauseKind.CLAUSE else ClauseKind.CHAPTER
    end, last = _end(clauses, at), _end(clauses, above)
    moved = [replace(mine, kind=kind, parent=parent.parent), *clauses[at + 1 : end]]
    return [*clauses[:at], *clauses[end:last], *moved, *clauses[last:]]


def _lower(clauses: list[Clause], at: int, _: Callable[[], str]) -> list[Clause] | None:
    """Into the neighbour before it, as its last clause."""
    mine, other = clauses[at], _sibling(clauses, at, before=True)
    end = _end(clauses, at)
    if other is None or mine.kind not in (ClauseKind.CLAUSE, ClauseKind.CHAPTER):
        return None
    if max(_depth(clauses, n) for n in range(at, end)) >= DEEPEST:
        return None
    return [
        *clauses[:at],
        replace(mine, kind=ClauseKind.CLAUSE, parent=clauses[other].id),
        *clauses[at + 1 :],
    ]


def _cut(clauses: list[Clause], at: int, _: Callable[[], str]) -> list[Clause] | None:
    return [*clauses[:at], *clauses[_end(clauses, at) :]]


_MOVES: Final = {
    Move.ADD_AFTER: _add_after,
    Move.ADD_BELOW: _add_below,
    Move.UP: _up,
    Move.DOWN: _down,
    Move.RAISE: _raise,
    Move.LOWER: _lower,
    Move.CUT: _cut,
}
