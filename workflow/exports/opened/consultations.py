"""Public consultations as open data: those that some region has posted and none has recalled."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.opened.rows import MOST, Page, Row, last_act, paged, sign
from workflow.reads.consultations import SHOWN
from workflow.records.agreements import Agreement
from workflow.records.consultations import Consultation, RegionWindow
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.vocabulary import Joint

POSTED = sa.select(RegionWindow.consultation_id).where(RegionWindow.state.in_(SHOWN))


def page(session: Session, after: int, base: str) -> Page:
    """The next consultations by id."""
    query = sa.select(Consultation, Standard, Agreement.code, Version)
    query = query.join(Standard, Standard.id == Consultation.standard_id)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id)
    query = query.join(Version, Version.id == Consultation.version_id)
    mine = (Consultation.id > after, Consultation.id.in_(POSTED))
    found = session.execute(query.where(*mine).order_by(Consultation.id).limit(MOST)).all()
    ids = [one.id for one, *_ in found]
    windows = _windows(session, ids)
    return paged([_row(*each, windows.get(each[0].id, []), base) for each in found], ids)


def _row(
    one: Consultation, standard: Standard, code: str, text: Version, windows: list[RegionWindow], base: str
) -> Row:
    return {
        "id": one.id,
        "url": f"{base}/public/consultations/{one.id}",
        "title_zh": text.meta["title_zh"],  # as it was laid open
        "title_en": text.meta["title_en"] or None,
        "group": code,
        "field": standard.field or None,
        "round": one.round,
        "closes_on": one.closes_on,
        "is_open": one.closed_at is None and standard.state is Joint.CONSULTING,
        "regions": [window.region_code for window in windows],
        "posted_on": [window.posted_on for window in windows],
        "text_sha256": text.text_hash,
    }


def _windows(session: Session, ids: list[int]) -> dict[int, list[RegionWindow]]:
    mine = (RegionWindow.consultation_id.in_(ids), RegionWindow.state.in_(SHOWN))
    found: dict[int, list[RegionWindow]] = {}
    for window in session.scalars(sa.select(RegionWindow).where(*mine).order_by(RegionWindow.region_code)):
        found.setdefault(window.consultation_id, []).append(window)
    return found


def changed(session: Session) -> datetime | None:
    """When anything was last done on a standard that was laid open."""
    asked = sa.select(Consultation.standard_id).where(Consultation.id.in_(POSTED))
    return last_act(session, Standard.id.in_(asked))


def stamp(session: Session) -> str:
    """Number of rounds and the acts on their standards, the windows that are out, and how each stands."""
    rounds = sa.select(sa.func.count(Consultation.id), sa.func.max(Consultation.id), sa.func.sum(Standard.version))
    rounds = rounds.join(Standard, Standard.id == Consultation.standard_id).where(Consultation.id.in_(POSTED))
    return sign(*session.execute(rounds).one())
