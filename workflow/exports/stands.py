"""The same hash of a standard's state taken of the tables: of each row the cells that its record tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from workflow.db import table_of
from workflow.exports.nouns import NOUNS, Noun
from workflow.exports.rows import found_by, paired
from workflow.facts import plain
from workflow.log.journal import spelled
from workflow.records.numbers import RegionNumber
from workflow.records.texts import Version
from workflow.replaying.retelling.book import FOLLOWS, Book, Cells
from workflow.replaying.state import shown, state_hash

HASHED: Final = (*NOUNS, Noun(Version, ("id",)), Noun(RegionNumber, ("region_code",)))


def hashes(session: Session, books: Mapping[int, Book]) -> dict[int, tuple[str, str]]:
    """Of each standard the hash of what its record tells and that of what stands; they are equal, or rows differ."""
    told: dict[int, dict[str, list[Cells]]] = {each: {} for each in books}
    stands: dict[int, dict[str, list[Cells]]] = {each: {} for each in books}
    for noun in HASHED:
        table, rows = table_of(noun.record).name, found_by(session, noun, books)
        for each, book in books.items():
            wanted = dict(enumerate(book.rows.get(noun.record, ())))
            both = list(paired(noun, book.compared(noun.record, rows.get(each, [])), wanted, book))
            known = [(row, book.grown(noun.record, row, cells)) for row, cells in both if cells is not None]
            told[each][table] = [*(cells for _, cells in known), *wanted.values()]
            stands[each][table] = [_stood(row, cells) for row, cells in known] + [{} for _, cells in both if not cells]
    return {each: (state_hash(told[each]), state_hash(stands[each])) for each in books}


def _stood(row: Any, cells: Cells) -> Cells:
    """What stands in the cells that are told."""
    names = (name for name in shown(cells) if name not in FOLLOWS)
    found = {name: getattr(row, name) for name in names}
    return {name: spelled(value) if isinstance(value, datetime) else plain(value) for name, value in found.items()}
