"""Calendars against the installation's log: each as its last import left it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.importing.calendars import state
from workflow.records.calendars import CalendarDay
from workflow.records.events import Event
from workflow.replaying.calendared import NOUN, Calendars


def _recorded(session: Session, report: Report) -> Calendars:
    found = Calendars()
    query = sa.select(Event.leaf).where(Event.noun == NOUN).order_by(Event.object_id, Event.sequence)
    for raw in session.scalars(query):
        leaf = told(raw)
        if leaf is not None:
            report.attempt(Place("calendar_days", "*"), found.follow, leaf)
    return found


def check_calendars(database: Database, report: Report) -> None:
    """One calendar a region, and the nation's."""
    with database.read() as session:
        places = set(session.scalars(sa.select(CalendarDay.place).distinct()))
        recorded = _recorded(session, report).stands
        for place in sorted(places | recorded.keys()):
            where = Place("calendar_days", place or "*")
            if place not in recorded:
                report.add(where, Discrepancy.UNRECORDED)
                continue
            for name, stands in state(session, place).items():
                report.compare(where, name, stands=stands, recorded=recorded[place].get(name))
