"""Many standards replayed: the time an act takes does not grow with their number, nor does the memory (`pytest -s`).

REPLAY_STANDARDS=2000 pytest -s -m "not postgres" tests/workflow/replaying/test_many.py
"""

import json
import os
import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import World, founded
from workflow.db import table_of
from workflow.log.journal import spelled
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.replaying.kindred import Kindred, Serials, Taken
from workflow.replaying.report import verdicts
from workflow.text.canonical import canonical
from workflow.vocabulary import Joint, Number

STANDARDS = int(os.environ.get("REPLAY_STANDARDS", "5"))
STEP = timedelta(seconds=1)  # between two lives: each is the first one, later
RESERVED = "3901."


def most() -> int:
    """The most memory that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def copies(rows: list[sa.Row[Any]], first: int, made: int) -> Iterator[dict[str, object]]:
    """The leaves of one life told of others, each with a number of its own."""
    for nth in range(made):
        for row in rows:
            text = row.leaf.decode().replace(f'"{RESERVED}', f'"{3902 + nth}.').replace(" 3901—", f" {3902 + nth}—")
            leaf = json.loads(text)
            at, index = row.at + STEP * (nth + 1), 1_000 + nth * len(rows) + row.sequence
            leaf |= {"obj": f"standard/{first + nth}", "idx": index, "ts": spelled(at)}
            if isinstance(leaf["facts"].get("serial"), int):
                leaf["facts"]["serial"] = 3902 + nth
            if "late_seconds" in leaf["facts"]:
                leaf["facts"]["late_seconds"] += (nth + 1) * STEP.seconds
            told = {name: getattr(row, name) for name in ("log_id", "noun", "sequence", "act", "person_id")}
            told |= {"region_code": row.region_code, "leaf_hash": row.leaf_hash, "at": at}
            yield {**told, "index": index, "object_id": first + nth, "leaf": canonical(leaf)}


def multiplied(world: World, life: int, made: int) -> int:
    """Copy one life so often, by plain SQL; gives how many acts each has."""
    table = table_of(Standard)
    with world.database.plain() as session:
        rows = list(
            session.execute(
                sa.select(*table_of(Event).c)
                .where(Event.object_id == life, Event.noun == "standard")
                .order_by(Event.sequence)
            )
        )
        one = dict(session.execute(sa.select(table).where(table.c.id == life)).mappings().one())
        first = life + 1_000
        session.execute(sa.insert(table), [{**one, "id": first + nth} for nth in range(made)])
        batch = list(copies(rows, first, made))
        for start in range(0, len(batch), 5_000):
            session.execute(sa.insert(table_of(Event)), batch[start : start + 5_000])
    return len(rows)


def test_many_standards_are_replayed_one_after_another_in_flat_memory(database_url: str) -> None:
    world = founded(database_url)
    road = builders.standing(world, Joint.RELEASED)
    each = multiplied(world, road.id, STANDARDS)
    started, acts, halfway, odd = time.perf_counter(), 0, 0, list[str]()
    for verdict in verdicts(world.database):
        acts += 1
        odd += [f"{verdict.object} {verdict.act} {one.rule}" for one in verdict.unlawful][: 5 - len(odd)]
        if acts == (STANDARDS + 1) * each // 2:
            halfway = most()
    taken = time.perf_counter() - started
    print(f"\n{acts} acts of {STANDARDS + 1} standards: {acts / taken:.0f} a second, {most()} MiB at most")
    assert odd == []
    assert acts == (STANDARDS + 1) * each
    assert most() - halfway < 16


def test_what_was_taken_is_told_by_the_hour() -> None:
    moves = [((f"{hour:02d}", "log", hour), (serial, 0), how) for hour, serial, how in (
        (1, 3001, "reserved"), (2, 3002, "reserved"), (3, 3001, "used"), (4, 3001, "retired"))]  # fmt: skip
    serials = Serials(reversed(moves))
    told = {hour: dict(Taken(serials, (f"{hour:02d}", "log", hour))) for hour in range(1, 6)}
    assert told[1] == {}
    assert told[2] == {(3001, 0): Number.RESERVED}
    assert told[4] == {(3001, 0): Number.USED, (3002, 0): Number.RESERVED}
    assert told[5] == {(3001, 0): Number.RETIRED, (3002, 0): Number.RESERVED}
    assert Taken(serials, ("01", "log", 1)).get((3001, 0)) is None
    assert len(Kindred().serials("nobody").lives) == 0
    with pytest.raises(KeyError):
        Taken(serials, ("02", "log", 2))[3002, 0]
