"""Where a value behind a commitment stands in the tables of its standard: the cells that the record cannot tell without
it, found by telling the record twice."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from workflow.db import Record
from workflow.exports.nouns import NOUNS
from workflow.exports.rows import found_by, paired
from workflow.process.standard import ROWS
from workflow.records.events import Event, Log
from workflow.replaying.retelling import Act, Book, retell
from workflow.replaying.retelling.book import Cells
from workflow.replaying.stored import leaves_of

STANDARD: Final = "standard"
WORDED: Final = frozenset({"words"})  # columns whose lines make a row each
STAND_IN: Final = "–"  # told in the place of a value that is gone


def cells_of(session: Session, event: Event, field: str) -> Iterator[tuple[Record, str]]:
    """Rows and columns to which the value of this name was written, whether its opening is still there or not."""
    full, without = _told_twice(session, event, field)
    for noun in NOUNS:
        told = full.rows.get(noun.record, [])
        wanted = dict(enumerate(told))
        rows = found_by(session, noun, {event.object_id: full}).get(event.object_id, [])
        for row, cells in paired(noun, rows, wanted, full):
            yield from ((row, name) for name in _differing(noun.record, told, cells, without))


def _told_twice(session: Session, event: Event, field: str) -> tuple[Book, Book]:
    full, without = Book(event.object_id), Book(event.object_id)
    place = session.get_one(Log, event.log_id).origin, event.index
    for leaf, opened in leaves_of(session, event.object_id) if event.noun == STANDARD else ():
        row = ROWS.get(leaf["act"])
        if row is None:
            continue
        is_its = (leaf["log"], leaf["idx"]) == place
        others = {name: words for name, words in opened.items() if name != field}
        retell(full, Act(leaf, row, {field: STAND_IN, **opened} if is_its else opened))
        retell(without, Act(leaf, row, others if is_its else opened))
    return full, without


def _differing(record: type[Record], told: list[Cells], cells: Cells | None, without: Book) -> list[str]:
    """The columns of a row that cannot be told without the value."""
    if cells is None:
        return []
    number = next(n for n, each in enumerate(told) if each is cells)
    others = without.rows.get(record, [])
    if len(others) != len(told):  # the value made whole rows, such as the lines of what a panel demanded
        return [name for name, value in cells.items() if name in WORDED and isinstance(value, str)]
    return [name for name in cells if name not in others[number]]
