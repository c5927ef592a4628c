"""The rows of the seventeen acts as the product writes them, taken down once to be written again by SQL alone."""

import re
from collections.abc import Callable, Iterator, Mapping
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
SEEN = re.compile(r"seen_\w+|\w+_\d+(_\d+)*")  # parameters of a WHERE


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

    def note(_: Any, __: Any, sql: str, given: Any, context: Any, many: bool) -> None:
        written.statements += not sql.startswith("BEGIN")
        if not context.compiled or not (context.isinsert or context.isupdate or context.isdelete):
            return
        table = context.compiled.statement.table.name
        names = context.compiled.positiontup
        each = given if many else [given]  # an IN is spread over many places, behind what is set
        rows = [dict(zip(names, row, strict=context.isinsert)) if names else dict(row) for row in each]
        if context.isinsert:
            written.inserted.setdefault(table, []).extend(_bare(row) for row in rows)
        elif context.isdelete:
            written.turns_went |= table == "turns"
        else:
            written.changed.setdefault(table, {}).update(_set(rows[0]))

    sa.event.listen(engine, "before_cursor_execute", note)
    yield written
    sa.event.remove(engine, "before_cursor_execute", note)


def _bare(row: Values) -> Values:
    """Bytes without the wrapper of the driver: a leaf is read again."""
    return {name: value.obj if isinstance(value, psycopg.Binary) else value for name, value in row.items()}


def _set(row: Mapping[str, Any]) -> Values:
    return {name.removeprefix("new_"): value for name, value in row.items() if not SEEN.fullmatch(name)}


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
