"""Files that take long to make: each is made once at a time, behind whoever asked where that takes longer than he
waits, and lies on disk for those who may have it. Whatever lies here can be made again."""

import fcntl
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedRandom
from pathlib import Path
from typing import Any, BinaryIO, Final

from workflow.facts import pack, unpack
from workflow.process.reasons import Reason, Refused

KEPT: Final = timedelta(hours=1)  # what opens anything does not lie about for longer
PATIENCE: Final = 4.0  # seconds that a page waits for a file
KEEP: Final = "keep"  # seconds, in what is told of a file that may lie longer
FILE, TOLD, LOCK, FAULT, STEPS, COMING = ".file", ".told", ".lock", ".fault", ".steps", ".coming"
Tell = Callable[[int, int], None]  # how much is done, of how much
Work = Callable[[BufferedRandom, Tell], dict[str, Any]]  # writes the file; gives what is told of it
_hands: Final = threading.Semaphore(2)  # so many files are made at once by one process
journal = logging.getLogger(__name__)


class Busy(Exception):
    """Others are being served; whoever asks again in a little while will be, too."""


@dataclass(frozen=True)
class Made:
    """A file that is whole, and what is told of it."""

    path: Path
    told: dict[str, Any]


@dataclass(frozen=True)
class Progress:
    """How far a file is that is being made; (0, 0) while it waits for its turn."""

    done: int
    total: int


class Shelf:
    """The files below one folder, each under a key of small letters, digits and hyphens."""

    def __init__(self, var: Path) -> None:
        self.place = var / "shelf"
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)

    def find(self, key: str) -> Made | None:
        """The file, if it is whole."""
        told = self._read(key, TOLD)
        return Made(self._at(key, FILE), told) if told is not None and self._at(key, FILE).is_file() else None

    def progress(self, key: str) -> Progress | None:
        """How far it is, while somebody makes it."""
        with suppress(FileNotFoundError, BlockingIOError), self._at(key, LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            return None
        return Progress(*(self._read(key, STEPS) or (0, 0))) if self._at(key, LOCK).exists() else None

    def fault(self, key: str) -> list[Reason] | None:
        """Why it could not be made the last time; no reason at all where nobody foresaw it."""
        told = self._read(key, FAULT)
        return None if told is None else [Reason(rule, _facts(facts)) for rule, facts in told]

    def make(self, key: str, work: Work, patience: float = PATIENCE) -> Made | None:
        """Make a file, or wait a little for whoever does; None where it takes longer, and goes on behind. What it
        raises while somebody waits is raised here."""
        self.sweep()
        if (found := self.find(key)) is not None or self.progress(key) is not None:
            return found
        faults: list[BaseException] = []
        thread = threading.Thread(target=self._made, args=(key, work, faults), name=f"shelf-{key}", daemon=True)
        thread.start()
        thread.join(patience)
        if faults:
            raise faults[0]
        return self.find(key)

    def sweep(self) -> None:
        """What lay long enough goes, and what a maker that was killed left behind."""
        gate = self.place / "gate"
        gate.touch()
        now = gate.stat().st_mtime
        for path in self.place.iterdir():
            with suppress(FileNotFoundError, BlockingIOError):
                if path != gate and now - path.stat().st_mtime > self._keep(path):
                    _remove(path)

    def _keep(self, path: Path) -> float:
        told = self._read(path.stem, TOLD) if path.suffix in (TOLD, FILE) else None
        return float((told or {}).get(KEEP, KEPT.total_seconds()))

    def forget(self) -> None:
        """Everything goes, and what is being made now is made once more: something was erased that may be in it."""
        with self._gate(fcntl.LOCK_EX) as gate:
            for path in self.place.iterdir():
                if path.suffix in (FILE, TOLD, FAULT):
                    path.unlink(missing_ok=True)
            gate.write(b".")

    def _made(self, key: str, work: Work, faults: list[BaseException]) -> None:
        """One maker at a time holds the lock of a file, in whichever process; whoever waited finds it made."""
        try:
            with self._at(key, LOCK).open("ab") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                os.utime(lock.fileno())
                self._write(key, STEPS, (0, 0))
                with _hands:
                    while self.find(key) is None:
                        self._once(key, work)
                self._at(key, STEPS).unlink(missing_ok=True)
        except Exception as fault:
            self._failed(key, fault)
            faults.append(fault)

    def _once(self, key: str, work: Work) -> None:
        self._at(key, FAULT).unlink(missing_ok=True)
        coming, began = self._at(key, COMING), self._forgotten()
        try:
            with os.fdopen(os.open(coming, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as stream:
                told = work(stream, _Steps(lambda done, total: self._write(key, STEPS, (done, total))))
            with self._gate(fcntl.LOCK_SH):
                if self._forgotten() == began:
                    os.replace(coming, self._at(key, FILE))
                    self._write(key, TOLD, told)
        finally:
            coming.unlink(missing_ok=True)

    def _failed(self, key: str, fault: Exception) -> None:
        reasons = fault.reasons if isinstance(fault, Refused) else []
        if not reasons:
            journal.error("%s could not be made", key, exc_info=fault)
        self._write(key, FAULT, [(one.rule, pack(one.facts)) for one in reasons])

    @contextmanager
    def _gate(self, kind: int) -> Iterator[BinaryIO]:
        with (self.place / "gate").open("ab") as gate:
            fcntl.flock(gate, kind)
            yield gate

    def _forgotten(self) -> int:
        """How often everything was forgotten."""
        gate = self.place / "gate"
        return gate.stat().st_size if gate.exists() else 0

    def _at(self, key: str, kind: str) -> Path:
        return self.place / f"{key}{kind}"

    def _read(self, key: str, kind: str) -> Any:
        with suppress(FileNotFoundError, ValueError):
            return json.loads(self._at(key, kind).read_bytes())
        return None

    def _write(self, key: str, kind: str, told: Any) -> None:
        """Whole or not at all: somebody may be reading."""
        draft = self._at(key, f"{kind}.{threading.get_ident()}")
        draft.write_text(json.dumps(told))
        os.replace(draft, self._at(key, kind))


def _remove(path: Path) -> None:
    """A file; that of a lock only while nobody holds it."""
    with path.open("rb") as held:
        if path.suffix == LOCK:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()


class _Steps:
    """Tells of progress when a hundredth more is done, not of every row."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._told = tell, -1

    def __call__(self, done: int, total: int) -> None:
        part = 100 * done // max(total, 1)
        if part != self._told:
            self._told = part
            self._tell(min(done, total), total)


def _facts(packed: Any) -> dict[str, Any]:
    found: dict[str, Any] = unpack(packed)
    return found
