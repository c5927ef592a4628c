"""The keys of regions against the logs, and what they signed against the heads: each key says what its events say,
every event has its key, every kept cosignature holds for its checkpoint."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.log.cosignatures import CosignerKey, added, cosigned
from workflow.log.keys import BadNote
from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Checkpoint, Event
from workflow.replaying.retelling.book import UNTOLD

TABLE = "region_keys"
ACTS = ("register_key", "end_key")
SEALS = ("seal_release", "seal_amendment")
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


def check_cosignatures(database: Database, report: Report) -> None:
    """Page by page; what was kept was verified when it came, and must hold for ever. What a seal stands on is there."""
    key, line = RegionKey.vkey, CosignatureLine
    joined = sa.select(line, Checkpoint.note, key).outerjoin(RegionKey, RegionKey.id == line.key_id)
    joined = joined.outerjoin(Checkpoint, sa.and_(Checkpoint.log_id == line.log_id, Checkpoint.size == line.size))
    place_of, last = (line.log_id, line.size, line.key_id, line.at), None
    wanted = _sealed_by(database)
    while True:
        query = joined if last is None else joined.where(sa.tuple_(*place_of) > last)
        with database.read() as session:
            rows = session.execute(query.order_by(*place_of).limit(PAGE)).all()
        for one, note, vkey in rows:
            report.counts["cosignatures"] += 1
            wanted.pop(sha256(one.line.encode()).hexdigest(), None)
            if not _holds(one.line, note, vkey, one.at):
                report.add(Place("cosignatures", f"{one.log_id}/{one.size}/{one.key_id}", "line"), Discrepancy.DIFFERS)
            last = sa.tuple_(*(sa.literal(getattr(one, c.key), c.type) for c in place_of))
        if len(rows) < PAGE:
            break
    for place in wanted.values():
        report.add(place, Discrepancy.VANISHED)


def _sealed_by(database: Database) -> dict[str, Place]:
    """The lines by which releases were sealed, by their hashes: of whose standard, and which region's."""
    found: dict[str, Place] = {}
    with database.read() as session:
        for event in session.scalars(sa.select(Event).where(Event.noun == "standard", Event.act.in_(SEALS))):
            leaf = told(event.leaf)
            for region, line in (leaf["facts"].get("cosigned", {}) if leaf else {}).items():
                found[line] = Place("cosignatures", f"standard/{event.object_id}/{region}")
    return found


def _holds(line: str, note: str | None, vkey: str | None, at: datetime) -> bool:
    if note is None or vkey is None:
        return False
    try:
        found = cosigned(added(note.encode(), [line]), [CosignerKey.parse(vkey)])
    except BadNote:
        return False
    return [(one.at, one.line) for one in found] == [(int(at.timestamp()), line)]


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
