"""Rows of a book as the records that rules look at: each cell read as its column's type; one not told refuses."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from workflow.db import Instant, Record, table_of
from workflow.picture.gathering import still_of
from workflow.replaying.retelling.book import Hour

NO_TIME = timedelta()
Reader = Callable[[Any], Any]


class NotTold(Exception):
    """A part that no leaf tells; whoever asks for it cannot be judged."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class View:
    """One row as told. It looks at the cells themselves: what later acts write shows at once."""

    _table: str
    _readers: Mapping[str, Reader]
    _cells: Mapping[str, Any]
    _besides: Mapping[str, Any]
    _back: timedelta

    def __getattr__(self, name: str) -> Any:
        if name not in self._readers:
            raise AttributeError(name)
        found = self._cells if name in self._cells else self._besides
        if name not in found:
            raise NotTold(f"{self._table}.{name}")
        value = found[name]
        if isinstance(value, Hour):
            return datetime.fromisoformat(value.at) - (self._back if value.is_held else NO_TIME)
        return value if value is None else self._readers[name](value)


def view(record: type[Record], cells: Mapping[str, Any], back: timedelta = NO_TIME, **besides: Any) -> Any:
    """The row as a record of its kind; `besides` stands in for what no act told because it follows from others.
    Hours for which the log's clock was held are taken so far back.
    """
    made = _kind(record)()
    vars(made).update(_cells=cells, _besides=besides, _back=back)
    return made


@cache
def _kind(record: type[Record]) -> type:
    columns = {attr.key: attr.columns[0].type for attr in sa.inspect(record).column_attrs}
    readers = {name: _reader(kind) for name, kind in columns.items()}
    told = {"_table": table_of(record).name, "_readers": readers}
    return type(record.__name__, (still_of(record), View), told)


def _reader(kind: sa.types.TypeEngine[Any]) -> Reader:
    """How a cell is read: books keep codes, ISO dates and hours as leaves spell them."""
    match kind:
        case Instant():
            return _instant
        case sa.Date():
            return lambda told: told if isinstance(told, date) else date.fromisoformat(told)
        case sa.Enum(enum_class=type() as wanted):
            return wanted
        case _:
            return lambda told: told


def _instant(told: Any) -> datetime:
    return told if isinstance(told, datetime) else datetime.fromisoformat(told)
