"""Faults of the system under SQLite: calls that fail, calls that kill, and a disk that is full for a while."""

import ctypes
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.torture.arena import Absent, Shelf
from tests.torture.figures import Figures
from tests.torture.judging import judge
from tests.torture.lives import Child, Say, forked, live, one, player_of, world_of
from tests.torture.player import Player
from workflow.db import Database

STRACE = shutil.which("strace")
CALLS = "fsync,fdatasync,pwrite64,write,ftruncate,unlink"
KINDS = ("error=EIO", "error=ENOSPC", "error=EIO", "error=ENOSPC", "signal=KILL")
ROUND = 4
PAGE = 4096
ALL_MAY_TRACE = (0x59616D61, -1)  # prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY)


def injected(shelf: Shelf, dice: Random) -> Figures:
    """One database through a few processes whose calls fail now and then; each goes on when they no longer do."""
    if STRACE is None:
        raise Absent("strace is not installed: no faults can be injected into system calls")
    url, figures = shelf.copy(), Figures(runs=1)
    lines: list[str] = []
    for _ in range(ROUND):
        kind, seed = dice.choice(KINDS), dice.getrandbits(32)
        gate = os.pipe()
        with forked(lambda say, seed=seed, gate=gate: _awaited(url, say, seed, gate)) as child:  # type: ignore[misc]
            rule = f"inject={CALLS}:{kind}:when={dice.randrange(1, 80)}+{dice.randrange(40, 400)}"
            with straced(child, url, rule) as log:
                os.write(gate[1], b"go")
                child.hear(4, lambda said: sum(line.startswith("told") for line in said) > 12)
                figures.faults += log.read_text(errors="replace").count("(INJECTED)")
            figures.faults += kind == "signal=KILL" and not alive(child)
            _goes_on(child, figures, kind)
        for end in gate:
            os.close(end)
        lines += child.lines
        found = judge(url, lines)
        found.acknowledged = child.count("act ")
        figures.add(found)
    return figures


def _awaited(url: str, say: Say, seed: int, gate: tuple[int, int]) -> None:
    """Begin when the tracer is there."""

    ctypes.CDLL(None).prctl(*ALL_MAY_TRACE, 0, 0, 0)
    say("ready")
    os.read(gate[0], 2)
    live(url, say, seed)


@contextmanager
def straced(child: Child, url: str, rule: str) -> Iterator[Path]:
    """Calls on the database's own files fail as the rule says, for the length of the block."""
    path = Path(url.removeprefix("sqlite:///"))
    child.hear(10, lambda said: bool(said))
    names = [path, *(Path(f"{path}-{end}") for end in ("journal", "wal", "shm")), path.parent]
    watched = [part for name in names for part in ("-P", str(name))]
    log = Path(tempfile.mkstemp(prefix="strace")[1])
    command = [STRACE or "", "-f", "-p", str(child.pid), "-o", str(log), *watched, "-e", f"trace={CALLS}", "-e", rule]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        if b"attached" not in said:
            raise Absent(said.decode())
        yield log
        tracer.terminate()
    log.unlink()


def alive(child: Child) -> bool:
    """Whether it still runs."""
    state = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    return state not in "ZX"


def _goes_on(child: Child, figures: Figures, kind: str) -> None:
    """Once nothing fails any more it acts again, unless it was killed."""
    before = child.count("act ")
    if kind == "signal=KILL" and not alive(child):
        return
    child.hear(30, lambda said: sum(line.startswith("act ") for line in said) > before + 1)
    if child.count("act ") <= before:
        figures.broken += 1
        figures.told.append(f"it did not go on after {kind}: {child.lines[-3:]}")


def full(shelf: Shelf, dice: Random) -> Figures:
    """One database whose files may not grow for a while, again and again."""
    url, seed = shelf.copy(), dice.getrandbits(32)
    with forked(lambda say: _cramped(url, say, seed)) as child:
        child.hear(120, lambda said: "done" in said)
    figures = judge(url, child.lines)
    figures.runs, figures.faults = 1, child.count("told")
    if "done" not in child.lines:
        figures.broken += 1
        figures.told.append(f"it did not go on with room on the disk: {child.lines[-3:]}")
    return figures


def _cramped(url: str, say: Say, seed: int) -> None:
    """Act with and without room; with room, every act must succeed again."""
    path, dice = Path(url.removeprefix("sqlite:///")), Random(seed)
    player = player_of(world_of(Database(url)), dice)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for _ in range(12):
        room = dice.choice((PAGE * dice.randrange(1, 12), path.stat().st_size + PAGE * dice.randrange(0, 4)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        _starve(player, say)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        for _ in range(3):
            one(player, lambda line: say(line.replace("told", "died with room:")))
    say("done")


def _starve(player: Player, say: Say) -> None:
    """Act until a few faults were told, or for a moment."""
    faults = 0

    def hear(line: str) -> None:
        nonlocal faults
        faults += line.startswith("told")
        say(line)

    until = time.monotonic() + 1.5
    while faults < 6 and time.monotonic() < until:
        one(player, hear, patience=2)
