"""What a file would do, row by row, before anything is done: new, there already, or wrong and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workflow.importing.reading import Line
from workflow.words import say


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class Planned:
    """One row, what it would make, and what is wrong in which column ("" where it is the whole row)."""

    line: Line
    fate: Fate
    makes: Any = None
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The whole file; it is written only if no row is wrong."""

    rows: Sequence[Planned]

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)

    @property
    def is_sound(self) -> bool:
        return not self.count(Fate.WRONG)


@dataclass(frozen=True)
class Written:
    """How many rows were written, and links that are shown this once: name, username, secret."""

    n: int
    links: Sequence[tuple[str, str, str]] = ()


class Unsound(Exception):
    """A file with wrong rows was to be written."""


def day(line: Line, column: str, wrong: dict[str, str], *, required: bool = True) -> date | None:
    """A day of a column; a wrong one is noted."""
    words = line[column].replace("/", "-").replace(".", "-")
    if not words:
        if required:
            wrong[column] = say("table.required")
        return None
    try:
        return date(*(int(part) for part in words.split("-"))) if words.count("-") == 2 else date.fromisoformat(words)
    except (ValueError, TypeError):
        wrong[column] = say("table.day")
        return None
