"""What a region has looked at and lets pass: a finding about one act, excused by a person with a reason, for good. That
a log was rewritten cannot be excused."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.log.durable import write_durably
from workflow.witnessing.grounds import Finding, Objection

NAME: Final = "excused.jsonl"
EXCUSABLE: Final = frozenset(
    {
        Objection.ACT,
        Objection.APPROVAL,
        Objection.BAND,
        Objection.BYTES,
        Objection.CLOCK,
        Objection.HELD,
        Objection.DRAFTED,
        Objection.OPENING,
        Objection.REUSED,
        Objection.UNLAWFUL,
        Objection.WITHHELD,
    }
)


@dataclass(frozen=True)
class Excuse:
    """One act, one ground, and why the region cosigns all the same."""

    log: str
    index: int
    ground: Objection
    reason: str

    def covers(self, found: Finding) -> bool:
        return (found.origin, found.index, found.ground) == (self.log, self.index, self.ground)


def read(folder: Path) -> list[Excuse]:
    path = folder / NAME
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    told = (json.loads(line) for line in lines)
    return [Excuse(one["log"], one["index"], Objection(one["ground"]), one["reason"]) for one in told]


def add(folder: Path, excuse: Excuse) -> None:
    """Lay it down behind the earlier ones."""
    kept = [*read(folder), excuse]
    lines = (json.dumps(vars(one), ensure_ascii=False, sort_keys=True) for one in kept)
    write_durably(folder / NAME, "".join(f"{line}\n" for line in lines).encode())


def apart(findings: Iterable[Finding], excuses: Iterable[Excuse]) -> tuple[list[Finding], list[Finding]]:
    """The findings that stand, and those that were excused."""
    known, standing, excused = list(excuses), list[Finding](), list[Finding]()
    for found in findings:
        (excused if any(one.covers(found) for one in known) else standing).append(found)
    return standing, excused
