"""What was done so far: kept in a file, so that a second run goes on where the first stopped and the totals add up."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

COLUMNS = (
    "kind", "runs", "faults", "acknowledged", "lost", "halves", "findings", "broken", "seconds",
)  # fmt: skip


@dataclass
class Figures:
    """Of one kind of torture: how often, what was injected, what was acknowledged, and everything that went wrong.
    `broken` counts what is neither lost, half nor a finding: a status 500, a timer fired twice, a law that was broken.
    """

    runs: int = 0
    faults: int = 0
    acknowledged: int = 0
    lost: int = 0
    halves: int = 0
    findings: int = 0
    broken: int = 0
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return bool(self.lost or self.halves or self.findings or self.broken)

    def add(self, other: "Figures") -> None:
        """Another batch of the same kind."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        self.told = self.told[:50]


class Book:
    """The figures of one seed, by kind."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.absent: list[str] = []  # what could not be done here
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        self.kinds = {kind: Figures(**figures) for kind, figures in kept.items()}

    def of(self, kind: str) -> Figures:
        return self.kinds.setdefault(kind, Figures())

    def keep(self) -> None:
        """Write it down whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        told = {kind: asdict(figures) for kind, figures in self.kinds.items()}
        new.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(self.path)

    def table(self) -> str:
        """All kinds, one a line."""
        rows = [list(COLUMNS)]
        for kind, f in self.kinds.items():
            rows.append([kind, *(str(getattr(f, name)) for name in COLUMNS[1:-1]), f"{f.seconds:.0f}"])
        widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
        return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
