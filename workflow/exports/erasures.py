"""Erasures and holds by law against their events: each row says what was asked and decided, what was erased is gone
from where it stood, and behind no leaf is anything gone that nobody deleted."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database, Record, table_of
from workflow.doors import forgetting
from workflow.exports import entered_words
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.exports.rows import place_of
from workflow.exports.written import STANDARD, cells_of
from workflow.records.events import Event, Log, Opening
from workflow.records.keeping import Erasure, LegalHold
from workflow.replaying.retelling.book import UNTOLD

Cells = dict[str, Any]
NOUN, HOLD = "erasure", "legal_hold"
ERASED, REFUSED, LIFTED = "erase", "refuse_erasure", "lift_hold"
HOURS: Final = frozenset({"asked_at", "decided_at", "laid_at", "lifted_at"})


def check_erasures(database: Database, report: Report) -> None:
    """Requests with what became of them, holds, and every value that was erased."""
    with database.read() as session:
        logs = {origin: log_id for origin, log_id in session.execute(sa.select(Log.origin, Log.id))}
        recorded = {table: _recorded(session, noun, logs) for table, noun in ((Erasure, NOUN), (LegalHold, HOLD))}
        for table, rows in recorded.items():
            _check_table(session, table, rows, report)
        done = {number: cells for number, cells in recorded[Erasure].items() if cells["is_done"]}
        for number, cells in done.items():
            report.attempt(Place(Erasure.__tablename__, str(number)), _check_gone, session, cells, report)
        places = {(cells["log_id"], cells["index"], cells["field"]) for cells in done.values()}
        places |= {(logs.get(log, 0), index, field) for log, index, field in report.erased}
        _check_missing(session, sorted(report.absent - places), report)


def _recorded(session: Session, noun: str, logs: Mapping[str, int]) -> dict[int, Cells]:
    """What the events say of each, the oldest first."""
    found: dict[int, Cells] = {}
    query = sa.select(Event.object_id, Event.leaf).where(Event.noun == noun)
    for number, raw in session.execute(query.order_by(Event.object_id, Event.sequence)):
        leaf = told(raw)
        if leaf is not None:
            found.setdefault(number, {}).update(_cells(leaf, logs))
    return found


def _cells(leaf: Mapping[str, Any], logs: Mapping[str, int]) -> Cells:
    """What one event says that the row must show; the hour, unless the log's clock was held."""
    act, facts, by = leaf["act"], leaf["facts"], leaf["actor"]
    at = UNTOLD if "clk" in leaf else leaf["ts"]
    if act in (ERASED, REFUSED):
        return {"decided_by": by, "decided_at": at, "is_done": act == ERASED}
    if act == LIFTED:
        return {"lifted_by": by, "lifted_at": at}
    document = {"document": facts["document"]}
    if act == "lay_hold":
        made = {"standard_id": facts["standard"], "laid_by": by, "laid_at": at}
        return document | made | {"lifted_by": None, "lifted_at": None}
    place = {"log_id": logs.get(facts["log"]), "index": facts["index"], "field": facts["field"]}
    asked = {"ground": facts["ground"], "asked_by": by, "asked_at": at}
    return document | place | asked | {"decided_by": None, "decided_at": None, "is_done": None}


def _check_table(session: Session, table: type[Record], recorded: Mapping[int, Cells], report: Report) -> None:
    name, gone = table_of(table).name, set(recorded)
    for row in session.scalars(sa.select(table).order_by(*sa.inspect(table).primary_key)):
        place = place_of(row)
        cells = recorded.get(int(place.row))
        gone.discard(int(place.row))
        report.counts[name] += 1
        if cells is None:
            report.add(place, Discrepancy.UNRECORDED)
        for column, value in (cells or {}).items():
            if value is not UNTOLD:
                report.compare(place, column, stands=_stands(row, column), recorded=value)
    for number in sorted(gone):
        report.add(Place(name, str(number)), Discrepancy.VANISHED)


def _stands(row: Any, column: str) -> Any:
    cell = getattr(row, column)
    return hour(cell) if column in HOURS and cell is not None else cell


def _check_gone(session: Session, cells: Cells, report: Report) -> None:
    """Nobody has put the value back, neither behind its leaf nor into the rows that it was written to."""
    log_id, index, field = cells["log_id"], cells["index"], cells["field"]
    if session.get(Opening, (log_id, index, field)) is not None:
        report.add(Place("openings", f"{log_id}/{index}/{field}"), Discrepancy.UNRECORDED)
    event = session.get(Event, (log_id, index))
    if event is not None and event.noun == STANDARD:
        for row, column in cells_of(session, event, field):
            report.compare(place_of(row), column, stands=getattr(row, column), recorded="")
    for cell in entered_words.cells_of(session, event, field) if event is not None else ():
        report.compare(place_of(cell.row), cell.column, stands=cell.stands, recorded="")


def _check_missing(session: Session, absent: Iterable[tuple[int, int, str]], report: Report) -> None:
    """What is gone and was not erased belonged to commenters whose time was over, or somebody took it."""
    before = dict[str, str]()
    query = sa.select(Event.leaf).where(Event.noun == forgetting.NOUN).order_by(Event.object_id, Event.sequence)
    for leaf in map(told, session.scalars(query)):
        if leaf is not None:
            before[leaf["obj"].rpartition("/")[2]] = leaf["facts"]["received_before"]
    for log_id, index, field in absent:
        event = session.get(Event, (log_id, index))
        leaf = told(event.leaf) if event is not None else None
        if leaf is None or not _is_forgotten(leaf, field, before):
            report.add(Place("openings", f"{log_id}/{index}/{field}"), Discrepancy.VANISHED)


def _is_forgotten(leaf: Mapping[str, Any], field: str, before: Mapping[str, str]) -> bool:
    noun, _, number = leaf["obj"].rpartition("/")
    is_name = noun == STANDARD and leaf["act"] in forgetting.GIVEN and field in forgetting.FIELDS
    came = str(leaf["facts"].get("received_on") or leaf["ts"])
    return is_name and came < before.get(number, "")
