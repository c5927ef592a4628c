"""The state of a standard as one hash: of every cell that its record tells, and of no other."""

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.db import table_of
from workflow.facts import plain
from workflow.replaying.retelling.book import FOLLOWS, Book, Cells, Hour
from workflow.text.canonical import canonical, canonical_hash

Rows = Mapping[str, Iterable[Cells]]


def state_hash(rows: Rows) -> str:
    """Rows by table, whatever the order in which they come; a table without rows is none."""
    told = {table: sorted((shown(cells) for cells in some), key=canonical) for table, some in rows.items()}
    return canonical_hash({table: some for table, some in told.items() if some})


def shown(cells: Cells) -> Cells:
    """The cells that are compared: of an hour for which the log's clock was held nobody knows which it was."""
    is_told = {name: not (isinstance(told, Hour) and told.is_held) for name, told in cells.items()}
    return {name: _shown(told) for name, told in cells.items() if is_told[name] and name not in FOLLOWS}


def _shown(told: Any) -> Any:
    return told.at if isinstance(told, Hour) else plain(told)


def rows_of(book: Book) -> dict[str, list[Cells]]:
    """Every row that acts wrote."""
    return {table_of(record).name: rows for record, rows in book.rows.items()}
