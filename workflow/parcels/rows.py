"""Rows as JSON and back, and all rows of a scope with what they refer to outside it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Instant
from workflow.parcels.scopes import INSTALLATION, LENT, Scope, blanked, tables, within

Row = dict[str, Any]
Rows = dict[str, list[Row]]  # by table
AT_ONCE: Final = 400  # keys in one question


def of(session: Session, scope: Scope) -> tuple[Rows, Rows]:
    """The rows of a scope, and those of others that they refer to: persons, organs, files, words."""
    own = {table.name: read_rows(session, table, within(table, scope)) for table in tables()}
    own = {name: rows for name, rows in own.items() if rows}
    return own, _lent(session, own, scope)


def read_rows(session: Session, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Row]:
    """The rows of a table that match, in the order of its key."""
    if isinstance(where, sa.False_):
        return []
    query = sa.select(table).where(where).order_by(*table.primary_key.columns)
    return [_told(table, row) for row in session.execute(query).mappings()]


def _told(table: sa.Table, row: Mapping[Any, Any]) -> Row:
    return blanked(table, {column.name: _spelled(row[column.name]) for column in table.columns})


def _lent(session: Session, own: Rows, scope: Scope) -> Rows:
    """Rows of the installation that these rows name, and again what those name."""
    known, found = {table.name: table for table in tables()}, Rows()
    waiting = dict(own)
    while waiting:
        asked = dict[str, set[Any]]()
        for name, rows in waiting.items():
            for key in _outward(known[name], scope):
                asked.setdefault(key.column.table.name, set()).update(row[key.parent.name] for row in rows)
        waiting = {}
        for name, values in asked.items():
            (column,) = known[name].primary_key.columns
            had = {row[column.name] for row in found.get(name, [])}
            fresh = _by_key(session, known[name], column, sorted(values - {None} - had))
            if fresh:
                found.setdefault(name, []).extend(fresh)
                waiting[name] = fresh
    return found


def _outward(table: sa.Table, scope: Scope) -> Iterable[sa.ForeignKey]:
    """The keys to rows that belong to the installation, or are kept once for all."""
    for column in table.columns:
        for key in column.foreign_keys:
            other = key.column.table
            is_lent = other.name in LENT or (scope.kind != INSTALLATION and _is_of_the_house(other))
            if is_lent and other is not table:
                yield key


def _is_of_the_house(table: sa.Table) -> bool:
    return isinstance(within(table, Scope(INSTALLATION)), sa.True_) and len(table.primary_key.columns) == 1


def _by_key(session: Session, table: sa.Table, column: sa.Column[Any], keys: list[Any]) -> list[Row]:
    pages = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    values = ([read(column, key) for key in page] for page in pages)
    return [row for page in values for row in read_rows(session, table, column.in_(page))]


def _spelled(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, Decimal) else value


def read(column: sa.Column[Any], told: Any) -> Any:
    """A value as the column takes it."""
    kind = column.type
    if told is None:
        return None
    if isinstance(kind, Instant | sa.DateTime):
        return datetime.fromisoformat(told)
    if isinstance(kind, sa.Date):
        return date.fromisoformat(told)
    if isinstance(kind, sa.LargeBinary):
        return bytes.fromhex(told)
    return Decimal(told) if isinstance(kind, sa.Numeric) and not isinstance(kind, sa.Float) else told


def row_of(table: sa.Table, told: Row) -> Row:
    """A row as it is inserted; columns of a later program are left to their defaults, those of an earlier one fail."""
    return {column.name: read(column, told[column.name]) for column in table.columns if column.name in told}
