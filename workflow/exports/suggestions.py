"""Suggestions of projects against the logs: each row says what its events say, and every event has its row."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import as_bytes, hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.events import Event, Opening
from workflow.records.suggestions import Suggestion

ACTS = ("suggest", "answer_suggestion")
WORDS = {"project": "title", "need": "need", "name": "name", "contact": "contact", "answer": "answer"}
Cells = dict[str, Any]


def check_suggestions(database: Database, report: Report) -> None:
    """All of them: there are few, and each is read once."""
    with database.read() as session:
        recorded = _recorded(session)
        for row in session.scalars(sa.select(Suggestion).order_by(Suggestion.id)):
            place, cells = Place("suggestions", str(row.id)), recorded.pop(row.id, None)
            report.counts["suggestions"] += 1
            if cells is None:
                report.add(place, Discrepancy.UNRECORDED)
            else:
                report.attempt(place, _compare, row, place, cells, report)
        for gone in sorted(recorded):
            report.add(Place("suggestions", str(gone)), Discrepancy.VANISHED)


def _compare(row: Suggestion, place: Place, cells: Cells, report: Report) -> None:
    for column, value in cells.items():
        stands = getattr(row, column)
        is_hour = column.endswith("_at") and stands is not None
        report.compare(place, column, stands=hour(stands) if is_hour else stands, recorded=value)


def _recorded(session: Session) -> dict[int, Cells]:
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(ACTS)).order_by(Event.log_id, Event.index)
    found, opened = dict[int, Cells](), _openings(session)
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is not None:
            cells = found.setdefault(leaf["facts"]["suggestion"], {})
            cells |= _made(event, leaf) if leaf["act"] == "suggest" else _answered(leaf)
            cells |= _words(leaf, opened.get((event.log_id, event.index), {}))
    return found


def _made(event: Event, leaf: Mapping[str, Any]) -> Cells:
    agreement = {"agreement_id": event.object_id, "receipt": leaf["facts"]["receipt"], "state": "received"}
    blank = dict.fromkeys(("disposition", "answered_by", "answered_region", "answered_at"))
    return {**agreement, **blank, "answer": ""} | ({} if "clk" in leaf else {"received_at": leaf["ts"]})


def _answered(leaf: Mapping[str, Any]) -> Cells:
    who = {"answered_by": leaf["actor"], "answered_region": leaf["region"]}
    said = {"state": "published", "disposition": leaf["facts"]["disposition"], "answered_at": leaf["ts"]}
    return who | said


def _words(leaf: Mapping[str, Any], opened: Mapping[str, str]) -> Cells:
    """Free text against its opening; where the opening was erased, nothing can be said any more."""
    return {column: opened[name] for name, column in WORDS.items() if name in leaf["commit"] and name in opened}


def _openings(session: Session) -> dict[tuple[int, int], dict[str, str]]:
    here = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index, Event.act.in_(ACTS))
    query = sa.select(Opening.log_id, Opening.index, Opening.field, Opening.value).join(Event, here)
    found: dict[tuple[int, int], dict[str, str]] = {}
    for log, index, name, value in session.execute(query):
        found.setdefault((log, index), {})[name] = as_bytes(value).decode(errors="replace")
    return found
