"""Seventeen durable acts a standard: the engine with every check, and the same rows by SQL alone, in turn."""

from statistics import median

from bench import lives, raw
from bench.clients import Pace, pace, together
from bench.recording import Recording, record
from bench.table import Line
from tests.cast import World

STANDARDS = {1: 4, 8: 2}  # of each client
GOALS = {("sqlite", 1): 0.40, ("sqlite", 8): 0.40, ("postgres", 1): 0.45, ("postgres", 8): 0.50}
LONGEST = 250
STATEMENTS = 18


def measure(world: World, kind: str, rounds: int) -> list[Line]:
    """Both in turn, round after round, with one client and with eight."""
    recording = record(world)
    lines = _costs(recording)
    for clients, standards in STANDARDS.items():
        lines += _told(kind, clients, [_round(world, recording, clients, standards) for _ in range(rounds)])
    return lines


def _round(world: World, recording: Recording, clients: int, standards: int) -> tuple[Pace, Pace]:
    url = world.database.url
    world.database.dispose()  # a connection must not be shared by processes
    bare = together(clients, lambda n, gate: raw.live(url, recording, standards, gate))
    ours = together(clients, lambda n, gate: lives.live(world, standards, gate))
    assert sum(len(leg.acts) for legs in ours for leg in legs) == lives.ACTS * standards * clients
    return pace(bare), pace(ours)


def _told(kind: str, clients: int, rounds: list[tuple[Pace, Pace]]) -> list[Line]:
    ratios = sorted(ours.rate / bare.rate for bare, ours in rounds)
    bare, ours = (median(pair[side].rate for pair in rounds) for side in (0, 1))
    waits = f"p50 {median(o.median for _, o in rounds):.1f} ms, p99 {median(o.p99 for _, o in rounds):.1f} ms"
    name = f"{clients} client{'s' * (clients > 1)}"
    return [
        Line(f"{name}: acts a second", ours, note=waits),
        Line(f"{name}: the same rows by SQL alone", bare),
        Line(f"{name}: ratio", median(ratios), ">=", GOALS[kind, clients], f"{ratios[0]:.2f}-{ratios[-1]:.2f}"),
        Line(f"{name}: longest wait, ms", median(o.longest for _, o in rounds), "<=", LONGEST),
    ]


def _costs(recording: Recording) -> list[Line]:
    """Statements of the acts as they were taken down; an act that sets the system going is several."""
    acts = {name: [len(a.inserted["events"]) for a in acts] for name, acts in recording.legs}
    counts = {name: [a.statements for a in acts] for name, acts in recording.legs}
    lines = []
    for name, found in counts.items():
        note = f"{found} statements, {acts[name]} events"
        lines.append(
            Line(
                f"statements of {name}, an event",
                max(n / e for n, e in zip(found, acts[name], strict=True)),
                "<=",
                STATEMENTS,
                note,
            )
        )
    return lines
