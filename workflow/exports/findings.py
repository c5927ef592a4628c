"""What a verification finds, each finding with the very cell at fault, and what it remarks without fault.
How it is found is not here."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy.exc import OperationalError

from workflow.words import say, word_key

Erased = tuple[str, int, str]  # a value that is gone: the log's name, the leaf, the field
MOST: Final = 1_000  # findings kept; the rest is counted, so that a ruined database does not fill the memory


class Discrepancy(StrEnum):
    """Kinds of finding; the words are in the catalogue under `discrepancy.`."""

    LEAF_HASH = "leaf_hash"
    LEAF_FORM = "leaf_form"
    LEAF_GAP = "leaf_gap"
    LEAF_BEYOND = "leaf_beyond"
    HEAD = "head"
    CLOCK = "clock"
    HELD = "held"
    COLUMN = "column"
    OPENING = "opening"
    CHECKPOINT_SIGNATURE = "checkpoint_signature"
    CHECKPOINT_ROOT = "checkpoint_root"
    SIGNER = "signer"
    SEQUENCE = "sequence"
    CHAIN = "chain"
    ACT = "act"
    SOURCE = "source"
    TARGET = "target"
    ACTOR = "actor"
    STANDS = "stands"
    DIFFERS = "differs"
    UNRECORDED = "unrecorded"
    VANISHED = "vanished"
    FORM = "form"
    UNREADABLE = "unreadable"


class Remark(StrEnum):
    """What a reader should know and is no fault; the words are in the catalogue under `remark.`."""

    NOT_COVERED = "not_covered"
    NOT_TOLD = "not_told"
    NAMES_DELETED = "names_deleted"
    HELD_LONG = "held_long"


class Place(NamedTuple):
    """One cell of the database; no column where the whole row is meant."""

    table: str
    row: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.table}/{self.row}" + (f".{self.column}" if self.column else "")


@dataclass(frozen=True)
class Finding:
    """One disagreement between the record and the database, or within the record; or a remark."""

    place: Place
    what: Discrepancy | Remark
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}: {say(word_key(self.what), **self.facts)}"


@dataclass
class Report:
    """All findings of a verification, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    absent: set[tuple[int, int, str]] = field(default_factory=set)  # openings that leaves commit to and that are gone
    erased: frozenset[Erased] = frozenset()
    _seen: set[tuple[Place, Discrepancy, str]] = field(default_factory=set)

    @property
    def is_clean(self) -> bool:
        return not self.counts["findings"]

    def add(self, place: Place, what: Discrepancy, /, **facts: Any) -> None:
        """Keep a finding once, whichever checkers come upon it."""
        key = (place, what, repr(facts))
        if key in self._seen:
            return
        self.counts["findings"] += 1
        if len(self.findings) < MOST:
            self._seen.add(key)
            self.findings.append(Finding(place, what, facts))

    def remark(self, place: Place, what: Remark, /, **facts: Any) -> None:
        """Tell the reader something that is no fault."""
        if len(self.remarks) < MOST:
            self.remarks.append(Finding(place, what, facts))

    def attempt(self, place: Place, check: Callable[..., Any], *args: Any) -> Any:
        """Run a check; what breaks it is a finding at this place, and the others go on. A lost database is none."""
        try:
            return check(*args)
        except Exception as fault:  # whatever a changed value may break: a verification must not die of evidence
            if isinstance(fault, OperationalError) and "decode" not in str(fault):
                raise
            self.add(place, Discrepancy.UNREADABLE, why=_short(f"{type(fault).__name__}: {fault}"))
            return None

    def expect(self, place: Place, what: Discrepancy, /, *, stands: Any, recorded: Any) -> None:
        """A finding unless what stands in the cell is what the record says."""
        if stands != recorded:
            self.add(place, what, stands=_short(stands), recorded=_short(recorded))

    def compare(self, place: Place, column: str, /, *, stands: Any, recorded: Any) -> None:
        """The same for one cell of a table that an act wrote."""
        self.expect(place._replace(column=column), Discrepancy.DIFFERS, stands=stands, recorded=recorded)


def _short(value: Any) -> str:
    text = value.hex() if isinstance(value, bytes) else "–" if value is None else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
