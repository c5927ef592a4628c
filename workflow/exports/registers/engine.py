"""Registers as data: a query, what its columns are called, which filters it takes. Read in short pages, by key."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Protocol

import sqlalchemy as sa

from workflow.db import Database
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.words import language

PAGE: Final = 500
Row = dict[str, Any]
Query = sa.Select[*tuple[Any, ...]]
Column = sa.ColumnElement[Any] | sa.orm.InstrumentedAttribute[Any]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an auditor wants of a register: whose agreements (None: all), from when until when, of what."""

    agreements: frozenset[int] | None
    today: date
    since: datetime | None = None
    until: datetime | None = None
    region: str | None = None
    standard: int | None = None
    person: int | None = None
    act: str | None = None


def as_it_is(row: Row, asked: Asked) -> Iterable[Row]:
    """One line a row."""
    return (row,)


class Table(Protocol):
    """What a file is made of: its heads, and its lines in order. `words` are as those of a register."""

    @property
    def name(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def columns(self) -> Mapping[str, str]: ...
    @property
    def words(self) -> Mapping[str, str]: ...
    def lines(self, database: Database, asked: Any) -> Iterator[Row]: ...


@dataclass(frozen=True, kw_only=True)
class Register:
    """One noun. `query` selects `columns` by name; `key` orders and pages it; `by` says which column a filter asks
    (`at` the dates); `spread` makes lines of a row: one, unless it says otherwise;
    `words` names the columns whose values are the last part of a key, and its first part.
    """

    name: str
    heading: str
    columns: Mapping[str, str]
    query: Callable[[], Query]
    key: tuple[Column, ...]
    agreement: Column
    by: Mapping[str, Column] = field(default_factory=dict)
    spread: Callable[[Row, Asked], Iterable[Row]] = as_it_is
    words: Mapping[str, str] = field(default_factory=dict)

    def total(self, database: Database, asked: Asked) -> int:
        """How many rows it reads; lines may be more where a row spreads."""
        with database.read() as session:
            chosen = self.query().where(*self._where(asked)).subquery()
            return session.scalar(sa.select(sa.func.count()).select_from(chosen)) or 0

    def counted(self, tell: Callable[[int], None]) -> "Register":
        """The same register; each row is told as it is read."""

        def spread(row: Row, asked: Asked) -> Iterable[Row]:
            tell(1)
            return self.spread(row, asked)

        return replace(self, spread=spread)

    def lines(self, database: Database, asked: Asked) -> Iterator[Row]:
        """Every line in order; a page of rows is held at a time, and no transaction outlives a page."""
        keys = [key.label(f"key_{n}") for n, key in enumerate(self.key)]
        query = self.query().add_columns(*keys).where(*self._where(asked)).order_by(*self.key).limit(PAGE)
        last: list[Any] | None = None
        while True:
            behind = [] if last is None else [sa.tuple_(*self.key) > sa.tuple_(*self._bound(last))]
            with database.read() as session:
                rows = [dict(row) for row in session.execute(query.where(*behind)).mappings()]
            for row in rows:
                last = [row.pop(key.name) for key in keys]
                yield from self.spread(row, asked)
            if len(rows) < PAGE:
                return

    def _bound(self, last: list[Any]) -> list[sa.BindParameter[Any]]:
        return [sa.literal(value, key.type) for value, key in zip(last, self.key, strict=True)]

    def _where(self, asked: Asked) -> list[sa.ColumnElement[bool]]:
        ours = [] if asked.agreements is None else [self.agreement.in_(sorted(asked.agreements))]
        equal = {"region": asked.region, "standard": asked.standard, "person": asked.person, "act": asked.act}
        chosen = [self.by[name] == value for name, value in equal.items() if value is not None and name in self.by]
        return [*ours, *chosen, *self._dates(asked)]

    def _dates(self, asked: Asked) -> list[sa.ColumnElement[bool]]:
        at = self.by.get("at")
        if at is None:
            return []
        since, until = asked.since, asked.until
        is_day = isinstance(at.type, sa.Date)
        first: Any = since.date() if since is not None and is_day else since
        last: Any = until.date() if until is not None and is_day else until
        return [*([at >= first] if first else ()), *([at < last] if last else ())]


def title() -> sa.ColumnElement[str]:
    """The title of a standard in the language spoken."""
    chinese = sa.func.coalesce(sa.func.nullif(Standard.title_en, ""), Standard.title_zh)
    return (chinese if language() == "en" else Standard.title_zh).label("title")


def place() -> sa.Label[str]:
    """The name of a region in the language spoken."""
    return (Region.name_en if language() == "en" else Region.name_zh).label("region_name")


def organ(name: str = "organ") -> sa.Label[str]:
    """The name of an organ in the language spoken."""
    return (Organ.name_en if language() == "en" else Organ.name_zh).label(name)


PROJECT: Final = {"standard": "项目编号", "title": "标准名称"}
PLACE: Final = {"region": "地区代码", "region_name": "地区"}
