"""`python -m bench [--only writes,reads,pages,exports] [--on sqlite,postgres] [--rounds 5] [--events 10000,…]`."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench import exports, pages, reads, writes
from bench.arena import arena
from bench.table import Line, tell

PARTS = ("writes", "reads", "pages", "exports")
KINDS = ("sqlite", "postgres")
EVENTS = "100000"


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, by comma")
    parser.add_argument("--on", default=",".join(KINDS), help="databases, by comma")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--events", default=EVENTS, help="lengths of the log that is exported, by comma")
    return parser.parse_args()


def _part(part: str, kind: str, wanted: argparse.Namespace) -> list[Line]:
    if part == "exports":
        return [line for events in wanted.events.split(",") for line in _exports(kind, int(events))]
    with arena(kind) as world, tempfile.TemporaryDirectory(prefix="tbvar") as var:
        match part:
            case "writes":
                return writes.measure(world, kind, wanted.rounds)
            case "reads":
                return reads.measure(world)
            case _:
                return pages.measure(world, Path(var))


def _exports(kind: str, events: int) -> list[Line]:
    with arena(kind) as world:
        return exports.measure(world, kind, events)


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
