"""What a backup says of itself: when, of which version, every file with its hash, and the heads of all logs."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from workflow.keeping.faults import CannotKeep
from workflow.keeping.heads import Head

NAME: Final = "manifest.json"
FORM: Final = 1


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """The list by which a backup is checked, before anything of it is used."""

    taken_at: str
    version: str
    database: str
    revision: str
    logs: list[Head]
    files: dict[str, dict[str, Any]]  # path → size and SHA-256
    form: int = FORM

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.taken_at)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(int(told["size"]) for told in self.files.values())

    def write(self, folder: Path) -> str:
        """Put it into the folder; gives its own SHA-256, by which the backup is known."""
        body = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
        (folder / NAME).write_bytes(body)
        return sha256(body).hexdigest()


def read(folder: Path) -> tuple[Manifest, str]:
    """The manifest of a backup with its SHA-256; every file is compared with it first."""
    try:
        body = (folder / NAME).read_bytes()
        told = json.loads(body)
        made = Manifest(**(told | {"logs": [Head(**head) for head in told["logs"]]}))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise CannotKeep("{folder} 里没有可读的备份清单。", folder=str(folder)) from fault
    if made.form != FORM:
        raise CannotKeep("备份清单的格式 {form} 不是本版本所能读的。", form=made.form)
    found = {path: {"size": size, "sha256": digest} for path, size, digest in measured(folder)}
    differing = sorted(path for path in found.keys() | made.files.keys() if found.get(path) != made.files.get(path))
    if differing:
        raise CannotKeep("备份与其清单不符：{files}。", files=differing[:10])
    return made, sha256(body).hexdigest()


def measured(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Every file below the folder but the manifest: path, size, SHA-256."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / NAME:
            with path.open("rb") as stream:
                digest = file_digest(stream, "sha256").hexdigest()
            yield path.relative_to(folder).as_posix(), path.stat().st_size, digest
