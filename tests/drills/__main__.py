"""`make drills`: plays every drill, prints a line each, and writes the table of `docs/operation/drills.md`."""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.drills import at_home, evidence, mirrored
from tests.drills.at_home import Figures

OUT = Path(__file__).parents[2] / "docs" / "operation" / "drills.md"
HEAD = """\
# Drills

Played by `make drills`, which writes this table; `make drill` plays the first one on a machine without network, from
the bundle. In drills 2 and 3 all machines are folders of this one. The minute of drill 2 is that of a backup; a minute
of PostgreSQL's own archive is the operator's `pg_basebackup`, after which the same catch-up follows.

| drill | what happens | verdict | seconds | counted |
|---|---|---|---|---|
"""
Drill = Callable[[Path], Figures]
OF_REGIONS: tuple[tuple[int, Callable[..., Figures]], ...] = (
    (2, mirrored.earlier_minute),
    (3, mirrored.total_loss),
    (4, evidence.edited),
    (5, evidence.stolen_key),
    (6, evidence.away),
)


def drills() -> Iterator[tuple[int, Drill]]:
    """Every drill with its number, in order."""
    yield 1, at_home.restore
    shared = Path(tempfile.mkdtemp(prefix="drills"))
    host = evidence.regions(shared)
    for number, drill in OF_REGIONS:

        def played(folder: Path, drill: Callable[..., Figures] = drill) -> Figures:
            return drill(host.copied(folder), folder)

        played.__doc__ = drill.__doc__
        yield number, played
    yield 7, at_home.failed_upgrade
    yield 8, at_home.erased_then_restored
    yield 9, at_home.leaping_clock
    yield 10, evidence.auditor


def played(number: int, drill: Drill) -> tuple[bool, str]:
    """Whether it passed, and its row of the table."""
    what = " ".join((drill.__doc__ or "").split()).partition(": ")[2].rstrip(".")
    with tempfile.TemporaryDirectory(prefix=f"drill{number}-") as folder:
        started, figures, passed = time.perf_counter(), Figures(), True
        try:
            figures = drill(Path(folder))
        except Exception:
            traceback.print_exc()
            passed = False
        seconds = time.perf_counter() - started
    counted = ", ".join(f"{name.replace('_', ' ')} {figure}" for name, figure in figures.items())
    verdict = "pass" if passed else "FAIL"
    print(f"drill {number}: {verdict}, {seconds:.1f} s; {counted}", flush=True)
    return passed, f"| {number} | {what} | {verdict} | {seconds:.1f} | {counted} |\n"


if __name__ == "__main__":
    rows = [played(number, drill) for number, drill in drills()]
    OUT.write_text(HEAD + "".join(row for _, row in rows), "utf-8")
    sys.exit(not all(passed for passed, _ in rows))
