"""The host's side of a disk: what a region still lacks goes out, what its keys signed comes in. The region's own rights
to read and its own signatures decide, as they do over HTTP."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database
from workflow.doors.cosigning import accuse, receive
from workflow.log.cosignatures import spelled
from workflow.log.keys import BadNote
from workflow.log.notes import Checkpoint, parse
from workflow.log.receiving import NotTaken
from workflow.log.reports import HEAD
from workflow.log.trust import log_key
from workflow.picture.standing import Seat
from workflow.reads.record import READERS
from workflow.reads.seats import all_seats
from workflow.records.agreements import Agreement
from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Log
from workflow.settings import Settings
from workflow.vocabulary import SeatRole
from workflow.witnessing.disk import apart, pack
from workflow.witnessing.housed import Tables
from workflow.words import say


class NobodyThere(Exception):
    """The agreement is not here, or no seat of the region may read its log."""


def out(database: Database, settings: Settings, code: str, region: str, to: Path, at: datetime) -> list[Checkpoint]:
    """Pack for a region what its keys have not cosigned yet."""
    with database.read() as session:
        agreement = session.scalar(sa.select(Agreement.id).where(Agreement.code == code))
        seat = _reader(session, region, at)
        since = _cosigned(session, agreement, region) if agreement else {}
    if agreement is None or seat is None:
        raise NobodyThere(f"{code} {region}")
    return pack(Tables(database, agreement, seat, settings, lambda: at), to, since)


@dataclass(frozen=True)
class Taken:
    """What became of one note."""

    told: str
    is_kept: bool


def back(database: Database, var: Path, data: bytes, at: datetime) -> list[Taken]:
    """Take in cosigned notes and reports; gives for each what became of it. One that is refused holds up none."""
    return [_taken(database, var, note, at) for note in apart(data)]


def _taken(database: Database, var: Path, note: bytes, at: datetime) -> Taken:
    try:
        told = parse(note)
        is_report = told.text.startswith(f"{HEAD}\n".encode())
        origin = told.text.split(b"\n")[1 if is_report else 0].decode()
        with database.read() as session:
            log = session.scalars(sa.select(Log).where(Log.origin == origin)).one_or_none()
        if log is None:
            return Taken(f"{origin}: —", is_kept=False)
        if is_report:
            return Taken(f"{origin}: {accuse(database, log, note, log_key(var, origin), at=at)}", is_kept=True)
        size = Checkpoint.parse(told.text).size
        lines = "".join(spelled(signature) for signature in told.signatures).encode()
        kept = receive(database, log, lines, size, at=at).kept
        return Taken(f"{origin} {size}: {', '.join(kept)}", is_kept=True)
    except NotTaken as refused:
        return Taken(say(refused.key, **refused.facts), is_kept=False)
    except BadNote as bad:
        return Taken(str(bad), is_kept=False)


def _reader(session: Session, region: str, at: datetime) -> Seat | None:
    """A seat as whom the region reads: its auditor's, who may open most, else any that may read the log."""
    seats = [seat for seat in all_seats(session, day_of(at)) if seat.region == region and seat.role in READERS]
    return min(seats, key=lambda seat: (seat.role is not SeatRole.AUDITOR, seat.id), default=None)


def _cosigned(session: Session, agreement: int, region: str) -> dict[str, set[int]]:
    """How far each key of the region cosigned each log."""
    mine = (RegionKey.agreement_id == agreement, RegionKey.region_code == region, RegionKey.ended_at.is_(None))
    query = sa.select(Log.origin, RegionKey.id, sa.func.max(CosignatureLine.size)).join(
        RegionKey, RegionKey.id == CosignatureLine.key_id
    )
    rows = session.execute(
        query.join(Log, Log.id == CosignatureLine.log_id).where(*mine).group_by(Log.origin, RegionKey.id)
    )
    found: dict[str, set[int]] = {}
    for origin, _, size in rows:
        found.setdefault(origin, set()).add(size)
    return found
