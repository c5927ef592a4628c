"""The door of samples: a population that a filter and fixed heads name, a seed, the draw; what was looked at since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.auditing.drawing import MOST, Drawn, draw, listed, seed_of
from workflow.db import Database, Outdated, Work
from workflow.exports.downloads import Audited, signed_size
from workflow.exports.events import Covered
from workflow.log.notes import Checkpoint, parse
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads import audit
from workflow.records.auditing import AuditSample, AuditSampleItem
from workflow.records.events import Event
from workflow.records.people import Appointment

NOUN: Final = "sample"
PAGE: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What shall be drawn: of which events, up to which heads, how many, by which seed."""

    title: str
    selection: Audited
    filters: Mapping[str, str]
    covered: tuple[Covered, ...]
    size: int
    seed: str
    of_heads: bool = False  # the seed is words, and the signed roots join them


def sample(database: Database, seat: Seat, wanted: Wanted, *, at: datetime) -> int:
    """Draw and keep it; gives its number. The population is read in pieces, before the writing begins."""
    if seat.role not in audit.AUDITORS:
        raise NotThere
    seed = seed_of(_roots(wanted), wanted.seed) if wanted.of_heads and not _against(wanted) else wanted.seed
    found = _drawn(database, wanted, seed)
    with database.write(at) as work:
        return _keep(work, seat, wanted, seed, found)


def names(database: Database, selection: Audited, sizes: Mapping[int, tuple[str, int]]) -> Iterator[str]:
    """The population in its order: by log, by index; each event as origin#index."""
    for log_id, (origin, size) in sorted(sizes.items()):
        last = -1
        while True:
            here = (Event.log_id == log_id, Event.index < size, Event.index > last, *selection.where())
            with database.read() as session:
                found = session.scalars(sa.select(Event.index).where(*here).order_by(Event.index).limit(PAGE)).all()
            if not found:
                break
            yield from (f"{origin}#{index}" for index in found)
            last = found[-1]


def examine(database: Database, seat: Seat, sample_id: int, place: int, note: str, *, at: datetime) -> None:
    """Note that a drawn event was looked at, once; by auditors of the side that drew it."""
    with database.write(at) as work:
        item = _item(work.session, seat, sample_id, place)
        waits = (AuditSampleItem.sample_id == sample_id, AuditSampleItem.place == place)
        if item.examined_at is not None:
            raise Outdated
        said = {"examined_by": seat.person_id, "examined_at": at, "note": note}
        work.guarded(AuditSampleItem, *waits, AuditSampleItem.examined_at.is_(None), **said)
        told, words = {"place": place}, {"note": note}
        record(work, NOUN, sample_id, "examine_item", seat, agreement_id=None, facts=told, personal=words)


def _against(wanted: Wanted) -> list[Reason]:
    signed = [log for log in wanted.covered if log.note]
    return [
        *([Reason("sample_size", {"most": MOST})] if not 1 <= wanted.size <= MOST else ()),
        *([Reason("sample_seed", {})] if not wanted.seed.strip() else ()),
        *([Reason("sample_title", {})] if not wanted.title.strip() else ()),
        *([Reason("sample_unsigned", {})] if wanted.of_heads and not signed else ()),
    ]


def _roots(wanted: Wanted) -> dict[str, bytes]:
    return {log.origin: Checkpoint.parse(parse(log.note.encode()).text).root for log in wanted.covered if log.note}


def _drawn(database: Database, wanted: Wanted, seed: str) -> Drawn:
    sizes = {log.log_id: (log.origin, log.size) for log in wanted.covered}
    is_empty = next(names(database, wanted.selection, sizes), None) is None
    reasons = [*_against(wanted), *([Reason("sample_empty", {})] if is_empty else ())]
    if reasons:
        raise Refused(reasons)
    return draw(names(database, wanted.selection, sizes), seed=seed, size=wanted.size)


def _keep(work: Work, seat: Seat, wanted: Wanted, seed: str, found: Drawn) -> int:
    heads = [{"log": log.origin, "size": log.size, "signed": signed_size(log)} for log in wanted.covered if log.size]
    ids = {log.origin: log.log_id for log in wanted.covered}
    told: dict[str, Any] = {"filters": dict(wanted.filters), "heads": heads, "population": found.population}
    told |= {"population_sha256": found.population_sha256, "size": wanted.size, "seed": seed}
    words = wanted.seed if wanted.of_heads else None
    made = work.insert(AuditSample, seat_id=seat.id, title=wanted.title, **told, seed_words=words, drawn_at=work.at)
    places = [(place, *name.rpartition("#")) for place, name in enumerate(found.names, 1)]
    rows = [{"sample_id": made, "place": p, "log_id": ids[o], "index": int(i), "note": ""} for p, o, _, i in places]
    work.insert_many(AuditSampleItem, rows)
    facts = told | {"drawn_sha256": listed(found.names)} | ({"of_heads": True} if wanted.of_heads else {})
    personal = {"title": wanted.title, "seed_words": words or ""}
    record(work, NOUN, made, "draw_sample", seat, agreement_id=None, facts=facts, personal=personal)
    return made


def _item(session: Session, seat: Seat, sample_id: int, place: int) -> AuditSampleItem:
    drawer = sa.select(Appointment.region_code).join(AuditSample, AuditSample.seat_id == Appointment.id)
    locked = session.scalar(sa.select(AuditSample.id).where(AuditSample.id == sample_id).with_for_update())
    item = session.get(AuditSampleItem, (sample_id, place)) if locked and 0 < place <= MOST else None
    region = session.scalar(drawer.where(AuditSample.id == sample_id))
    if item is None or seat.role not in audit.AUDITORS or seat.region != region:
        raise NotThere
    return item
