"""What became of a comment, for who has its receipt: the answer, and the clause as it was and as it is."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from web.present import title
from web.project.redlines import card
from web.views.redlining import Drawing
from workflow.picture import manuscript
from workflow.reads.consultations import Fate
from workflow.records.texts import Version
from workflow.text.redline import ClauseChange, redline
from workflow.vocabulary import TextPurpose

LATER = (TextPurpose.CONSULTATION, TextPurpose.REVIEW, TextPurpose.FINAL)


def fate_view(session: Session, fate: Fate) -> dict[str, Any]:
    """One comment by itself."""
    return fate_views(session, [fate])[0]


def fate_views(session: Session, fates: Iterable[Fate]) -> list[dict[str, Any]]:
    """Comments on the same text; what changed is read once for all of them."""
    fates = list(fates)
    told = next((one for one in fates if one.is_published and one.comment.version_id), None)
    changes = _changes(session, told) if told else []
    drawing = Drawing.of(changes)
    by_clause = {change.id: change for change in changes}
    return [_view(one, by_clause.get(one.comment.clause_id), drawing) for one in fates]


def _view(fate: Fate, change: ClauseChange | None, drawing: Drawing) -> dict[str, Any]:
    is_told = fate.is_published and change is not None and change.title + change.body != ()
    changed = is_told and change is not None and change.old != change.new
    return {
        "comment": fate.comment,
        "title": title(fate.titled),
        "into": fate.into,
        "is_published": fate.is_published,
        "satisfaction": fate.satisfaction,
        "may_be_taken_back": fate.may_be_taken_back,
        "change": card(change, drawing) if changed and change is not None else None,
    }


def _changes(session: Session, fate: Fate) -> list[ClauseChange]:
    """From the text that was commented on to the newest one that was frozen since."""
    mine = (Version.standard_id == fate.standard.id, Version.purpose.in_(LATER))
    newest = session.scalar(sa.select(Version).where(*mine).order_by(Version.number.desc()).limit(1))
    asked = session.get_one(Version, fate.comment.version_id)
    if newest is None or newest.number <= asked.number:
        return []
    return redline(manuscript.load(session, asked), manuscript.load(session, newest))
