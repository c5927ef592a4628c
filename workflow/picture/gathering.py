"""Many lists of rows in one statement: the database packs each as JSON, and here they become detached records again."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql import visitors

from workflow.db import Instant

Reader = Callable[[Any], Any]
Maker = Callable[[list[Any]], Any]


class Gathering:
    """Named queries over the same bound parameters. Rows of a mapped class come back as plain objects that look like
    its records, others as tuples. They cannot be added to a session: nothing is written back by accident.
    """

    def __init__(self, **queries: sa.Select[Any]) -> None:
        self.queries = queries
        self.makers = {name: _maker(query) for name, query in queries.items()}
        self.tables = {name: frozenset(_tables(query)) for name, query in queries.items()}
        self.worded: dict[str, tuple[str, Sequence[str] | None]] = {}
        self.shares: dict[frozenset[str], Gathering] = {}

    def read(self, session: Session, **given: Any) -> "Gathered":
        """All lists as they stand, in one statement."""
        sql, order = self._statement(session.get_bind().dialect)
        bound = given if order is None else tuple(given[name] for name in order)
        packed = session.connection().exec_driver_sql(sql, bound).one()
        return Gathered(self.makers, dict(zip(self.makers, packed, strict=True)))

    def renewed(self, session: Session, old: "Gathered", wrote: Collection[str], **given: Any) -> "Gathered":
        """The lists of `old` as they stand after these tables were written: only theirs are read again."""
        names = frozenset(name for name, tables in self.tables.items() if not tables.isdisjoint(wrote))
        if names not in self.shares:
            self.shares[names] = Gathering(**{name: q for name, q in self.queries.items() if name in names})
        found = self.shares[names].read(session, **given)
        found.makers, found.packed = old.makers, {**old.packed, **found.packed}
        found.update((name, rows) for name, rows in old.items() if name not in names)
        return found

    def _statement(self, dialect: sa.Dialect) -> tuple[str, Sequence[str] | None]:
        """The statement and the order of its parameters, put into words once: building it costs more than running."""
        if dialect.name not in self.worded:
            is_sqlite = dialect.name == "sqlite"
            pack_all = sa.func.json_group_array if is_sqlite else sa.func.json_agg
            pack_row = sa.func.json_array if is_sqlite else sa.func.json_build_array
            lists = []
            for query in self.queries.values():
                rows = query.subquery()
                values = [_json(column) if is_sqlite else column for column in rows.c]
                packed = sa.func.coalesce(sa.cast(pack_all(pack_row(*values)), sa.Text), sa.literal_column("'[]'"))
                lists.append(sa.select(packed).select_from(rows).scalar_subquery())
            compiled = sa.select(*lists).compile(dialect=dialect)
            self.worded[dialect.name] = (str(compiled), getattr(compiled, "positiontup", None))
        return self.worded[dialect.name]


class Gathered(dict[str, list[Any]]):
    """The lists that were read; each is unpacked when it is first looked at."""

    def __init__(self, makers: Mapping[str, Maker], packed: Mapping[str, str]) -> None:
        super().__init__()
        self.makers, self.packed = makers, packed

    def __missing__(self, name: str) -> list[Any]:
        make = self.makers[name]
        self[name] = [make(row) for row in json.loads(self.packed[name])]
        return self[name]


class Late(Mapping[str, Any]):
    """A long column of a record, read when it is first looked at."""

    def __init__(self, read: Callable[[], Mapping[str, Any]]) -> None:
        self._read = read

    @cached_property
    def _whole(self) -> Mapping[str, Any]:
        return self._read()

    def __getitem__(self, key: str) -> Any:
        return self._whole[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)


def _tables(query: sa.Select[Any]) -> Iterator[str]:
    return (part.name for part in visitors.iterate(query) if isinstance(part, sa.Table))


def _maker(query: sa.Select[Any]) -> Maker:
    """What turns the packed values of one row into a record, or into a tuple."""
    readers = [(place, read) for place, column in enumerate(query.selected_columns) if (read := reader_of(column.type))]
    names = tuple(query.selected_columns.keys())
    record = query.column_descriptions[0].get("entity")
    still = still_of(record) if record is not None else None

    def make(row: list[Any]) -> Any:
        for place, read in readers:
            if row[place] is not None:
                row[place] = read(row[place])
        if still is None:
            return tuple(row)
        made = still()
        vars(made).update(zip(names, row, strict=True))
        return made

    return make


@cache
def still_of(record: type) -> type:
    """A mapped class as a plain one: what its rows say of themselves, without the columns that watch every look."""
    said = {name: part for kind in reversed(record.__mro__[:-1]) for name, part in vars(kind).items()}
    own = {name: part for name, part in said.items() if isinstance(part, property | cached_property)}
    return type(record.__name__, (), own)


def reader_of(kind: sa.types.TypeEngine[Any]) -> Reader | None:
    """How a value of a column comes back from JSON; None where it is itself already."""
    match kind:
        case Instant():
            return _instant
        case sa.Date():
            return date.fromisoformat
        case sa.Boolean():
            return bool
        case sa.Enum(enum_class=type() as wanted):
            return dict[Any, Any]({member.value: member for member in wanted}).__getitem__
        case sa.LargeBinary():
            raise TypeError("bytes do not fit into JSON")
        case _:
            return None


def _instant(told: str) -> datetime:
    at = datetime.fromisoformat(told)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _json(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A column of SQLite that holds JSON, which it keeps as text."""
    return sa.func.json(column) if isinstance(column.type, sa.JSON) else column
