"""What a check is and what it finds. No words here: `check.l45` and `cure.l45` say them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workflow.text.clauses import Clause
from workflow.text.numbering import Path

if TYPE_CHECKING:
    from workflow.text.checks.lines import Line
    from workflow.text.checks.reading import Reading


class Severity(StrEnum):
    """GB/T 1.1 says 应: error; 宜: warning; neither: information."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a finder found something: a clause (empty: the whole text or its cover), there a line, there words."""

    clause: str = ""
    line: "Line | None" = None
    start: int = 0
    end: int = 0
    path: Path = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    instead: str | None = None

    @property
    def words(self) -> str:
        return self.line.words[self.start : self.end] if self.line else ""


Finder = Callable[["Reading"], Iterable[Spot]]
Fix = Callable[[Spot], str | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue. A heuristic one asks a person to look; `fix` gives the words that should stand."""

    id: str
    cites: str
    severity: Severity
    finder: Finder
    is_heuristic: bool = False
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, with its place, the exact words, and the mended clause where that is safe."""

    rule: str
    severity: Severity
    clause: str
    path: Path
    words: str
    span: tuple[int, int]
    facts: Mapping[str, object]
    fix: Callable[[Clause], Clause] | None = None
