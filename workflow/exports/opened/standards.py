"""Released standards as open data."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.opened.rows import Page, Row, of_standards, paged, public_ids
from workflow.reads.told import LATER, PUBLIC_ACTS
from workflow.reads.verifying import out
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard
from workflow.records.texts import Version

stamp = of_standards


def page(session: Session, after: int, base: str) -> Page:
    """The next standards, in four statements whatever their number."""
    ids = public_ids(session, after)
    return paged(rows(session, ids, base), ids)


def rows(session: Session, ids: list[int], base: str) -> list[Row]:
    """These standards, of those that are public."""
    query = sa.select(Standard, Agreement.code).join(Agreement, Agreement.id == Standard.agreement_id)
    found = session.execute(query.where(Standard.id.in_(ids)).order_by(Standard.id)).all()
    numbers, texts, hours = _numbers(session, ids), _texts(session, ids), _hours(session, ids)
    return [
        _row(one, code, base)
        | {
            "regions": [region for region, _ in numbers.get(one.id, [])],
            "numbers": [number for _, number in numbers.get(one.id, [])],
            "text_sha256": texts.get(one.id),
            "updated_at": hours.get(one.id) or one.since,
        }
        for one, code in found
    ]


def _row(one: Standard, code: str, base: str) -> Row:
    """In the order in which the fields are described."""
    return {
        "id": one.id,
        "url": f"{base}/public/standards/{one.id}",
        "title_zh": one.title_zh,
        "title_en": one.title_en or None,
        "group": code,
        "nature": one.nature.value,
        "field": one.field or None,
        "ics": one.ics or None,
        "ccs": one.ccs or None,
        "state": one.state.value,
        "iso_stage": one.state.iso,
        "released_at": one.released_at,
        "effective_on": one.effective_on,
        "regions": [],
        "numbers": [],
        "replaces": one.predecessor_id,
        "text_sha256": None,
        "is_imported": one.is_imported,
        "source": one.source or None,
        "confidence": one.confidence or None,
    }


def _numbers(session: Session, ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    query = sa.select(RegionNumber.standard_id, RegionNumber.region_code, RegionNumber.display)
    found: dict[int, list[tuple[str, str]]] = {}
    for standard, region, number in session.execute(
        query.where(RegionNumber.standard_id.in_(ids)).order_by(RegionNumber.id)
    ):
        found.setdefault(standard, []).append((region, number))
    return found


def _texts(session: Session, ids: list[int]) -> dict[int, str]:
    """The hash of the newest released text."""
    query = out().where(Standard.id.in_(ids)).with_only_columns(Standard.id, Version.text_hash)
    return {standard: hashed for standard, hashed in reversed(session.execute(query).all())}


def _hours(session: Session, ids: list[int]) -> dict[int, datetime]:
    mine = (Event.noun == "standard", Event.object_id.in_(ids), Event.act.in_((*PUBLIC_ACTS, *LATER)))
    query = sa.select(Event.object_id, sa.func.max(Event.at)).where(*mine).group_by(Event.object_id)
    return {standard: at for standard, at in session.execute(query)}
