"""What stands behind a mirror's leaves: documents by their hash, and openings of commitments. Bytes that do not make
the hash they were asked by are kept too, as evidence, and named with the leaf that told the hash."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from workflow.log.durable import make_directory, write_durably
from workflow.log.journal import commitment
from workflow.witnessing.grounds import Finding, Objection
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
        """Lay down what came; what lies here already is never written over: what differs from it lies beside it."""
        for digest, data in payload.documents.items():
            is_true = sha256(data).hexdigest() == digest
            self._write(_document(digest) if is_true else Path(ODD, digest), data)
            if is_true:
                (self.folder / ODD / digest).unlink(missing_ok=True)  # a fault of the way, mended since
        for index, fields in payload.openings.items():
            held = self.opened(origin, index)
            if not held and fields:
                self._write(_opening(origin, index), _spelled(fields))
            elif any(held.get(name) != one for name, one in fields.items()):
                self._write(_again(origin, index), _spelled(fields))

    def document(self, digest: str) -> bytes | None:
        """The bytes of this hash, hashed again."""
        path = self.folder / _document(digest)
        data = path.read_bytes() if path.exists() else None
        return data if data is not None and sha256(data).hexdigest() == digest else None

    def opened(self, origin: str, index: int) -> dict[str, tuple[bytes, bytes]]:
        """The openings held of a leaf: salt and value by field."""
        return self._fields(_opening(origin, index))

    def faults(self, leaf: Leaf) -> Iterator[Finding]:
        """Openings that do not fit the commitments of this leaf, and documents that are not what it names."""
        for path in (_opening(leaf["log"], leaf["idx"]), _again(leaf["log"], leaf["idx"])):
            for name, (salt, value) in self._fields(path).items():
                made, wanted = commitment(name, salt, value), leaf["commit"].get(name)
                if made != wanted:
                    yield _found(Objection.OPENING, leaf, f"{name}: {made}", wanted)
        for digest in sorted(documents_of(leaf)):
            for path in (self.folder / ODD / digest, self.folder / _document(digest)):
                made = sha256(path.read_bytes()).hexdigest() if path.exists() else digest
                if made != digest:
                    yield _found(Objection.BYTES, leaf, made, digest)

    def forget(self, origin: str, index: int, field: str) -> None:
        """An opening that was erased at the host goes here too; its leaf stays, and so do the other fields."""
        for path in (_opening(origin, index), _again(origin, index)):
            left = self._fields(path)
            if left.pop(field, None) is None:
                continue
            (self.folder / path).unlink()
            if left:
                self._write(path, _spelled(left))

    def _fields(self, path: Path) -> dict[str, tuple[bytes, bytes]]:
        place = self.folder / path
        told = json.loads(place.read_bytes()) if place.exists() else {}
        return {name: (bytes.fromhex(one["salt"]), bytes.fromhex(one["value"])) for name, one in told.items()}

    def _write(self, path: Path, data: bytes) -> None:
        place = self.folder / path
        if place.exists() and place.read_bytes() == data:
            return
        for folder in reversed([place.parent, *place.parent.parents]):
            if not folder.exists():
                make_directory(folder)
        write_durably(place, data)


def _spelled(fields: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    told = {name: {"salt": salt.hex(), "value": value.hex()} for name, (salt, value) in fields.items()}
    return json.dumps(told, sort_keys=True).encode()


def documents_of(leaf: Leaf) -> set[str]:
    """The hashes of texts, statement and files that a leaf names."""
    named = {leaf["text"], leaf["facts"].get("text_hash"), leaf["stmt"], *leaf["files"]}
    return {digest for digest in named if isinstance(digest, str)}


def _document(digest: str) -> Path:
    return Path(DOCUMENTS, digest[:2], digest)


def _opening(origin: str, index: int) -> Path:
    return Path(OPENINGS, sha256(origin.encode()).hexdigest(), f"{index}.json")


def _again(origin: str, index: int) -> Path:
    """What came later for the same leaf, and was not the same."""
    return _opening(origin, index).with_suffix(".again")


def _found(ground: Objection, leaf: Mapping[str, Any], found: Any, wanted: Any) -> Finding:
    return Finding(ground, leaf["log"], leaf["idx"], leaf["obj"], leaf["act"], {"found": found, "wanted": wanted})
