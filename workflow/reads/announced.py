"""Public acts, the newest first: what the table tells the public, of standards that the public may know of."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.process.standard import ROWS
from workflow.reads.catalogue import IS_PUBLIC
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import PUBLIC, Joint, Tell, Window

MOST = 50


def announced(session: Session) -> list[tuple[Event, Standard, str]]:
    """Each act with its standard and the page where it can be read. What is neither released nor asks for comments now
    is named nowhere in public, and not here either.
    """
    posted = sa.select(RegionWindow.consultation_id).where(RegionWindow.state == Window.POSTED)
    asked = sa.select(Consultation.standard_id, sa.func.max(Consultation.id).label("id"))
    is_open = (Consultation.id.in_(posted), Consultation.closed_at.is_(None))
    latest = asked.where(*is_open).group_by(Consultation.standard_id).subquery()
    query = sa.select(Event, Standard, latest.c.id).join(Standard, Standard.id == Event.object_id)
    query = query.outerjoin(latest, latest.c.standard_id == Standard.id)
    acts = [row.name for row in ROWS.values() if Tell.PUBLIC in row.tells]
    is_asked = sa.and_(Standard.state == Joint.CONSULTING, latest.c.id.is_not(None))
    told = (Event.noun == "standard", Event.act.in_(acts), sa.or_(IS_PUBLIC, is_asked))
    rows = session.execute(query.where(*told).order_by(Event.at.desc(), Event.log_id, Event.index.desc()).limit(MOST))
    return [(event, standard, _page(standard, consultation)) for event, standard, consultation in rows]


def _page(standard: Standard, consultation: int | None) -> str:
    if standard.state in PUBLIC:
        return f"/public/standards/{standard.id}"
    return f"/public/consultations/{consultation}"
