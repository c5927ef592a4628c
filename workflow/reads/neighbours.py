"""The installation's log as a region may read it: who sat on which seat in the regions of its own agreements, and the
calendars. Of every other leaf it learns where it lies and its hash, which proves that none was left out."""

import json
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of
from workflow.records.agreements import Member
from workflow.records.events import Event
from workflow.records.places import Region

NAME: Final = "installation"  # by which it is asked for, where agreements have their code
COMMON: Final = frozenset({"calendar"})
SEATS: Final = frozenset({"appointment"})
LAID: Final = "lay_seat"
Key = tuple[int, int]


def hidden(session: Session, seat: Seat, events: Iterable[Event]) -> frozenset[Key]:
    """Those among events of the installation's log that are no business of the seat's region."""
    known = {None, *session.scalars(_regions(seat))}
    return frozenset((e.log_id, e.index) for e in events if not _concerns(e, known))


def _regions(seat: Seat) -> sa.Select[str]:
    """The regions of the seat's agreements, and the provinces above them."""
    ours = Member.agreement_id.in_(agreements_of(seat))
    members = sa.select(Member.region_code).where(ours)
    above = sa.select(Region.parent_code).join(Member, Member.region_code == Region.code).where(ours)
    return sa.union(members, above.where(Region.parent_code.is_not(None)))  # type: ignore[return-value]


def _concerns(event: Event, known: set[str | None]) -> bool:
    if event.noun in COMMON:
        return True
    if event.noun not in SEATS and event.act != LAID:
        return False
    leaf: dict[str, Any] = json.loads(event.leaf)
    told = leaf["facts"] if event.act == LAID else leaf["to"] | {"region": leaf["to"].get("region", event.region_code)}
    return told.get("region") in known
