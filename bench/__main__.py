"""`python -m bench [--only writes,reads,pages,exports] [--on sqlite,postgres] [--rounds 5] [--big]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import exports, pages, reads, writes
from bench.arena import arena
from bench.table import Line, tell

PARTS = ("writes", "reads", "pages", "exports")
KINDS = ("sqlite", "postgres")
EVENTS, BIG = 100_000, 1_000_000


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, by comma")
    parser.add_argument("--on", default=",".join(KINDS), help="databases, by comma")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--big", action="store_true", help="a log of a million events")
    return parser.parse_args()


def _part(part: str, kind: str, wanted: argparse.Namespace) -> list[Line]:
    with arena(kind) as world, tempfile.TemporaryDirectory(prefix="tbvar") as var:
        match part:
            case "writes":
                return writes.measure(world, kind, wanted.rounds)
            case "reads":
                return reads.measure(world)
            case "pages":
                return pages.measure(world, Path(var))
            case _:
                return exports.measure(world, kind, BIG if wanted.big else EVENTS)


def main() -> int:
    """Measure and tell; the goals that were missed are named at the end."""
    wanted, missed = _wanted(), []
    for part in wanted.only.split(","):
        for kind in wanted.on.split(","):
            lines = tell(f"{part} on {kind}", _part(part, kind, wanted))
            missed += [f"{kind}: {line}" for line in lines if not line.is_met]
    print(f"\n{len(missed)} goals missed" + "".join(f"\n  {line}" for line in missed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
