"""The numbers of released standards as open data: one number of one region a row."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.opened.rows import Page, Row, of_standards, paged, public_ids
from workflow.reads.numbered import slug
from workflow.records.agreements import Agreement
from workflow.records.numbers import RegionNumber
from workflow.records.standards import Standard, StandardTrack

stamp = of_standards


def page(session: Session, after: int, base: str) -> Page:
    """The numbers of the next standards."""
    ids = public_ids(session, after)
    query = sa.select(RegionNumber, StandardTrack, Standard, Agreement.code)
    query = query.join(Standard, Standard.id == RegionNumber.standard_id)
    query = query.join(Agreement, Agreement.id == Standard.agreement_id)
    same = (
        StandardTrack.standard_id == RegionNumber.standard_id,
        StandardTrack.region_code == RegionNumber.region_code,
    )
    query = query.join(StandardTrack, sa.and_(*same)).where(RegionNumber.standard_id.in_(ids))
    found = session.execute(query.order_by(RegionNumber.standard_id, RegionNumber.id))
    return paged([_row(*each, base) for each in found], ids)


def _row(number: RegionNumber, track: StandardTrack, standard: Standard, code: str, base: str) -> Row:
    return {
        "number": number.display,
        "key": number.key,
        "url": f"{base}/n/{slug(number.key)}",
        "standard": standard.id,
        "region": number.region_code,
        "group": code,
        "state": track.state.value,
        "effective_on": track.effective_on or standard.effective_on,
        "repealed_on": track.repealed_on,
    }
