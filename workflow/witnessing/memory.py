"""What a witness or mirror has seen of each log: the head it cosigned last, every note ever, and what contradicts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Final

from workflow.log.cosignatures import added, spelled
from workflow.log.durable import alone, make_directory, write_durably
from workflow.log.keys import BadNote
from workflow.log.notes import Checkpoint, verify
from workflow.witnessing.trusted import Trusted, UnknownLog

LAST: Final = "checkpoint"
NOTES: Final = "notes"
EVIDENCE: Final = "evidence"
INSTALLATION: Final = "installation"


class Damaged(Exception):
    """The region's own memory cannot be read: only a person may set that right."""


class Memory:
    """One folder a log, named by the hash of its origin; nothing in it is ever taken away."""

    def __init__(self, folder: Path, trusted: Trusted) -> None:
        self.folder = folder
        self.trusted = trusted
        make_directory(folder)

    @contextmanager
    def alone(self, origin: str) -> Iterator[Path]:
        """Hold this log's folder: between reading the last head and moving on nobody else may."""
        place = self.place(origin)
        make_directory(place)
        with alone(place):
            yield place

    def place(self, origin: str) -> Path:
        return self.folder / sha256(origin.encode()).hexdigest()

    def last(self, origin: str) -> tuple[Checkpoint, bytes] | None:
        """The head cosigned last with its whole note; nothing of a log never cosigned."""
        path = self.place(origin) / LAST
        if not path.exists():
            return None
        note = path.read_bytes()
        try:
            head = self.trusted.verified(note)
        except (BadNote, UnknownLog) as broken:
            raise Damaged(f"{path}: {broken}") from broken
        if head.origin != origin:
            raise Damaged(f"{path}: {head.origin}")
        return head, note

    def advance(self, origin: str, note: bytes, line: str) -> None:
        """From now on this is the head cosigned last, kept with our line; on the disk before the line leaves us."""
        by_log = verify(note, (self.trusted.key_of(origin),))
        plain = by_log.text + b"\n" + "".join(spelled(signature) for signature in by_log.signatures).encode()
        write_durably(self.place(origin) / LAST, added(plain, [line]))

    def settle(self, origin: str, name: str, note: bytes) -> None:
        """Lay down a note of another standing than the head cosigned last."""
        write_durably(self.place(origin) / name, note)

    def held(self, origin: str, name: str) -> bytes | None:
        path = self.place(origin) / name
        return path.read_bytes() if path.exists() else None

    def keep(self, origin: str, head: Checkpoint, note: bytes) -> Path:
        """Keep a note for ever: whoever shows two heads of one size must find both here."""
        folder = self.place(origin) / NOTES
        make_directory(folder)
        path = folder / f"{head.size:019d}-{sha256(note).hexdigest()[:16]}.note"
        if not path.exists():
            write_durably(path, note)
        return path

    def notes(self, origin: str) -> Iterator[bytes]:
        """Every note kept of a log, the smallest head first."""
        for path in sorted((self.place(origin) / NOTES).glob("*.note")):
            yield path.read_bytes()

    def accuse(self, origin: str, files: Mapping[str, bytes]) -> Path:
        """Lay down what contradicts; the same contradiction lies there once."""
        digest = sha256(b"".join(files.values())).hexdigest()[:16]
        folder = self.place(origin) / EVIDENCE / digest
        make_directory(folder.parent)
        make_directory(folder)
        for name, data in files.items():
            write_durably(folder / name, data)
        return folder

    def origins(self, name: str = LAST) -> list[str]:
        """The logs of which such a note lies here, the oldest first."""
        notes = [path.read_bytes() for path in self.folder.glob(f"*/{name}")]
        return sorted((note.partition(b"\n")[0].decode() for note in notes), key=in_order)


def in_order(origin: str) -> tuple[str, int, int]:
    """Logs of one agreement by year, and the parts of a year as they were opened."""
    name, _, year = origin.rpartition("/")
    year, _, part = year.partition(".")
    return name, int(year) if year.isdigit() else 0, int(part) if part.isdigit() else 1


def is_of_installation(origin: str) -> bool:
    """Whether this log tells of seats and calendars: read for the replay, cosigned by nobody for an agreement."""
    return origin.rpartition("/")[0].rpartition("/")[2] == INSTALLATION
