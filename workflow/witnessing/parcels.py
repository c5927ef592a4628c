"""What a host sealed for itself, as a mirror keeps it: of each parcel the newest alone, so that what was erased at the
host is gone here with the next pull. Nobody here can open one."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from workflow.log.durable import make_directory, write_durably
from workflow.parcels.telling import Parcel
from workflow.witnessing.sources import Unreachable

REACHED: Final = "reached.json"
SUFFIX: Final = ".parcel"


class Parcels:
    """One folder for all logs of a mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def reached(self, origin: str) -> int:
        """Up to which leaf of a log everything behind it lies here."""
        return int(self._all().get(origin, 0))

    def keep(self, origin: str, size: int, parcels: Iterable[Parcel], file: Callable[[str], bytes]) -> None:
        """Lay down what came for the log of `size` leaves; what the host could not tell for it is asked for again."""
        reached = size
        for parcel in parcels:
            if parcel.sealed is None:
                reached = min(reached, parcel.since)
            else:
                for digest in parcel.files:
                    if self.file(digest) is None:
                        with suppress(Unreachable):
                            self._write(f"files/{digest}", file(digest))
                self._write(_file(parcel.name), parcel.name.encode() + b"\n" + parcel.sealed)
        if reached != self.reached(origin):
            self._write(REACHED, json.dumps(self._all() | {origin: reached}, sort_keys=True).encode())

    def sealed(self, name: str) -> bytes | None:
        path = self.folder / _file(name)
        return path.read_bytes().partition(b"\n")[2] if path.exists() else None

    def file(self, digest: str) -> bytes | None:
        """A handed-in file as the host sealed it."""
        path = self.folder / "files" / digest
        return path.read_bytes() if path.exists() else None

    def names(self) -> Iterator[str]:
        """Of everything that lies here."""
        for path in sorted(self.folder.glob(f"*/*{SUFFIX}")):
            with path.open("rb") as file:
                yield file.readline().rstrip(b"\n").decode("utf-8", "replace")

    def _all(self) -> dict[str, int]:
        path = self.folder / REACHED
        return dict(json.loads(path.read_bytes())) if path.exists() else {}

    def _write(self, name: str, data: bytes) -> None:
        place = self.folder / name
        if place.exists() and place.read_bytes() == data:
            return
        for folder in (self.folder.parent, self.folder, place.parent):
            if not folder.exists():
                make_directory(folder)
        write_durably(place, data)


def _file(name: str) -> str:
    digest = sha256(name.encode()).hexdigest()
    return f"{digest[:2]}/{digest}{SUFFIX}"
