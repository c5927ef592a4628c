"""How far the logs of agreements are signed and cosigned, and what regions hold against them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.log.trust import in_force, quorum_of
from workflow.records.agreements import Agreement
from workflow.records.cosigning import CosignatureLine, Dispute, RegionKey
from workflow.records.events import Checkpoint, Event, Log
from workflow.records.places import Region
from workflow.vocabulary import Named

FRESH: Final = timedelta(hours=24)  # a quorum older than this is told in red
MOST: Final = 50
RELEASING: Final = ("release", "confirm_release")


@dataclass(frozen=True)
class Voice:
    """What a region last cosigned of a log: the longest head, and the newest time."""

    size: int
    at: datetime


@dataclass(frozen=True)
class Reach:
    """One log: how far our key signed it, and how far each region that has keys cosigned."""

    origin: str
    signed: int
    signed_at: datetime | None
    since: Mapping[str, datetime]  # regions with a key in force, and since when
    voices: Mapping[str, Voice]

    @property
    def needed(self) -> int:
        """How many regions make a quorum; none are needed where none has a key."""
        return quorum_of(len(self.since))

    def by(self, index: int) -> list[str]:
        """The regions that cosigned a head with this leaf."""
        return [code for code in self.since if code in self.voices and self.voices[code].size > index]

    def is_stale(self, now: datetime) -> bool:
        """For a day no quorum has said that it sees what we show: another log may be shown to others."""
        heard = [self.voices[code].at if code in self.voices else since for code, since in self.since.items()]
        return bool(heard) and now - sorted(heard, reverse=True)[self.needed - 1] > FRESH


def reaches(session: Session, log_ids: Collection[int]) -> dict[int, Reach]:
    """Of several logs at once, in three statements."""
    heads = sa.select(Checkpoint.log_id, sa.func.max(Checkpoint.size), sa.func.max(Checkpoint.made_at))
    heads = heads.where(Checkpoint.log_id.in_(log_ids)).group_by(Checkpoint.log_id)
    signed: dict[int, tuple[int, datetime | None]] = {log: (size, at) for log, size, at in session.execute(heads)}
    line, key = CosignatureLine, RegionKey
    said = sa.select(line.log_id, key.region_code, sa.func.max(line.size), sa.func.max(line.at)).join(
        key, key.id == line.key_id
    )
    voices: dict[int, dict[str, Voice]] = {}
    for log, region, size, at in session.execute(
        said.where(line.log_id.in_(log_ids)).group_by(line.log_id, key.region_code)
    ):
        voices.setdefault(log, {})[region] = Voice(size, at)
    logs = sa.select(Log.id, Log.origin, key).outerjoin(key, key.agreement_id == Log.agreement_id)
    found: dict[int, tuple[str, list[RegionKey]]] = {}
    for log, origin, one in session.execute(logs.where(Log.id.in_(log_ids)).order_by(Log.id, key.region_code, key.id)):
        found.setdefault(log, (origin, []))[1].extend([one] if one is not None else [])
    made = {}
    for log, (origin, keys) in found.items():
        size, signed_at = signed.get(log, (0, None))
        made[log] = Reach(origin, size, signed_at, _since(keys), voices.get(log, {}))
    return made


def _since(keys: Iterable[RegionKey]) -> dict[str, datetime]:
    since: dict[str, datetime] = {}
    for key in in_force(keys):
        since.setdefault(key.region_code, key.since)
    return since


def stale(session: Session, now: datetime, agreements: Collection[int] | None = None) -> list[Reach]:
    """The newest logs of agreements with keys that no quorum has looked at for a day."""
    newest = sa.select(sa.func.max(Log.id)).where(Log.agreement_id.is_not(None)).group_by(Log.agreement_id)
    keyed = sa.select(RegionKey.agreement_id)
    query = sa.select(Log.id).where(Log.id.in_(newest), Log.agreement_id.in_(keyed)).order_by(Log.id)
    if agreements is not None:
        query = query.where(Log.agreement_id.in_(agreements))
    found = reaches(session, session.scalars(query).all())
    return [one for one in found.values() if one.is_stale(now)]


def disputes(session: Session, agreements: Collection[int] | None = None) -> list[tuple[Dispute, Log, RegionKey]]:
    """What regions hold against the logs of these agreements (none given: of all), the newest first."""
    query = sa.select(Dispute, Log, RegionKey).join(Log, Log.id == Dispute.log_id)
    query = query.join(RegionKey, RegionKey.id == Dispute.key_id)
    if agreements is not None:
        query = query.where(Log.agreement_id.in_(agreements))
    return [(one, log, key) for one, log, key in session.execute(query.order_by(Dispute.id.desc()).limit(MOST))]


def head_of_release(session: Session, standard_id: int) -> str | None:
    """The first signed head with the release (before it, with its confirmation) as a gazette prints it: origin, size,
    and both ends of the root. Printed once, it binds us for ever."""
    acts = (Event.noun == "standard", Event.object_id == standard_id, Event.act.in_(RELEASING))
    last = sa.select(Event.log_id, Event.index).where(*acts).order_by(Event.sequence.desc()).limit(1).subquery()
    query = sa.select(Log.origin, Checkpoint.size, Checkpoint.root).join(Checkpoint, Checkpoint.log_id == Log.id)
    query = query.join(last, sa.and_(last.c.log_id == Log.id, Checkpoint.size > last.c.index))
    row = session.execute(query.order_by(Checkpoint.size).limit(1)).one_or_none()
    if row is None:
        return None
    digits = bytes(row.root).hex()
    return f"{row.origin} / {row.size} / {digits[:16]}…{digits[-16:]}"


def regions(session: Session, codes: Collection[str]) -> dict[str, Named]:
    """The names of regions."""
    found = session.scalars(sa.select(Region).where(Region.code.in_(codes)))
    return {one.code: Named(one.code, one.name_zh, one.name_en) for one in found}


def keys_shown(session: Session, agreement: Agreement) -> list[RegionKey]:
    """The keys of an agreement's regions, those in force first."""
    query = sa.select(RegionKey).where(RegionKey.agreement_id == agreement.id)
    return list(session.scalars(query.order_by(RegionKey.ended_at.is_not(None), RegionKey.region_code, RegionKey.id)))
