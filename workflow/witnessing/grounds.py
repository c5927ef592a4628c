"""Why a mirror does not cosign: each ground with the very leaf at fault and both values, told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workflow.words import say, word_key


class Objection(StrEnum):
    """Kinds of finding; the words are in the catalogue under `objection.`."""

    FORM = "form"
    PLACE = "place"
    ACT = "act"
    GAP = "gap"
    CHAIN = "chain"
    CLOCK = "clock"
    HELD = "held"
    HELD_LONG = "held_long"
    BAND = "band"
    REUSED = "reused"
    APPROVAL = "approval"
    DRAFTED = "drafted"
    UNLAWFUL = "unlawful"
    WITHHELD = "withheld"
    OPENING = "opening"
    BYTES = "bytes"
    REWRITTEN = "rewritten"
    BACKWARDS = "backwards"
    ROOT = "root"
    OTHER_VIEW = "other_view"
    BEYOND = "beyond"


@dataclass(frozen=True)
class Finding:
    """One ground and its place: the log, the leaf, what it is about, the act; `facts` hold both values."""

    ground: Objection
    origin: str
    index: int | None = None
    object: str = ""
    act: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        row = "" if self.index is None else f"/{self.index}"
        return " ".join(part for part in (f"{self.origin}{row}", self.object, self.act) if part)

    def __str__(self) -> str:
        return f"{self.place}: {say(word_key(self.ground), **self.facts)}"

    def told(self) -> dict[str, Any]:
        """Flat, for a report that is signed or read by programs."""
        return {
            "ground": self.ground.value,
            "log": self.origin,
            "index": self.index,
            "object": self.object,
            "act": self.act,
            **{name: str(value) for name, value in self.facts.items()},
        }
