"""The rows of one project as its acts wrote them, and one act as its leaf tells it. What acts write is not here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from workflow.clock import day_of
from workflow.db import Record
from workflow.log.journal import spelled
from workflow.process.row import Row

Cells = dict[str, Any]


class Untold:
    """Stands for what the record cannot say (an erased opening): such a cell is not compared."""


UNTOLD: Final = Untold()
FOLLOWS: Final = frozenset({"under"})  # cells of no column: they follow from what is told


@dataclass(frozen=True)
class Hour:
    """The hour of an act; where the log's clock was held, the row may be earlier."""

    at: str
    is_held: bool

    def fits(self, stands: Any) -> bool:
        if not isinstance(stands, datetime):
            return False
        return spelled(stands) <= self.at if self.is_held else spelled(stands) == self.at

    def __str__(self) -> str:
        return self.at


@dataclass(frozen=True)
class Act:
    """One leaf of a project, its row of the process table, and the openings that are still there."""

    leaf: Mapping[str, Any]
    row: Row
    opened: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def facts(self) -> Mapping[str, Any]:
        return self.leaf["facts"]  # type: ignore[no-any-return]

    @property
    def actor(self) -> int | None:
        return self.leaf["actor"]  # type: ignore[no-any-return]

    @property
    def region(self) -> str | None:
        return self.leaf["region"]  # type: ignore[no-any-return]

    @property
    def hour(self) -> Hour:
        return Hour(self.leaf["ts"], "clk" in self.leaf)

    @property
    def day(self) -> date | None:
        """The Beijing day of the act, unless the clock was held."""
        return None if self.hour.is_held else day_of(datetime.fromisoformat(self.leaf["ts"]))

    def words(self, name: str) -> Any:
        """What was committed to under this name: its opening, nothing, or untold once it was erased."""
        if name in self.opened:
            return self.opened[name]
        return UNTOLD if name in self.leaf["commit"] else ""

    def told(self, *names: str) -> Cells:
        """Facts under the names of their columns; one that is missing was left blank."""
        return {name: self.facts.get(name) for name in names}


@dataclass
class Book:
    """Expected rows by table; `later` holds what acts wrote by id to rows whose making told no id."""

    standard_id: int
    rules: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)  # the terms of rule sets
    organs: Mapping[int, int] = field(default_factory=dict)  # of applicants' seats
    rows: dict[type[Record], list[Cells]] = field(default_factory=dict)
    by_id: dict[tuple[type[Record], int], Cells] = field(default_factory=dict)
    later: dict[tuple[type[Record], int], Cells] = field(default_factory=dict)
    untold: set[tuple[type[Record], int]] = field(default_factory=set)
    is_held: bool = False  # whether the log's clock was held at any act so far
    frozen: int | None = None  # the newest frozen version of the text
    statements: set[str] = field(default_factory=set)  # hashes of those that were signed

    def terms(self, act: Act) -> Mapping[str, Any]:
        """The terms by which an act was judged."""
        return self.rules.get(act.leaf["rules"], {})

    def put(self, record: type[Record], **columns: Any) -> None:
        """A new row."""
        row = known(columns)
        self.rows.setdefault(record, []).append(row)
        if "id" in row:
            self.by_id[record, row["id"]] = row

    def of(self, record: type[Record], **where: Any) -> list[Cells]:
        """The rows that have these values, oldest first."""
        if "id" in where:
            found = self.by_id.get((record, where["id"]))
            return [found] if found is not None else []
        return [row for row in self.rows.get(record, ()) if all(row.get(k) == v for k, v in where.items())]

    def last(self, record: type[Record]) -> Cells | None:
        found = self.rows.get(record)
        return found[-1] if found else None

    def ensure(self, record: type[Record], **columns: Any) -> None:
        """A row that is written once, whoever acts again."""
        if not self.of(record, **columns):
            self.put(record, **columns)

    def write_later(self, record: type[Record], row_id: int, **columns: Any) -> None:
        self.later.setdefault((record, row_id), {}).update(columns)

    def compared(self, record: type[Record], rows: Iterable[Any]) -> list[Any]:
        """Those of the rows of a table that the record speaks of."""
        return [row for row in rows if (record, getattr(row, "panel_id", 0)) not in self.untold]

    def grown(self, record: type[Record], row: Any, cells: Cells) -> Cells:
        """The cells of a row with what acts wrote to it by its id."""
        return cells if "id" in cells else cells | self.later.get((record, getattr(row, "id", 0)), {})


def write(rows: Iterable[Cells], **columns: Any) -> None:
    """Change these cells of these rows; what cannot be told is no longer compared."""
    for row in rows:
        for name, value in columns.items():
            if value is UNTOLD:
                row.pop(name, None)
            else:
                row[name] = value


def known(columns: Mapping[str, Any]) -> Cells:
    return {name: value for name, value in columns.items() if value is not UNTOLD}
