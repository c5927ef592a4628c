"""Calendars against the installation's log: each as its last import left it."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.cells import told
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.importing.calendars import NOUN, state
from workflow.records.calendars import CalendarDay
from workflow.records.events import Event


def check_calendars(database: Database, report: Report) -> None:
    """One calendar a region, and the nation's."""
    with database.read() as session:
        places = set(session.scalars(sa.select(CalendarDay.place).distinct()))
        last = sa.select(Event.object_id, sa.func.max(Event.sequence).label("n")).where(Event.noun == NOUN)
        ends = last.group_by(Event.object_id).subquery()
        query = sa.select(Event.leaf).join(
            ends, sa.and_(Event.object_id == ends.c.object_id, Event.sequence == ends.c.n)
        )
        leaves = [told(raw) for raw in session.scalars(query.where(Event.noun == NOUN))]
        recorded = {leaf["to"]["place"]: leaf["to"] for leaf in leaves if leaf is not None}
        for place in sorted(places | recorded.keys()):
            where = Place("calendar_days", place or "*")
            if place not in recorded:
                report.add(where, Discrepancy.UNRECORDED)
                continue
            for name, stands in state(session, place).items():
                report.compare(where, name, stands=stands, recorded=recorded[place].get(name))
