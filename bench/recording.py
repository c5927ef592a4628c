"""The rows of the seventeen acts as the product writes them, taken down once to be written again by SQL alone."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import sqlalchemy as sa

from bench.lives import LEGS
from tests import builders
from tests.cast import World

Values = dict[str, Any]
CHANGED = ("statements", "duties")  # written by other acts, changed by these
INSERTING = re.compile(r'INSERT INTO "?(?P<table>\w+)"? \((?P<columns>[^)]*)\)')
UPDATING = re.compile(r"UPDATE (?P<table>\w+) SET (?P<set>.*?)\s+WHERE", re.DOTALL)
PLACE = re.compile(r'(?:\b(?P<column>\w+)"?\s*=\s*)?(?:\?|%\((?P<name>\w+)\)s)')


@dataclass
class Written:
    """What one act wrote: rows by table, columns set by table, and whether turns went."""

    inserted: dict[str, list[Values]] = field(default_factory=dict)
    changed: dict[str, Values] = field(default_factory=dict)
    turns_went: bool = False
    statements: int = 0


@contextmanager
def _taking_down(engine: sa.Engine) -> Iterator[Written]:
    written = Written()

    def note(_: Any, __: Any, sql: str, given: Any, ___: Any, many: bool) -> None:
        written.statements += not sql.startswith("BEGIN")
        if found := INSERTING.match(sql):
            names = [name.strip(' "') for name in found["columns"].split(",")]
            rows = [_row(names, row) for row in _rows(sql, given, many)]
            written.inserted.setdefault(found["table"], []).extend(rows)
        elif found := UPDATING.match(sql):
            written.changed.setdefault(found["table"], {}).update(_set(found["set"], given))
        elif sql.startswith("DELETE FROM turns"):
            written.turns_went = True

    sa.event.listen(engine, "before_cursor_execute", note)
    yield written
    sa.event.remove(engine, "before_cursor_execute", note)


def _rows(sql: str, given: Any, many: bool) -> list[Any]:
    """The rows of an INSERT: one, many, or many told in one value."""
    if "json_populate_recordset" in sql:
        rows: list[Values] = json.loads(given[0])
        return [{n: json.dumps(v) if isinstance(v, dict | list) else v for n, v in row.items()} for row in rows]
    return list(given) if many else [given]


def _row(names: Sequence[str], given: Any) -> Values:
    """By name, and bytes without the wrapper of the driver: a leaf is read again."""
    row = given if isinstance(given, dict) else dict(zip(names, given, strict=True))
    return {name: value.obj if isinstance(value, psycopg.Binary) else value for name, value in row.items()}


def _set(told: str, given: Any) -> Values:
    """What columns are set to, in the order of the places; sums have places without a column."""
    places = list(PLACE.finditer(told))
    named = [(place["column"], place["name"] or at) for at, place in enumerate(places)]
    return {column: given[key] for column, key in named if column}


@dataclass
class Recording:
    """The acts leg by leg, the log they go to, and rows that some of them change."""

    legs: list[tuple[str, list[Written]]]
    log: int
    samples: dict[str, Values]


def record(world: World) -> Recording:
    """One life, its acts taken down leg by leg."""
    engine = world.database.engine
    builders.proposed(world)  # the log is open before
    with _taking_down(engine) as written:
        road = builders.proposed(world)
    legs = [("propose", [written])]
    for name, _, leg in LEGS:
        legs.append((name, [_taken(engine, act) for act in list(leg(road))]))
    log = legs[-1][1][-1].inserted["events"][-1]["log_id"]
    return Recording(legs, log, {table: _last(engine, table) for table in CHANGED})


def _taken(engine: sa.Engine, act: Callable[[], Any]) -> Written:
    with _taking_down(engine) as written:
        act()
    return written


def _last(engine: sa.Engine, table: str) -> Values:
    """The newest row of a table, without its id."""
    with engine.connect() as connection:
        row = connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 1").mappings().one()
        return {name: value for name, value in row.items() if name != "id"}
