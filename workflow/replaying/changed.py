"""Changes proposed to agreements, as their events tell them: what each said, who proposed it when, who signed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from workflow.replaying.seated import HELD
from workflow.vocabulary import ChangeKind

Leaf = Mapping[str, Any]
Words = Mapping[tuple[str, int], str]  # by log and leaf: why a change was proposed, unless erased
SIGNED: Final = ("confirm_change", "sign_agreement")
OPENED: Final = ("open_change", "open_signing")
DECIDED: Final = ("withdraw_change", "refuse_change", "adopt_change", "agreement_begins")


@dataclass
class Change:
    """What the log tells of one change, cell by cell, and who signed it at which hour."""

    cells: dict[str, Any] = field(default_factory=dict)
    voices: dict[str, dict[str, Any]] = field(default_factory=dict)

    def follow(self, leaf: Leaf, words: Words) -> None:
        """Take the next event about this change."""
        facts, at = leaf["facts"], HELD if "clk" in leaf else leaf["ts"]
        self.cells["sha256"] = facts["sha256"]
        if leaf["act"] in SIGNED:
            who = {"person_id": leaf["actor"], "seat_id": leaf["seat"], "sha256": facts["sha256"], "at": at}
            self.voices[leaf["region"]] = who
        elif leaf["act"] in OPENED:
            self.cells["opened_at"] = at
        elif leaf["act"] in DECIDED:
            self.cells["decided_at"] = at
        else:
            self._proposed(leaf, at, words)

    def _proposed(self, leaf: Leaf, at: str, words: Words) -> None:
        """The first such act makes the change; a later one adds a figure to it, for a reason of its own."""
        facts, key = leaf["facts"], (leaf["log"], leaf["idx"])
        who = {"proposed_by": leaf["actor"], "proposed_region": leaf["region"], "proposed_at": at}
        region = leaf["region"] if facts["kind"] == ChangeKind.CHAIN else None
        first = who | {"kind": facts["kind"], "region_code": region, "opened_at": None, "decided_at": None}
        self.cells = first | self.cells
        if key in words or "reason" not in leaf["commit"]:
            self.cells["reason"] = words.get(key, "")
        if "before" in facts:
            self.cells["before"] = facts["before"]


def followed(changes: dict[int, Change], leaf: Leaf, words: Words) -> None:
    """Take the next event of an agreement; one that is about no change passes by."""
    if "sha256" in leaf["facts"] and "change" in leaf["facts"]:
        changes.setdefault(leaf["facts"]["change"], Change()).follow(leaf, words)
