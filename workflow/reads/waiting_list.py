"""What stands open, as lists that are counted and printed: each line says what, where and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One thing that stands open: its title, where it is read, its day, and what else is to be said of it."""

    title: str
    href: str
    due: date | None = None
    note: Any = ""


@dataclass(frozen=True)
class Listed:
    """Everything of one sort that stands open; its number is its length."""

    name: str
    lines: Sequence[Line]
