"""Writing rows in statements that are put into words once a process: building one costs ten times what running it
does.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Worded:
    """A statement as the driver takes it: the order of its places, and what some of their values pass through."""

    sql: str
    order: tuple[str, ...] | None
    through: tuple[tuple[str, Callable[[Any], Any]], ...]
    given: Values

    def bound(self, values: Values) -> Any:
        bound = {**self.given, **values}
        for name, process in self.through:
            bound[name] = process(bound[name])
        return bound if self.order is None else tuple([bound[name] for name in self.order])


_WORDED: Final[dict[Any, Worded]] = {}


def insert(
    connection: sa.Connection, table: sa.Table, rows: Sequence[Values], *, new: bool = False, gives_id: bool = False
) -> int:
    """Rows into a table, all with the same columns; of `new` ones those whose key is not there yet. Gives the id of
    the last where it is asked for.
    """
    dialect, columns = connection.dialect, tuple(rows[0])
    if len(rows) > 1 and dialect.name == "postgresql":
        return _at_once(connection, table, rows, "ON CONFLICT DO NOTHING" if new else "")
    key = (dialect.name, table, columns, new, gives_id)
    worded = _WORDED.get(key) or _WORDED.setdefault(key, _inserting(dialect, table, columns, new=new, id_=gives_id))
    if len(rows) > 1:
        connection.exec_driver_sql(worded.sql, [worded.bound(row) for row in rows])
        return 0
    made = connection.exec_driver_sql(worded.sql, worded.bound(rows[0]))
    return int(made.scalar_one()) if gives_id else 0


def move(connection: sa.Connection, table: sa.Table, seen: Values, new: Values) -> int:
    """The rows that still stand as `seen` become as `new` says; gives how many did."""
    dialect = connection.dialect
    key = (dialect.name, table, tuple(seen), tuple(new))
    worded = _WORDED.get(key) or _WORDED.setdefault(key, _moving(dialect, table, tuple(seen), tuple(new)))
    given = {f"seen_{name}": value for name, value in seen.items()}
    given |= {f"new_{name}": value for name, value in new.items()}
    return connection.exec_driver_sql(worded.sql, worded.bound(given)).rowcount


def remove(connection: sa.Connection, table: sa.Table, ids: Sequence[int]) -> None:
    """The rows of these ids."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE id = ANY(%s)", (list(ids),))
    else:
        places = ", ".join("?" * len(ids))
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE id IN ({places})", tuple(ids))


def _inserting(dialect: sa.Dialect, table: sa.Table, columns: Sequence[str], *, new: bool, id_: bool) -> Worded:
    kind = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    made = kind(table).on_conflict_do_nothing() if new else kind(table)
    preset = {c.key: _preset(c) for c in table.c if c.default is not None and c.key not in columns}
    return _put(dialect, made.returning(table.c.id) if id_ else made, [*columns, *preset], preset)


def _preset(column: sa.Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def _moving(dialect: sa.Dialect, table: sa.Table, seen: Iterable[str], new: Iterable[str]) -> Worded:
    where = [table.c[name] == sa.bindparam(f"seen_{name}", type_=table.c[name].type) for name in seen]
    change = sa.update(table).where(*where).values({name: sa.bindparam(f"new_{name}") for name in new})
    return _put(dialect, change)


def _put(
    dialect: sa.Dialect, statement: Any, columns: Sequence[str] | None = None, given: Values | None = None
) -> Worded:
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    order = getattr(compiled, "positiontup", None)
    passed = ((name, _processor(dialect, bind.type)) for name, bind in compiled.binds.items())
    return Worded(str(compiled), tuple(order) if order else None, tuple((n, p) for n, p in passed if p), given or {})


def _processor(dialect: sa.Dialect, kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _at_once(connection: sa.Connection, table: sa.Table, rows: Sequence[Values], clash: str) -> int:
    """PostgreSQL reads many rows out of one value faster than it takes as many statements."""
    columns = [*rows[0], *(c.key for c in table.c if c.default is not None and c.key not in rows[0])]
    preset = {name: _preset(table.c[name]) for name in columns[len(rows[0]) :]}
    names = ", ".join(f'"{name}"' for name in columns)
    rows_told = f"SELECT {names} FROM json_populate_recordset(NULL::{table.name}, %s)"
    told = json.dumps([{**preset, **row} for row in rows], default=_told, ensure_ascii=False)
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) {rows_told} {clash}", (told,))
    return 0


def _told(value: Any) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
