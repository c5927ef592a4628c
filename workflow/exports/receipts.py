"""Receipts against the logs: every notice that stands as acknowledged has its event, and every event its notice.
Whether a notice owes one is what the row of its act says."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.doors.acknowledging import ACT, NOUN
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.process.standard import ROWS
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.vocabulary import Notice


def check_receipts(database: Database, report: Report) -> None:
    """Page by page over all notices that are acknowledged, or were by an event."""
    last = 0
    while True:
        with database.read() as session:
            acts = sa.select(Event.object_id).where(Event.noun == NOUN, Event.act == ACT)
            is_given = sa.or_(RegionNotice.state == Notice.ACKNOWLEDGED, RegionNotice.acknowledged_at.is_not(None))
            query = sa.select(RegionNotice).where(sa.or_(is_given, RegionNotice.id.in_(acts)), RegionNotice.id > last)
            rows = session.scalars(query.order_by(RegionNotice.id).limit(PAGE)).all()
            if not rows:
                break
            report.attempt(Place("notices", f"{rows[0].id}–{rows[-1].id}"), _check_page, session, list(rows), report)
            last = rows[-1].id
    _check_vanished(database, report)
    _check_owed(database, report)


def _check_page(session: Session, rows: list[RegionNotice], report: Report) -> None:
    query = sa.select(Event).where(Event.noun == NOUN, Event.act == ACT, Event.object_id.in_([row.id for row in rows]))
    given = {event.object_id: event for event in session.scalars(query)}
    for row in rows:
        place = Place("notices", str(row.id))
        report.counts["receipts"] += 1
        leaf = told(given[row.id].leaf) if row.id in given else None
        if leaf is None:
            report.add(place, Discrepancy.UNRECORDED)
            continue
        report.compare(place, "state", stands=row.state.value, recorded=leaf["to"]["state"])
        report.compare(place, "region_code", stands=row.region_code, recorded=leaf["to"]["region"])
        report.compare(place, "acknowledged_by", stands=row.acknowledged_by, recorded=leaf["actor"])
        if "clk" not in leaf:
            report.compare(place, "acknowledged_at", stands=hour(row.acknowledged_at), recorded=leaf["ts"])
        for column, name in (("standard_id", "standard"), ("step", "step"), ("actor_region", "told_by")):
            report.compare(place, column, stands=getattr(row, column), recorded=leaf["facts"][name])


def _check_vanished(database: Database, report: Report) -> None:
    query = sa.select(Event.object_id).where(Event.noun == NOUN, Event.act == ACT)
    gone = query.where(~sa.exists().where(RegionNotice.id == Event.object_id)).limit(PAGE)
    with database.read() as session:
        for notice in session.scalars(gone):
            report.add(Place("notices", str(notice)), Discrepancy.VANISHED)


def _check_owed(database: Database, report: Report) -> None:
    owing = RegionNotice.step.in_([row.name for row in ROWS.values() if row.receipt])
    query = sa.select(RegionNotice.id, RegionNotice.owes_receipt).where(RegionNotice.owes_receipt != owing)
    with database.read() as session:
        for notice, stands in session.execute(query.order_by(RegionNotice.id).limit(PAGE)):
            report.compare(Place("notices", str(notice)), "owes_receipt", stands=stands, recorded=not stands)
