"""What stands behind a mirror's leaves: documents by their hash, and openings of commitments. Bytes that do not make
the hash they were asked by are kept too, as evidence, and named with the leaf that told the hash."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from workflow.log.durable import make_directory, write_durably
from workflow.log.journal import commitment
from workflow.witnessing.grounds import Finding, Ground
from workflow.witnessing.lives import Leaf
from workflow.witnessing.sources import Payload

DOCUMENTS: Final = "documents"
ODD: Final = "odd"
OPENINGS: Final = "openings"


class Store:
    """One folder for all logs of a mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, origin: str, payload: Payload) -> None:
        """Lay down what came; nothing that lies here already is written over."""
        for digest, data in payload.documents.items():
            is_true = sha256(data).hexdigest() == digest
            self._write(_document(digest) if is_true else Path(ODD, digest), data)
        for index, fields in payload.openings.items():
            told = {name: {"salt": salt.hex(), "value": value.hex()} for name, (salt, value) in fields.items()}
            self._write(_opening(origin, index), json.dumps(told, sort_keys=True).encode())

    def document(self, digest: str) -> bytes | None:
        """The bytes of this hash, hashed again."""
        path = self.folder / _document(digest)
        data = path.read_bytes() if path.exists() else None
        return data if data is not None and sha256(data).hexdigest() == digest else None

    def opened(self, origin: str, index: int) -> dict[str, tuple[bytes, bytes]]:
        """The openings held of a leaf: salt and value by field."""
        path = self.folder / _opening(origin, index)
        told = json.loads(path.read_bytes()) if path.exists() else {}
        return {name: (bytes.fromhex(one["salt"]), bytes.fromhex(one["value"])) for name, one in told.items()}

    def faults(self, leaf: Leaf) -> Iterator[Finding]:
        """Openings that do not fit the commitments of this leaf, and documents that are not what it names."""
        for name, (salt, value) in self.opened(leaf["log"], leaf["idx"]).items():
            made, wanted = commitment(name, salt, value), leaf["commit"].get(name)
            if made != wanted:
                yield _found(Ground.OPENING, leaf, f"{name}: {made}", wanted)
        for digest in sorted(documents_of(leaf)):
            odd, held = self.folder / ODD / digest, self.folder / _document(digest)
            if not held.exists() and odd.exists():
                yield _found(Ground.BYTES, leaf, sha256(odd.read_bytes()).hexdigest(), digest)
            elif held.exists() and self.document(digest) is None:
                yield _found(Ground.BYTES, leaf, sha256(held.read_bytes()).hexdigest(), digest)

    def forget(self, origin: str, index: int) -> None:
        """An opening that was erased at the host goes here too; the leaf stays."""
        (self.folder / _opening(origin, index)).unlink(missing_ok=True)

    def _write(self, path: Path, data: bytes) -> None:
        place = self.folder / path
        if place.exists() and place.read_bytes() == data:
            return
        for folder in reversed([place.parent, *place.parent.parents]):
            if not folder.exists():
                make_directory(folder)
        write_durably(place, data)


def documents_of(leaf: Leaf) -> set[str]:
    """The hashes of texts, statement and files that a leaf names."""
    named = {leaf["text"], leaf["facts"].get("text_hash"), leaf["stmt"], *leaf["files"]}
    return {digest for digest in named if isinstance(digest, str)}


def _document(digest: str) -> Path:
    return Path(DOCUMENTS, digest[:2], digest)


def _opening(origin: str, index: int) -> Path:
    return Path(OPENINGS, sha256(origin.encode()).hexdigest(), f"{index}.json")


def _found(ground: Ground, leaf: Mapping[str, Any], found: Any, wanted: Any) -> Finding:
    return Finding(ground, leaf["log"], leaf["idx"], leaf["obj"], leaf["act"], {"found": found, "wanted": wanted})
