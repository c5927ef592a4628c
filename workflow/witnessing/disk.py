"""A log on a disk: what a host that cannot be reached would have answered, in one ZIP; and cosigned notes going back.
Nothing in it is believed before it is verified, as nothing that comes over HTTP is."""

import json
import zipfile
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from workflow.log.keys import BadNote, unbase64
from workflow.log.notes import Checkpoint, parse
from workflow.log.tiles import NoTile, bundle, unbundle
from workflow.parcels.telling import Parcel
from workflow.witnessing.sources import Payload, Source, Unreachable, parcel_line, parcel_of

CONTENTS: Final = "logs.json"
MOST: Final = 1 << 30  # bytes of one file in it
BETWEEN: Final = b"\n\n"  # two notes in one file: a checkpoint holds no empty line but one


def pack(source: Source, out: Path, since: Mapping[str, Collection[int]]) -> list[Checkpoint]:
    """Write what each log has beyond the smallest of `since` (by origin; from its first leaf where none is given), and
    how its head extends each of them: a region's witness and its mirror may have come differently far."""
    told, heads = list[dict[str, Any]](), list[Checkpoint]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as disk:
        for n, note in enumerate(source.heads(), 1):
            head = Checkpoint.parse(parse(note).text)
            known = {size for size in since.get(head.origin, ()) if 0 < size <= head.size}
            start = min(known, default=0)
            disk.writestr(f"{n:02d}.note", note)
            disk.writestr(f"{n:02d}.entries", bundle(source.entries(head.origin, start, head.size)))
            _pack_parcels(source, disk, head, start, f"{n:02d}.parcels")
            told.append(_packed(source, disk, head, known))
            heads.append(head)
        disk.writestr(CONTENTS, json.dumps(told, indent=1, sort_keys=True))
    return heads


def _pack_parcels(source: Source, disk: zipfile.ZipFile, head: Checkpoint, start: int, name: str) -> None:
    """What the host sealed for itself, and the files that belong to it, each once."""
    found = list(source.parcels(head.origin, start, head.size, head.size))
    disk.writestr(name, b"".join(map(parcel_line, found)))
    there = set(disk.namelist())
    for digest in sorted({digest for parcel in found for digest in parcel.files}):
        if f"sealed/{digest}" not in there:
            with suppress(Unreachable):
                disk.writestr(f"sealed/{digest}", source.sealed_file(head.origin, digest))


def _packed(source: Source, disk: zipfile.ZipFile, head: Checkpoint, known: Collection[int]) -> dict[str, Any]:
    """What the list of contents says of one log; the documents of its leaves go onto the disk, each once."""
    start = min(known, default=0)
    payload = source.payload(head.origin, start, head.size)
    for digest in payload.documents.keys() - {name.rpartition("/")[2] for name in disk.namelist()}:
        disk.writestr(f"documents/{digest}", payload.documents[digest])
    proofs = {
        str(old): [b64encode(node).decode() for node in source.consistency(head.origin, old, head.size)]
        for old in known
    }
    told = {"origin": head.origin, "start": start, "size": head.size, "openings": _spelled(payload)}
    return told | {"proofs": proofs}


class Disk:
    """A packed disk as a source. Whoever asks for more than it holds is told that it cannot be reached."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as disk:
                self._logs = {
                    one["origin"]: (n, one) for n, one in enumerate(json.loads(self._read(CONTENTS, disk)), 1)
                }
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as bad:
            raise Unreachable(f"{path}: {bad}") from bad

    def heads(self) -> list[bytes]:
        return [self._read(f"{n:02d}.note") for n, _ in self._logs.values()]

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        told = self._of(origin)[1]
        if told["size"] != new or str(old) not in told["proofs"]:
            raise Unreachable(f"{self.path}: {origin} {told['start']}…{told['size']}, {old}…{new}")
        try:
            return tuple(unbase64(node) for node in told["proofs"][str(old)])
        except BadNote as bad:
            raise Unreachable(f"{self.path}: {bad}") from bad

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        n, told = self._of(origin)
        if start < told["start"] or end > told["size"]:
            raise Unreachable(f"{self.path}: {origin} {told['start']}…{told['size']}, {start}…{end}")
        try:
            yield from unbundle(self._read(f"{n:02d}.entries"))[start - told["start"] : end - told["start"]]
        except NoTile as bad:
            raise Unreachable(f"{self.path}: {bad}") from bad

    def payload(self, origin: str, start: int, end: int) -> Payload:
        """All documents of the disk, and the openings of these leaves."""
        with zipfile.ZipFile(self.path) as disk:
            named = [name for name in disk.namelist() if name.startswith("documents/")]
            documents = {name.rpartition("/")[2]: self._read(name, disk) for name in named}
        openings = {int(index): fields for index, fields in self._of(origin)[1]["openings"].items()}
        wanted = {index: _read_opening(fields) for index, fields in openings.items() if start <= index < end}
        return Payload(documents, wanted)

    def parcels(self, origin: str, start: int, end: int, size: int) -> Iterator[Parcel]:
        """All that the disk holds of the log; a disk that begins behind `start` cannot tell what lies before it."""
        n, told = self._of(origin)
        if start < told["start"] or size != told["size"]:
            raise Unreachable(f"{self.path}: {origin} {told['start']}…{told['size']}, {start}…{size}")
        try:
            yield from (parcel_of(json.loads(line)) for line in self._read(f"{n:02d}.parcels").splitlines())
        except (ValueError, KeyError, TypeError) as bad:
            raise Unreachable(f"{self.path}: {bad}") from bad

    def sealed_file(self, origin: str, digest: str) -> bytes:
        try:
            return self._read(f"sealed/{digest}")
        except KeyError as none:
            raise Unreachable(f"{self.path}: {digest}") from none

    def _of(self, origin: str) -> tuple[int, dict[str, Any]]:
        if origin not in self._logs:
            raise Unreachable(f"{self.path}: {origin}")
        return self._logs[origin]

    def _read(self, name: str, disk: zipfile.ZipFile | None = None) -> bytes:
        if disk is None:
            with zipfile.ZipFile(self.path) as opened:
                return self._read(name, opened)
        if disk.getinfo(name).file_size > MOST:
            raise Unreachable(f"{self.path}: {name}")
        return disk.read(name)


def joined(notes: Iterator[bytes] | list[bytes]) -> bytes:
    """Several notes in one file."""
    return BETWEEN.join(notes)


def apart(data: bytes) -> list[bytes]:
    """The notes of such a file."""
    pieces = data.split(b"\n" + BETWEEN)
    return [*(piece + b"\n" for piece in pieces[:-1]), pieces[-1]]


def _spelled(payload: Payload) -> dict[str, dict[str, list[str]]]:
    return {
        str(index): {name: [salt.hex(), value.hex()] for name, (salt, value) in fields.items()}
        for index, fields in payload.openings.items()
    }


def _read_opening(fields: Mapping[str, list[str]]) -> dict[str, tuple[bytes, bytes]]:
    return {name: (bytes.fromhex(salt), bytes.fromhex(value)) for name, (salt, value) in fields.items()}
