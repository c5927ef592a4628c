"""What a verification finds, each finding with the very cell at fault. How it is found is not here."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from workflow.words import say, word_key

MOST: Final = 1_000  # findings kept; the rest is counted, so that a ruined database does not fill the memory


class Discrepancy(StrEnum):
    """Kinds of finding; the words are in the catalogue under `discrepancy.`."""

    LEAF_HASH = "leaf_hash"
    LEAF_FORM = "leaf_form"
    LEAF_GAP = "leaf_gap"
    LEAF_BEYOND = "leaf_beyond"
    HEAD = "head"
    CLOCK = "clock"
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


class Place(NamedTuple):
    """One cell of the database; no column where the whole row is meant."""

    table: str
    row: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.table}/{self.row}" + (f".{self.column}" if self.column else "")


@dataclass(frozen=True)
class Finding:
    """One disagreement between the record and the database, or within the record."""

    place: Place
    what: Discrepancy
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.place}: {say(word_key(self.what), **self.facts)}"


@dataclass
class Report:
    """All findings of a verification, and how much was looked at."""

    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        return not self.counts["findings"]

    def add(self, place: Place, what: Discrepancy, /, **facts: Any) -> None:
        self.counts["findings"] += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(place, what, facts))

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
