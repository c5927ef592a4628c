"""Names of commenters that were deleted under the two-year rule: what was said to be deleted is gone, and stays so."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.doors.forgetting import FIELDS, GIVEN, NOUN
from workflow.exports.cells import hour, told
from workflow.exports.findings import Discrepancy, Place, Remark, Report
from workflow.records.consultations import Comment
from workflow.records.events import Event, Opening


def check_forgotten(database: Database, report: Report) -> None:
    """One standard after another, by the last event that speaks of its commenters."""
    last = sa.select(Event.object_id, sa.func.max(Event.sequence).label("n")).where(Event.noun == NOUN)
    ends = last.group_by(Event.object_id).subquery()
    is_last = sa.and_(Event.object_id == ends.c.object_id, Event.sequence == ends.c.n)
    query = sa.select(Event.object_id, Event.leaf).join(ends, is_last).where(Event.noun == NOUN)
    with database.read() as session:
        for standard_id, raw in session.execute(query.order_by(Event.object_id)).all():
            leaf = told(raw)
            if leaf is not None:
                before = leaf["facts"]["received_before"]
                place = Place("standards", str(standard_id))
                report.attempt(place, _check, session, standard_id, before, report)
                report.remark(place, Remark.NAMES_DELETED, n=_count(session, standard_id))


def _count(session: Session, standard_id: int) -> int:
    """Over all times that names of this standard were deleted."""
    query = sa.select(Event.leaf).where(Event.noun == NOUN, Event.object_id == standard_id)
    return sum(leaf["facts"]["comments"] for raw in session.scalars(query) if (leaf := told(raw)) is not None)


def _check(session: Session, standard_id: int, before: str, report: Report) -> None:
    gone = set()
    for comment in session.scalars(sa.select(Comment).where(Comment.standard_id == standard_id)):
        if hour(comment.received_at) < before:
            gone.add(comment.id)
            for name in FIELDS:
                report.compare(Place("comments", str(comment.id)), name, stands=getattr(comment, name), recorded="")
    _check_openings(session, standard_id, gone, report)


def _check_openings(session: Session, standard_id: int, gone: set[int], report: Report) -> None:
    """Nobody has put a deleted name back behind its leaf."""
    given = (Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(GIVEN))
    is_its = sa.and_(Event.log_id == Opening.log_id, Event.index == Opening.index)
    query = sa.select(Opening.log_id, Opening.index, Opening.field, Event.leaf).join(Event, is_its)
    for log_id, index, name, raw in session.execute(query.where(*given, Opening.field.in_(FIELDS))):
        leaf = told(raw)
        if leaf is not None and leaf["facts"].get("comment") in gone:
            report.add(Place("openings", f"{log_id}/{index}/{name}"), Discrepancy.UNRECORDED)
