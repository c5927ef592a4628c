"""Whose mirrors have taken an erasure: one that cosigned a head with the event in it has dropped the value first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.cosigning import CosignatureLine, RegionKey
from workflow.records.events import Event, Log
from workflow.records.places import Region
from workflow.vocabulary import KeyKind, Named

NOUN, ERASED = "erasure", "erase"


@dataclass(frozen=True)
class Taken:
    """One region with a mirror, and when its mirror cosigned first after the erasure; none while it is awaited."""

    region: Named
    at: datetime | None


def acknowledged(session: Session, erasures: Collection[int]) -> dict[int, list[Taken]]:
    """By erasure that was done, every region of the agreement that keeps a mirror. No agreement cosigns the
    installation's own log: an erasure told there is told to no mirror."""
    first = sa.select(sa.func.min(CosignatureLine.at)).join(RegionKey, RegionKey.id == CosignatureLine.key_id)
    is_its = (CosignatureLine.log_id == Event.log_id, CosignatureLine.size > Event.index)
    is_mirror = (RegionKey.region_code == Region.code, RegionKey.kind == KeyKind.MIRROR)
    since = first.where(*is_its, *is_mirror).correlate(Event, Region).scalar_subquery()
    keeps = sa.exists().where(*is_mirror, RegionKey.agreement_id == Log.agreement_id, RegionKey.ended_at.is_(None))
    query = sa.select(Event.object_id, Region, since).join(Log, Log.id == Event.log_id).join(Region, keeps)
    done = (Event.noun == NOUN, Event.act == ERASED, Event.object_id.in_(erasures))
    found = dict[int, list[Taken]]()
    for number, region, at in session.execute(query.where(*done).order_by(Region.code)):
        found.setdefault(number, []).append(Taken(Named(region.code, region.name_zh, region.name_en), at))
    return found
