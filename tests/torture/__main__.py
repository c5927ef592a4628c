"""`python -m tests.torture --seed 7`: every kind of torture up to its measure; stopped, it goes on where it was."""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random

from tests.torture.arena import Absent, Cluster, Shelf, cluster
from tests.torture.figures import Book, Figures


@dataclass(frozen=True)
class Kind:
    """What is done in one batch, on which database, and how much of it in all."""

    room: str
    work: str
    measure: str
    goal: int


KINDS = {
    "kill sqlite": Kind("sqlite", "kills.sqlite", "faults", 300),
    "kill postgresql": Kind("postgresql", "kills.postgresql", "faults", 60),
    "restart postgresql": Kind("postgresql", "kills.restarted", "faults", 12),
    "failing calls": Kind("sqlite", "faults.injected", "faults", 300),
    "full disk": Kind("sqlite", "faults.full", "faults", 300),
    "timers sqlite": Kind("sqlite", "clocks.sqlite", "acknowledged", 2000),
    "timers postgresql": Kind("postgresql", "clocks.postgresql", "acknowledged", 2000),
    "doubled sqlite": Kind("sqlite", "doubles.sqlite", "acknowledged", 300),
    "doubled postgresql": Kind("postgresql", "doubles.postgresql", "acknowledged", 300),
    "machine": Kind("sqlite", "machine.batch", "runs", 100_000),
    "evil inputs": Kind("sqlite", "evil.batch", "faults", 500),
    "described api": Kind("sqlite", "described.batch", "runs", 1),
}
Room = Shelf | Cluster


def main() -> int:
    wanted = _wanted()
    folder = Path(wanted.var) / f"seed-{wanted.seed}"
    if wanted.again:
        (folder / "figures.json").unlink(missing_ok=True)
    book = Book(folder / "figures.json")
    kinds = {name: kind for name, kind in KINDS.items() if wanted.only in name}
    for room in dict.fromkeys(kind.room for kind in kinds.values()):
        here = {name: kind for name, kind in kinds.items() if kind.room == room}
        if any(not _is_done(book, name, kind, wanted.share) for name, kind in here.items()):
            _in_room(room, folder, partial(_all, book, here, wanted))
    print(book.table())
    wrong = [f"{name}: {line}" for name, figures in book.kinds.items() for line in figures.told]
    print(*wrong, *book.absent, sep="\n")
    return int(bool(book.absent) or any(figures.is_bad for figures in book.kinds.values()))


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--share", type=float, default=1.0, help="of the whole measure, for a first look")
    parser.add_argument("--again", action="store_true", help="forget what was done")
    parser.add_argument("--var", default=f"{os.environ.get('TONGBIAO_VAR', 'var')}/torture")
    return parser.parse_args()


def _in_room(room: str, folder: Path, work: Callable[[Room], None]) -> None:
    if room == "sqlite":
        return work(Shelf((folder / "databases").absolute()))
    with cluster() as server:
        work(server)


def _all(book: Book, kinds: dict[str, Kind], wanted: argparse.Namespace, room: Room) -> None:
    for name, kind in kinds.items():
        try:
            while not _is_done(book, name, kind, wanted.share):
                _batch(book, name, kind, wanted.seed, room)
        except Absent as absent:
            book.absent.append(f"{name}: {absent}")


def _is_done(book: Book, name: str, kind: Kind, share: float) -> bool:
    return bool(getattr(book.of(name), kind.measure) >= kind.goal * share)


def _batch(book: Book, name: str, kind: Kind, seed: int, room: Room) -> None:
    """One batch, its dice thrown by seed and by how far it is; what it led to is kept at once."""
    so_far = book.of(name)
    module, function = kind.work.split(".")
    work: Callable[[Room, Random], Figures] = getattr(import_module(f"tests.torture.{module}"), function)
    begun, room.done = time.monotonic(), getattr(so_far, kind.measure)
    found = work(room, Random(f"{seed} {name} {so_far.runs}"))
    found.seconds = time.monotonic() - begun
    so_far.add(found)
    book.keep()
    print(f"{name}: {getattr(so_far, kind.measure)} of {kind.goal}", *found.told[:3], file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
