"""Public acts, the newest first: what the table tells the public, of standards that the public may know of."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.told import PUBLIC_ACTS
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import PUBLIC, Joint, Window

MOST = 50
_POSTED = sa.select(RegionWindow.consultation_id).where(RegionWindow.state == Window.POSTED)
_OPEN = (Consultation.id.in_(_POSTED), Consultation.closed_at.is_(None))
# Somebody may comment on it now.
IS_ASKED = sa.and_(
    Standard.state == Joint.CONSULTING, sa.exists().where(Consultation.standard_id == Standard.id, *_OPEN)
)


def announced(session: Session) -> list[tuple[Event, Standard, str]]:
    """Each act with its standard and the page where it can be read. What is neither released nor asks for comments now
    is named nowhere in public, and not here either.
    """
    query = _public().order_by(Event.at.desc(), Event.log_id, Event.index.desc()).limit(MOST)
    return [_told(*row) for row in session.execute(query)]


def changes(
    session: Session, since: datetime, behind: tuple[int, int] | None, most: int
) -> list[tuple[Event, Standard, str]]:
    """The same, oldest first, from an hour on; `behind` is the log and index of the last one that was read at it."""
    later = Event.at >= since
    if behind is not None:
        same = sa.and_(Event.at == since, sa.tuple_(Event.log_id, Event.index) > sa.tuple_(*map(sa.literal, behind)))
        later = sa.or_(Event.at > since, same)
    query = _public().where(later).order_by(Event.at, Event.log_id, Event.index).limit(most)
    return [_told(*row) for row in session.execute(query)]


def _public() -> sa.Select[Event, Standard, int]:
    asked = sa.select(Consultation.standard_id, sa.func.max(Consultation.id).label("id"))
    latest = asked.where(*_OPEN).group_by(Consultation.standard_id).subquery()
    query = sa.select(Event, Standard, latest.c.id).join(Standard, Standard.id == Event.object_id)
    query = query.outerjoin(latest, latest.c.standard_id == Standard.id)
    is_asked = sa.and_(Standard.state == Joint.CONSULTING, latest.c.id.is_not(None))
    return query.where(Event.noun == "standard", Event.act.in_(PUBLIC_ACTS), sa.or_(IS_PUBLIC, is_asked))


def _told(event: Event, standard: Standard, consultation: int | None) -> tuple[Event, Standard, str]:
    return event, standard, _page(standard, consultation)


def _page(standard: Standard, consultation: int | None) -> str:
    if standard.state in PUBLIC:
        return f"/public/standards/{standard.id}"
    return f"/public/consultations/{consultation}"
