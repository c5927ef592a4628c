"""Amendments as they are read: what each changes in the text it is made on, and which of them anybody may see."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import manuscript
from workflow.reads.catalogue import find
from workflow.records.amendments import Amendment
from workflow.standing import Standing
from workflow.text.amended import amended
from workflow.text.clauses import Text
from workflow.text.redline import ChangeKind, ClauseChange, redline
from workflow.vocabulary import AmendmentState

MOST_ID, MOST = 2**31, 50


def changes(session: Session, standing: Standing, amendment: Amendment) -> list[ClauseChange]:
    """The clauses that it touches, as a redline against the text it amends."""
    base = next(v for v in standing.versions if v.id == amendment.base_id)
    old = manuscript.load(session, base)
    found = redline(old, Text(old.meta, amended(old, amendment.items)))
    return [change for change in found if change.kind in (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED)]


def shown(standing: Standing) -> list[Amendment]:
    """Those that anybody may read: in effect, or lying open to the public; what is scheduled stays inside."""
    return [a for a in standing.amendments if a.state is AmendmentState.IN_EFFECT or is_open(standing, a)]


def is_open(standing: Standing, amendment: Amendment) -> bool:
    """Whether a region has posted it, and comments still come in time."""
    posted = (p for p in standing.amendment_parts if p.amendment_id == amendment.id and p.posted_on is not None)
    return amendment.state is AmendmentState.CONSULTING and any(posted)


def one(session: Session, amendment_id: int) -> tuple[Standing, Amendment] | None:
    """An amendment that anybody may read, with its standard; any other is not there."""
    if not 0 < amendment_id < MOST_ID:
        return None
    owner = session.scalar(sa.select(Amendment.standard_id).where(Amendment.id == amendment_id))
    standing = find(session, None, owner) if owner is not None else None
    found = (a for a in shown(standing) if a.id == amendment_id) if standing is not None else iter(())
    amendment = next(found, None)
    return (standing, amendment) if standing is not None and amendment is not None else None


def open_now(session: Session) -> list[tuple[Standing, Amendment]]:
    """The amendments that lie open to the public now, the newest first."""
    asked = sa.select(Amendment.id).where(Amendment.state == AmendmentState.CONSULTING).order_by(Amendment.id.desc())
    found = (one(session, amendment_id) for amendment_id in session.scalars(asked.limit(MOST)).all())
    return [each for each in found if each is not None]
