"""The expert bank and its draws against the logs: every row says what its events say, and every event has its rows. An
expert's own words are compared by the salted hash that the events tell.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.agreeing.banking import digests
from workflow.db import Database, Record, table_of
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.facts import plain
from workflow.records.draws import Draw, DrawReplacement, DrawShare
from workflow.records.events import Event
from workflow.records.experts import Expert, ExpertRating, ExpertVoice
from workflow.replaying.banked import DIGEST, TELL, Book, Cells, Key, empty, follow
from workflow.replaying.retelling.book import UNTOLD
from workflow.text.canonical import canonical_hash

RECORDS: tuple[type[Record], ...] = (Expert, ExpertVoice, ExpertRating, Draw, DrawShare, DrawReplacement)


def check_experts(database: Database, report: Report) -> None:
    """All of them: a bank holds some hundreds."""
    with database.read() as session:
        book = _recorded(session)
        hashed = digests(session, session.scalars(sa.select(Expert.id)))
        for record in RECORDS:
            _check_table(session, record, book[table_of(record).name], hashed, report)


def _check_table(
    session: Session, record: type[Record], recorded: dict[Key, Cells], hashed: Mapping[str, str], report: Report
) -> None:
    table = table_of(record)
    keys = [column.name for column in table.primary_key.columns]
    for row in session.scalars(sa.select(record).order_by(*table.primary_key.columns)):
        key = tuple(getattr(row, name) for name in keys)
        place, cells = Place(table.name, "/".join(map(str, key))), recorded.pop(key, None)
        report.counts[table.name] += 1
        if cells is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        for column, value in cells.items():
            if value is not UNTOLD:
                report.compare(place, column, stands=_stands(row, column, hashed), recorded=value)
    for key in sorted(recorded, key=str):
        report.add(Place(table.name, "/".join(map(str, key))), Discrepancy.VANISHED)


def _stands(row: Any, column: str, hashed: Mapping[str, str]) -> Any:
    if isinstance(row, Expert) and column == DIGEST:
        return hashed[str(row.id)]
    cell = getattr(row, column)
    if column == "frozen":
        return canonical_hash(cell)
    return hour(cell) if isinstance(cell, datetime) else plain(cell)


def _recorded(session: Session) -> Book:
    """What the events say, oldest first."""
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(TELL)).order_by(Event.at, Event.sequence)
    book = empty()
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is not None:
            at = UNTOLD if "clk" in leaf else leaf["ts"]  # where the clock was held the rows may be earlier
            follow(book, leaf, at, event.object_id)
    return book
