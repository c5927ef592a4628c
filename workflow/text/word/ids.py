"""Ids of an imported text: those that our own files carry in their bookmarks, new ones, and where a bookmark leads."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import Final

OWN: Final = "tb_"  # how a bookmark of ours begins; the id follows
_ID: Final = re.compile(r"[a-z][a-z0-9]{0,30}")


class Ids:
    """Gives every id once. Bookmarks of a paragraph lead to the clause it stands in."""

    def __init__(self, pointed: Iterable[str], there: Iterable[str]) -> None:
        self._pointed = frozenset(pointed)
        self._reserved = {id_ for name in there if (id_ := own(name))}
        self._taken: set[str] = set()
        self._next: dict[str, count[int]] = defaultdict(lambda: count(1))
        self.targets: dict[str, str] = {}
        self.clause = ""

    def begin(self, bookmarks: Iterable[str]) -> str:
        """The id of the clause that begins."""
        self.clause = self.take("c", bookmarks)
        return self.clause

    def take(self, letter: str, bookmarks: Iterable[str]) -> str:
        """The id of a clause or block: its own, else a new one."""
        names = list(bookmarks)
        id_ = next((id_ for name in names if (id_ := own(name)) and id_ not in self._taken), "")
        while not id_ or id_ in self._taken:
            made = f"{letter}{next(self._next[letter])}"
            id_ = made if made not in self._reserved else ""
        self._taken.add(id_)
        self.targets |= dict.fromkeys(names, id_)
        return id_

    def pointed(self, letter: str, bookmarks: Iterable[str]) -> str:
        """An id only where something points, or where it had one before."""
        names = list(bookmarks)
        if any(name in self._pointed or own(name) for name in names):
            return self.take(letter, names)
        self.here(names)
        return ""

    def here(self, bookmarks: Iterable[str]) -> None:
        self.targets |= dict.fromkeys(bookmarks, self.clause)


def own(bookmark: str) -> str:
    """The id that a bookmark of ours carries; empty for another's."""
    id_ = bookmark.removeprefix(OWN)
    return id_ if bookmark.startswith(OWN) and _ID.fullmatch(id_) else ""
