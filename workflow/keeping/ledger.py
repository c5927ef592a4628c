"""Which values were erased, kept outside the database by place alone: a backup that is older than an erasure must not
bring the value back."""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from workflow.settings import Settings

NAME: Final = Path("erased", "ledger.jsonl")


@dataclass(frozen=True, order=True)
class Entry:
    """One erased opening: the log's name, the leaf, the field."""

    log: str
    index: int
    field: str


def read(settings: Settings) -> set[Entry]:
    """All entries; a last line that a crash cut is none."""
    path = settings.var_path / NAME
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        try:
            found.add(Entry(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def places(settings: Settings) -> set[tuple[str, int, str]]:
    """The same as `verify` takes it."""
    return {(entry.log, entry.index, entry.field) for entry in read(settings)}


def add(settings: Settings, entries: Iterable[Entry]) -> None:
    """Append what is not there yet; on the disk when this returns."""
    new = set(entries) - read(settings)
    if not new:
        return
    path = settings.var_path / NAME
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"\n{json.dumps(asdict(entry))}\n" for entry in sorted(new))
        file.flush()
        os.fsync(file.fileno())
