"""The keys of regions against the logs: each says what its events say, and every event has its key."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.records.cosigning import RegionKey
from workflow.records.events import Event
from workflow.replaying.retelling.book import UNTOLD

TABLE = "region_keys"
ACTS = ("register_key", "end_key")
Cells = dict[str, Any]


def check_region_keys(database: Database, report: Report) -> None:
    """All of them: a region has a handful."""
    with database.read() as session:
        recorded = _recorded(session)
        for key in session.scalars(sa.select(RegionKey).order_by(RegionKey.id)):
            report.counts[TABLE] += 1
            place, cells = Place(TABLE, str(key.id)), recorded.pop(key.id, None)
            if cells is None:
                report.add(place, Discrepancy.UNRECORDED)
                continue
            for column, value in cells.items():
                if value is not UNTOLD:
                    report.compare(place, column, stands=_stands(key, column), recorded=value)
    for gone in sorted(recorded):
        report.add(Place(TABLE, str(gone)), Discrepancy.VANISHED)


def _stands(key: RegionKey, column: str) -> Any:
    cell = getattr(key, column)
    return hour(cell) if column in ("since", "ended_at") and cell is not None else cell


def _recorded(session: Session) -> dict[int, Cells]:
    """What the events say, oldest first."""
    query = sa.select(Event).where(Event.noun == "agreement", Event.act.in_(ACTS)).order_by(Event.at, Event.sequence)
    keys: dict[int, Cells] = {}
    for event in session.scalars(query):
        leaf = told(event.leaf)
        if leaf is None:
            continue
        facts, at = leaf["facts"], UNTOLD if "clk" in leaf else leaf["ts"]
        if event.act == "end_key":
            keys.setdefault(facts["key"], {})["ended_at"] = at
            continue
        here = {"agreement_id": event.object_id, "region_code": leaf["region"], "person_id": leaf["actor"]}
        here |= {"kind": facts["key_kind"], "vkey": facts["vkey"], "since": at, "ended_at": None}
        keys[facts["key"]] = here
    return keys
