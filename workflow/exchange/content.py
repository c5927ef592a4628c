"""What a package holds of a standard: the project, its texts, comments with answers, notices, releases, and the leaves
of its acts. No name of a person, nothing behind a commitment, nothing that a region keeps to itself.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.dossier.pages import entries
from workflow.exchange.manifest import DATA
from workflow.exchange.seen import Eyes, closed, comments
from workflow.log.journal import spelled
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.records.events import Event, Log
from workflow.records.notices import RegionNotice
from workflow.records.numbers import RegionNumber
from workflow.records.releases import Announcement, Release
from workflow.text.canonical import canonical
from workflow.text.clauses import Clause, hashed

Files = dict[str, bytes]
PLAIN: Final = ("title_zh", "title_en", "scope", "ics", "ccs", "field", "territory", "effective_on", "released_at")
OF_COMMENT: Final = ("id", "clause_label", "quote", "opinion", "proposal", "reason", "region_code", "answer")
CODED: Final = ("state", "source", "type", "disposition")
OF_NOTICE: Final = ("step", "actor_region", "audience", "queued_at", "delivered_at")
OF_RELEASE: Final = ("attempt", "instant", "effective_on", "released_at", "cover_order")
OF_EDITION: Final = ("region_code", "document_number", "issuer", "replaces", "effective_on")


def content(standing: Standing, eyes: Eyes, at: datetime) -> Files:
    """Every file below `data/`, in bytes that follow from what stands."""
    session, standard = standing.session, standing.standard
    told: dict[str, Any] = {
        "project": _project(session, standing),
        "comments": [_of(one, OF_COMMENT, CODED) for one in comments(standing, eyes, at)],
        "notices": [_of(one, OF_NOTICE) for one in _notices(session, standard.id, eyes.partner)],
        "releases": [_release(session, one) for one in _releases(session, standard.id)],
        "leaves": list(_leaves(session, standing, eyes, at)),
    }
    files = {f"{DATA}{name}.json": canonical(value) for name, value in told.items()}
    return files | _texts(standing)


def _project(session: Session, standing: Standing) -> dict[str, Any]:
    standard, agreement = standing.standard, standing.agreement
    numbers = sa.select(RegionNumber).where(RegionNumber.standard_id == standard.id).order_by(RegionNumber.id)
    regions = [
        {"code": code, "name": standing.places[code].name_zh, "state": track.state.value}
        for code, track in sorted(standing.tracks.items())
    ]
    return {
        **_of(standard, PLAIN, ("state", "nature")),
        "id": standard.id,
        "version": standard.version,
        "lead": standard.lead_region,
        "agreement": {"code": agreement.code, "name_zh": agreement.name_zh, "name_en": agreement.name_en},
        "regions": regions,
        "numbers": [{"region": n.region_code, "number": n.display} for n in session.scalars(numbers)],
    }


def _texts(standing: Standing) -> Files:
    """Each version in the bytes that its hash is taken of, and beside it what the hash leaves out: ids and levels."""
    files, listed = {}, []
    for version in sorted(standing.versions, key=lambda one: one.number):
        text = manuscript.load(standing.session, version)
        files[f"{DATA}texts/{version.number:04}.json"] = canonical(hashed(text))
        files[f"{DATA}outlines/{version.number:04}.json"] = canonical([_place(clause) for clause in text.clauses])
        listed.append(_of(version, ("number", "made_at", "text_hash"), ("purpose",)))
    return files | {f"{DATA}texts.json": canonical(listed)}


def _place(clause: Clause) -> dict[str, Any]:
    return {"id": clause.id, "parent": clause.parent, "level": clause.level}


def _notices(session: Session, standard_id: int, region: str) -> Sequence[RegionNotice]:
    mine = (RegionNotice.standard_id == standard_id, RegionNotice.region_code == region)
    return session.scalars(sa.select(RegionNotice).where(*mine).order_by(RegionNotice.id)).all()


def _releases(session: Session, standard_id: int) -> Sequence[Release]:
    """The attempt that came out; what was only tried is no release."""
    done = (Release.standard_id == standard_id, Release.released_at.is_not(None))
    return session.scalars(sa.select(Release).where(*done).order_by(Release.attempt)).all()


def _release(session: Session, release: Release) -> dict[str, Any]:
    query = sa.select(Announcement).where(Announcement.release_id == release.id).order_by(Announcement.region_code)
    return _of(release, OF_RELEASE) | {"editions": [_of(one, OF_EDITION) for one in session.scalars(query)]}


def _leaves(session: Session, standing: Standing, eyes: Eyes, at: datetime) -> Iterator[dict[str, Any]]:
    """One line an act; a leaf that is not told yet is told by its hash, by which its place is proved all the same."""
    found = entries(session, standing.standard.id, 0, standing.standard.version)
    hidden = closed(session, [entry.event for entry in found], eyes, at)
    origins = _origins(session, {entry.event.log_id for entry in found})
    for entry in found:
        event: Event = entry.event
        is_told = (event.log_id, event.index) not in hidden
        yield {
            "log": origins[event.log_id],
            "index": event.index,
            "sequence": event.sequence,
            "hash": event.leaf_hash.hex(),
            "leaf": event.leaf.decode() if is_told else None,
        }


def _origins(session: Session, ids: set[int]) -> dict[int, str]:
    return {log_id: origin for log_id, origin in session.execute(sa.select(Log.id, Log.origin).where(Log.id.in_(ids)))}


def _of(row: Any, columns: Sequence[str], coded: Sequence[str] = ()) -> dict[str, Any]:
    """Some columns of a row as plain values."""
    values = {name: _plain(getattr(row, name)) for name in columns}
    return values | {name: one.value if (one := getattr(row, name)) is not None else None for name in coded}


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return spelled(value)
        case date():
            return value.isoformat()
        case _:
            return value
