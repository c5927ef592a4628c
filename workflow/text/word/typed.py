"""Numbers that somebody typed before a heading: taken for one only where that number is due."""

from typing import Final

from workflow.text import lines

_FARTHEST_JUMP: Final = 3


class Typed:
    """The last ordinal below each number. Depths that are numbered automatically, in the annexes or outside them, have
    no typed numbers.
    """

    def __init__(self, automatic: set[tuple[int, bool]]) -> None:
        self._automatic = automatic
        self._latest: dict[str, int] = {}
        self._path: list[str] = []
        self._annexes = 0

    def fits(self, words: str, *, in_annex: bool) -> lines.Numbered | None:
        found = lines.numbered(words)
        if found is None or (lines.depth(found.number), in_annex) in self._automatic:
            return None
        parent, _, last = found.number.rpartition(".")
        if not last.isdecimal() or (parent and parent not in self._path):
            return None
        jump = int(last) - self._latest.get(parent, 0)
        if parent:
            far = jump > _FARTHEST_JUMP or jump < 1 or (lines.begins_with_unit(found.words) and jump != 1)
            return None if far or parent[0].isalpha() is not in_annex else found
        if in_annex or not lines.title_like(found.words) or not found.words:
            return None
        due = jump == 1 or (lines.is_set_title(found.words) and 0 < jump <= _FARTHEST_JUMP)
        return found if due and (found.strict or jump == 1) else None

    def annex(self) -> None:
        """A further annex: its letter stands for a number."""
        self._annexes += 1
        self._path = [chr(ord("A") + min(self._annexes, 26) - 1)]

    def note(self, number: str, depth: int) -> None:
        """A clause was opened; without a number of its own it is the next one."""
        above = self._path[: depth - 1]
        parent = above[-1] if above else ""
        last = number.rpartition(".")[2]
        own = last.isdecimal() and number.rpartition(".")[0] == parent
        ordinal = int(last) if own else self._latest.get(parent, 0) + 1
        self._latest[parent] = ordinal
        self._path = [*above, f"{parent}.{ordinal}" if parent else str(ordinal)]
