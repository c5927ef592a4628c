"""The process that is killed: acts and releases without end, each acknowledgement on disk before the next."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import MORNING, World
from workflow import engine
from workflow.db import Database
from workflow.reads.seats import all_seats
from workflow.records.agreements import Agreement
from workflow.records.standards import Standard
from workflow.vocabulary import Joint


def acknowledge(ledger: Path, line: str) -> None:
    """One line that survives the kill."""
    with ledger.open("a", encoding="ascii") as stream:
        stream.write(line + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def life(world: World, ledger: Path, at: datetime) -> None:
    """Release what is sealed, one after another, with ordinary acts between."""
    with world.database.read() as session:
        sealed = list(
            session.scalars(sa.select(Standard.id).where(Standard.state == Joint.SEALED).order_by(Standard.id))
        )
    for standard_id in sealed:
        engine.wake(world.database, standard_id, at)
        acknowledge(ledger, f"release {standard_id}")
        road = builders.proposed(world)
        acknowledge(ledger, _act(road))
        for region in road.regions[1:]:
            road.by(road.lead, "handler", "invite", region=region, reply_by=builders.day(road, 30))
            acknowledge(ledger, _act(road))


def _act(road: Road) -> str:
    last = road.outcomes[-1]
    return f"act {last.log} {last.index} {last.leaf_hash}"


def main(url: str, ledger: str, at: str) -> None:
    """Live until killed."""
    database = Database(url)
    with database.read() as session:
        agreements = {a.code: a.id for a in session.scalars(sa.select(Agreement))}
        world = World(database, agreements, all_seats(session, MORNING.date()))
    acknowledge(Path(ledger), "begun")
    life(world, Path(ledger), datetime.fromisoformat(at) + timedelta(days=4))


if __name__ == "__main__":
    main(*sys.argv[1:])
