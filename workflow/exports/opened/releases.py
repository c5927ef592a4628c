"""Announcements of releases as open data; none was told before its release."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.exports.opened.rows import Page, Row, of_standards, paged, public_ids
from workflow.records.releases import Announcement, Release

stamp = of_standards


def page(session: Session, after: int, base: str) -> Page:
    """The announcements of the next standards."""
    ids = public_ids(session, after)
    query = sa.select(Announcement, Release).join(Release, Release.id == Announcement.release_id)
    query = query.where(Release.standard_id.in_(ids), Release.released_at.is_not(None))
    found = session.execute(query.order_by(Release.standard_id, Announcement.id))
    return paged([_row(*each) for each in found], ids)


def _row(said: Announcement, release: Release) -> Row:
    hours = (release.released_at, said.confirmed_at)
    return {
        "standard": release.standard_id,
        "region": said.region_code,
        "document_number": said.document_number,
        "issuer": said.issuer,
        "released_at": max(hour for hour in hours if hour is not None),
        "effective_on": said.effective_on or release.effective_on,
        "replaces": said.replaces or None,
    }
