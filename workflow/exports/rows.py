"""The rows of a batch of projects against the rows that their acts wrote, one table at a time.
Rows whose event told no id are paired with what they resemble most. What acts write is told in `retelling`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import table_of
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.nouns import NOUNS, Noun
from workflow.facts import plain
from workflow.log.journal import spelled
from workflow.records.standards import Standard
from workflow.replaying.retelling.book import FOLLOWS, UNTOLD, Book, Cells, Hour

LIKENESS: Final = 300  # odd rows of a project and table that are still paired by what they resemble
LEAST: Final = 0.5  # of what was written must still stand for a row to be the same row


SHOWN: Final = ("region_code", "panel_id", "kind", "step", "role", "person_id")  # what names a row that has gone


def check_rows(session: Session, books: Mapping[int, Book], report: Report) -> None:
    """All tables, each by itself: one that cannot be read does not hide the others."""
    for noun in NOUNS:
        place = Place(table_of(noun.record).name, "*")
        report.attempt(place, _check_noun, session, noun, books, report)


def _check_noun(session: Session, noun: Noun, books: Mapping[int, Book], report: Report) -> None:
    found = found_by(session, noun, books)
    for owner, book in books.items():
        _check_book(noun, owner, book, found.get(owner, []), report)


def found_by(session: Session, noun: Noun, books: Mapping[int, Book]) -> dict[int, list[Any]]:
    """The rows of a table by the project that they belong to."""
    found: dict[int, list[Any]] = {}
    for owner, row in session.execute(_query(noun, books)):
        found.setdefault(owner, []).append(row)
    return found


def _query(noun: Noun, books: Mapping[int, Book]) -> sa.Select[Any]:
    record: Any = noun.record
    parent: Any = noun.parent
    owner = parent.standard_id if parent else record.id if record is Standard else record.standard_id
    query = sa.select(owner, record).where(owner.in_(books)).order_by(*sa.inspect(noun.record).primary_key)
    return query.join(parent, parent.id == getattr(record, noun.by)) if parent else query


def _check_book(noun: Noun, owner: int, book: Book, rows: list[Any], report: Report) -> None:
    report.counts["rows"] += len(rows)
    wanted = dict(enumerate(book.rows.get(noun.record, ())))
    for row, cells in paired(noun, book.compared(noun.record, rows), wanted, book):
        if cells is None:
            report.add(place_of(row), Discrepancy.UNRECORDED)
        else:
            report.attempt(place_of(row), _compare, row, book.grown(noun.record, row, cells), report)
    for cells in wanted.values():
        report.add(_gone(noun, owner, cells), Discrepancy.VANISHED)


def paired(noun: Noun, rows: list[Any], wanted: dict[int, Cells], book: Book) -> Iterator[tuple[Any, Cells | None]]:
    """Each row with what was written of it, by key or by likeness; pairs are taken out of `wanted`."""
    known = {key: number for number, cells in wanted.items() if (key := _key_of(noun, cells)) is not None}
    odd = []
    for row in rows:
        number = known.get(tuple(plain(getattr(row, name)) for name in noun.keys))
        if number in wanted:
            yield row, wanted.pop(number)
        else:
            odd.append(row)
    if len(odd) * len(wanted) > LIKENESS**2:
        yield from ((row, None) for row in odd)
        return
    for place, number in _likely(noun, odd, wanted, book):
        row = odd[place]
        if row is not None and number in wanted:
            odd[place] = None
            yield row, wanted.pop(number)
    yield from ((row, None) for row in odd if row is not None)


def _key_of(noun: Noun, cells: Cells) -> tuple[Any, ...] | None:
    is_known = noun.keys and all(name in cells for name in noun.keys)
    return tuple(plain(cells[name]) for name in noun.keys) if is_known else None


def _likely(noun: Noun, odd: list[Any], wanted: dict[int, Cells], book: Book) -> list[tuple[int, int]]:
    """Which odd row may be which of those written, the likeliest first; among equals in the order of writing."""
    found = []
    for place, row in enumerate(odd):
        for number, cells in wanted.items():
            likeness = _alike(row, book.grown(noun.record, row, cells))
            if likeness >= LEAST:
                found.append((-likeness, place, number))
    return [(place, number) for _, place, number in sorted(found)]


def _alike(row: Any, cells: Cells) -> float:
    """Which part of the cells the row shows."""
    return sum(_fits(getattr(row, name), value) for name, value in cells.items()) / len(cells)


def _compare(row: Any, cells: Cells, report: Report) -> None:
    compare_cells(place_of(row), row, cells, report)


def compare_cells(place: Place, row: Any, cells: Cells, report: Report) -> None:
    """What was written of a row against what stands there."""
    for name, recorded in cells.items():
        if name in FOLLOWS:
            continue
        stands = getattr(row, name)
        if not _fits(stands, recorded):
            what = spelled(stands) if isinstance(stands, datetime) else plain(stands)
            report.compare(place, name, stands=what, recorded=str(recorded) if isinstance(recorded, Hour) else recorded)


def _fits(stands: Any, recorded: Any) -> bool:
    if isinstance(recorded, Hour):
        return recorded.fits(stands)
    if recorded is UNTOLD:
        return True
    return bool((spelled(stands) if isinstance(stands, datetime) else plain(stands)) == recorded)


def place_of(row: Any) -> Place:
    """A row by its primary key."""
    state = sa.inspect(row)
    return Place(state.mapper.local_table.name, "/".join(str(plain(part)) for part in state.identity))


def _gone(noun: Noun, owner: int, cells: Cells) -> Place:
    keys = [name for name in noun.keys if name in cells] or [name for name in SHOWN if name in cells][:3]
    told = [str(plain(cells[name])) for name in keys]
    is_own = noun.parent is not None or (noun.keys == ("id",) and "id" in cells)
    return Place(table_of(noun.record).name, "/".join(told if is_own else [str(owner), *told]))
