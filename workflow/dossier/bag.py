"""A bag (BagIt 1.0, RFC 8493) and its ZIP of stored entries: the same files give the same bytes; nothing is held in
memory but one block."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from workflow.clock import day_of
from workflow.storage.shelf import Tell

BLOCK: Final = 1 << 20
DATA: Final = "data/"
BAGIT: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
MODE: Final = 0o100644 << 16
UNIX: Final = 3


@dataclass(frozen=True)
class File:
    """One file of the bag: where its bytes lie, how many they are, and their hash."""

    place: Path
    size: int
    sha256: str
    name: str = ""  # the original name of a paper


class Bag:
    """Files gathered below a folder, or named where they lie; written out as one archive at the end."""

    def __init__(self, folder: Path, at: datetime, tell: Tell = lambda done, total: None) -> None:
        self.folder = folder
        self.at = at
        self.files: dict[str, File] = {}
        self.expected = 0  # files: what `tell` counts by, once it is known
        self._tell = tell

    def put(self, path: str, data: bytes) -> None:
        """Add a file by its bytes."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        self._add(path, File(place, len(data), hashlib.sha256(data).hexdigest()))

    def take(self, path: str, place: Path, name: str) -> None:
        """Add a file as it lies; it is read again when the archive is written."""
        with place.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            self._add(path, File(place, stream.tell(), digest, name))

    def _add(self, path: str, file: File) -> None:
        self.files[path] = file
        if self.expected:
            self._tell(len(self.files), self.expected)

    def finish(self, identifier: str) -> None:
        """Add the files that make it a bag, in their order: each tells the hashes of those before."""
        payload = [path for path in self.files if path.startswith(DATA)]
        self.put("bagit.txt", BAGIT)
        size = sum(self.files[path].size for path in payload)
        told = {"Bagging-Date": day_of(self.at).isoformat(), "External-Identifier": identifier}
        told["Payload-Oxum"] = f"{size}.{len(payload)}"
        self.put("bag-info.txt", "".join(f"{name}: {words}\n" for name, words in sorted(told.items())).encode())
        self.put("manifest-sha256.txt", self._manifest(payload))
        self.put("tagmanifest-sha256.txt", self._manifest([p for p in self.files if not p.startswith(DATA)]))

    def write(self, top: str, out: IO[bytes]) -> None:
        """The archive, its entries in the order of their names. A file that changed meanwhile is an error."""
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
            for path in sorted(self.files):
                _store(archive, f"{top}/{path}", self.files[path])

    def _manifest(self, paths: list[str]) -> bytes:
        return "".join(f"{self.files[path].sha256}  {path}\n" for path in sorted(paths)).encode()


def _store(archive: zipfile.ZipFile, name: str, file: File) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system, info.external_attr, info.file_size = UNIX, MODE, file.size
    digest = hashlib.sha256()
    with archive.open(info, "w") as entry:
        for block in blocks(file.place):
            digest.update(block)
            entry.write(block)
    if digest.hexdigest() != file.sha256:
        raise OSError(f"{file.place} changed while it was packed")


def blocks(place: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces."""
    with place.open("rb") as stream:
        while block := stream.read(BLOCK):
            yield block
