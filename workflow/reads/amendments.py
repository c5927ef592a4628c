"""Amendments as they are read: what each changes in the text it is made on, and which of them anybody may see."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads.catalogue import IS_PUBLIC, find
from workflow.records.agreements import Agreement
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.places import Region
from workflow.records.standards import Standard, StandardTrack
from workflow.text.amended import amended
from workflow.text.clauses import Text
from workflow.text.redline import ChangeKind, ClauseChange, redline
from workflow.vocabulary import COUNTED, AmendmentState

MOST_ID, MOST = 2**31, 50


@dataclass(frozen=True)
class Laid:
    """An amendment that lies open, and on which day each region posted it."""

    amendment: Amendment
    standard: Standard
    agreement: Agreement
    posted: list[tuple[Region, date | None]]


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


def open_now(session: Session) -> list[Laid]:
    """The amendments that lie open to the public now, the newest first, in three statements."""
    posted = sa.select(AmendmentPart.amendment_id).where(AmendmentPart.posted_on.is_not(None))
    query = sa.select(Amendment, Standard, Agreement).join(Standard, Standard.id == Amendment.standard_id)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id)
    is_open = (Amendment.state == AmendmentState.CONSULTING, Amendment.id.in_(posted), IS_PUBLIC)
    rows = session.execute(query.where(*is_open).order_by(Amendment.id.desc()).limit(MOST)).all()
    regions = _counted(session, [standard.id for _, standard, _ in rows])
    parts = sa.select(AmendmentPart).where(AmendmentPart.amendment_id.in_([one.id for one, _, _ in rows]))
    days = {(p.amendment_id, p.region_code): p.posted_on for p in session.scalars(parts)}
    return [
        Laid(one, standard, agreement, [(place, days.get((one.id, place.code))) for place in regions[standard.id]])
        for one, standard, agreement in rows
    ]


def _counted(session: Session, standards: list[int]) -> dict[int, list[Region]]:
    """The regions that a standard counts, in the order of their codes."""
    track = StandardTrack
    query = sa.select(track.standard_id, Region).join(Region, Region.code == track.region_code)
    query = query.where(track.standard_id.in_(standards), track.state.in_(COUNTED)).order_by(track.region_code)
    found: dict[int, list[Region]] = {standard: [] for standard in standards}
    for standard, place in session.execute(query):
        found[standard].append(place)
    return found
