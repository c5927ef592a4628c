"""The promise to those who commented: name and contact are deleted two years after the release of the standard, an
ended project's two years after its end, and never sooner than two years after the comment came."""

import json
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of, start_of, years_after
from workflow.db import Database, Work
from workflow.log.journal import spelled
from workflow.log.recording import record
from workflow.records.consultations import Comment
from workflow.records.events import Event, Opening
from workflow.records.notices import Beat
from workflow.records.standards import Standard
from workflow.vocabulary import ENDED, LIVE

NOUN: Final = "commenters"
ACT: Final = "forget_names"
YEARS: Final = 2  # no term: what was promised when a name was given, no agreement can lengthen
FIELDS: Final = ("name", "contact")
GIVEN: Final = ("comment", "enter_comment")  # the acts whose events committed to them
LOOK: Final = "forgetting"  # the beat of the last look: once a day is enough


def look(database: Database, at: datetime) -> int:
    """Once a Beijing day, delete what is due; gives how many comments lost their names."""
    with database.read() as session:
        last = session.get(Beat, LOOK)
        if last is not None and day_of(last.at) >= day_of(at):
            return 0
        waiting = due(session, at)
    forgotten = sum(forget(database, standard_id, at) for standard_id in waiting)
    with database.plain() as session:
        session.merge(Beat(name=LOOK, at=at))
    return forgotten


def due(session: Session, at: datetime) -> list[int]:
    """The standards some of whose commenters are due to be forgotten."""
    query = sa.select(Comment.standard_id).join(Standard, Standard.id == Comment.standard_id).distinct()
    is_over = sa.and_(Standard.released_at.is_(None), Standard.state.in_(ENDED | LIVE), Standard.since < _until(at))
    return list(session.scalars(query.where(_named(at), sa.or_(Standard.released_at < _until(at), is_over))))


def forget(database: Database, standard_id: int, at: datetime) -> int:
    """Blank the names of one standard and delete their openings; the event tells how many, and of which comments."""
    with database.write(at) as work:
        agreement = sa.select(Standard.agreement_id).where(Standard.id == standard_id).with_for_update()
        agreement_id = work.session.execute(agreement).scalar_one()
        mine = (Comment.standard_id == standard_id, _named(at))
        comments = set(work.session.scalars(sa.select(Comment.id).where(*mine)))
        if not comments:
            return 0
        work.update(Comment, *mine, **dict.fromkeys(FIELDS, ""))
        _delete_openings(work, standard_id, comments)
        facts = {"comments": len(comments), "received_before": spelled(_until(at)), "years": YEARS}
        record(work, NOUN, standard_id, ACT, None, agreement_id=agreement_id, facts=facts)
    return len(comments)


def _until(at: datetime) -> datetime:
    """What came before this hour is two years old."""
    return start_of(years_after(day_of(at), -YEARS))


def _named(at: datetime) -> sa.ColumnElement[bool]:
    """Comments that came long enough ago and still bear a name."""
    return sa.and_(Comment.received_at < _until(at), sa.or_(*(getattr(Comment, name) != "" for name in FIELDS)))


def _delete_openings(work: Work, standard_id: int, comments: set[int]) -> None:
    """Leaves stay as they are, and say nothing of a name without its opening."""
    given = (Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(GIVEN))
    for log_id, index, leaf in work.session.execute(
        sa.select(Event.log_id, Event.index, Event.leaf).where(*given)
    ).all():
        if json.loads(leaf)["facts"].get("comment") in comments:
            here = (Opening.log_id == log_id, Opening.index == index, Opening.field.in_(FIELDS))
            work.session.execute(sa.delete(Opening).where(*here))
