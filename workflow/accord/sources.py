"""Standards of ours behind entries of lists: which have changed, and when."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.amendments import Amendment
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import AmendmentState, Joint, Track

_OVER: Final = Standard.state.in_((Joint.REPLACED, Joint.WITHDRAWN, Joint.CONVERTED))
_LEFT: Final = StandardTrack.state.in_((Track.REPEALED, Track.SEPARATED))
_AMENDED: Final = Amendment.state == AmendmentState.IN_EFFECT


def changed_at(session: Session, standard_id: int | None) -> datetime | None:
    """When a standard was last replaced, ended, repealed in a region or amended."""
    queries = (
        sa.select(Standard.since).where(Standard.id == standard_id, _OVER),
        sa.select(StandardTrack.since).where(StandardTrack.standard_id == standard_id, _LEFT),
        sa.select(Amendment.since).where(Amendment.standard_id == standard_id, _AMENDED),
    )
    found = (at for query in queries for at in session.scalars(query))
    return max(found, default=None) if standard_id is not None else None


def changed() -> list[sa.Select[int]]:
    """The ids of those to which any of it ever happened."""
    return [
        sa.select(Standard.id).where(_OVER),
        sa.select(StandardTrack.standard_id).where(_LEFT),
        sa.select(Amendment.standard_id).where(_AMENDED),
    ]
