"""Kill -9 of the process that acts, at random points; and the server of the database stopped at once under it."""

from collections.abc import Callable
from random import Random

from tests.torture.arena import Cluster, Shelf
from tests.torture.figures import Figures
from tests.torture.judging import judge
from tests.torture.lives import forked, live

ROUND = 10  # kills of one database, each process going on where the killed one stopped
BEGUN = 60.0  # seconds in which a process must say its first word


def killed(copy: Callable[[], str], dice: Random) -> Figures:
    """One database through a round of kills, judged after each."""
    url, figures = copy(), Figures()
    lines: list[str] = []
    for _ in range(ROUND):
        seed = dice.getrandbits(32)
        with forked(lambda say, seed=seed: live(url, say, seed)) as child:  # type: ignore[misc]
            child.hear(BEGUN, lambda said: len(said) > 1)
            child.hear(dice.uniform(0.0, 0.5))
        figures.add(_judged(url, lines, child.lines))
        figures.faults += 1
    figures.runs = 1
    return figures


def sqlite(shelf: Shelf, dice: Random) -> Figures:
    """Kills on SQLite."""
    return killed(shelf.copy, dice)


def postgresql(cluster: Cluster, dice: Random) -> Figures:
    """Kills of the client of PostgreSQL."""
    return killed(cluster.copy, dice)


def restarted(cluster: Cluster, dice: Random) -> Figures:
    """The server stops at once while a process acts; the process goes on by itself when it is back."""
    url, figures = cluster.copy(), Figures(runs=1)
    lines: list[str] = []
    with forked(lambda say: live(url, say, dice.getrandbits(32))) as child:
        for _ in range(3):
            child.hear(BEGUN, lambda said: len(said) > 1)
            child.hear(dice.uniform(0.1, 0.7))
            cluster.restart()
            figures.faults += 1
            acts = child.count("act")
            if not child.hear(BEGUN, lambda said, n=acts: sum(x.startswith("act") for x in said) > n + 2):  # type: ignore[misc]
                break
            if child.count("act") <= acts:
                figures.broken += 1
                figures.told.append("the process did not go on after a restart")
    figures.add(_judged(url, lines, child.lines))
    return figures


def _judged(url: str, before: list[str], said: list[str]) -> Figures:
    """Everything acknowledged on this database so far, of which the new is counted."""
    before += said
    found = judge(url, before)
    found.acknowledged = sum(line.startswith("act ") for line in said)
    return found
