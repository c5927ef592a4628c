"""The manifest of a package: whose project, for which region, its number in the row, the hash of the one before, and
every file by size and hash. Its own hash is what the maker's log tells.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Self

from workflow.text.canonical import canonical

FORMAT: Final = "tongbiao-package/1"
PLACE: Final = "package.json"
LEAF: Final = "package-leaf.json"
PROOFS: Final = "proofs.json"
DATA: Final = "data/"
FIELDS: Final = frozenset({"format", "log", "project", "to", "number", "previous", "made_at", "files"})
WORDS: Final = ("log", "project", "to", "made_at")
LONGEST: Final = 200
HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BadManifest(ValueError):
    """Not a manifest of the known form."""


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself."""

    log: str
    project: str
    to: str
    number: int
    previous: str | None
    made_at: str
    files: Mapping[str, str]

    def data(self) -> bytes:
        """Its bytes; the same values have the same ones."""
        told = {name: getattr(self, name) for name in FIELDS - {"format", "files"}}
        listed = [{"path": path, "sha256": digest} for path, digest in sorted(self.files.items())]
        return canonical({"format": FORMAT, **told, "files": listed})

    @property
    def sha256(self) -> str:
        return sha256(self.data()).hexdigest()

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """The manifest of these bytes; raises BadManifest."""
        told = loaded(raw)
        if not isinstance(told, dict) or told.keys() != FIELDS or told.pop("format") != FORMAT or not _typed(told):
            raise BadManifest
        files = {one["path"]: one["sha256"] for one in told.pop("files")}
        made = cls(**told, files=files)
        if made.data() != raw:  # a file named twice
            raise BadManifest
        return made


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Each file's SHA-256 by its name."""
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def loaded(raw: bytes) -> Any:
    """A value in its one canonical spelling; raises BadManifest."""
    try:
        told = json.loads(raw)
        if canonical(told) == raw:
            return told
    except (ValueError, TypeError, RecursionError) as fault:
        raise BadManifest from fault
    raise BadManifest


def _typed(told: Mapping[str, Any]) -> bool:
    number, before = told["number"], told["previous"]
    return (
        all(isinstance(told[name], str) and 0 < len(told[name]) <= LONGEST for name in WORDS)
        and isinstance(number, int)
        and not isinstance(number, bool)
        and 0 < number < 2**31
        and (before is None or _is_hash(before))
        and isinstance(told["files"], list)
        and all(_is_file(one) for one in told["files"])
    )


def _is_file(one: Any) -> bool:
    is_named = isinstance(one, dict) and one.keys() == {"path", "sha256"} and isinstance(one["path"], str)
    return is_named and _is_hash(one["sha256"])


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and bool(HASH.fullmatch(value))
