"""Who may take which dossier of a standard, and which values behind commitments it opens to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.forgetting import FIELDS as OF_COMMENTERS
from workflow.picture.standing import Seat
from workflow.reads.audit import scope_of
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.keeping import is_kept, is_of_comments
from workflow.reads.timeline import TOLD
from workflow.records.events import SECRET, Event
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import Profile, SeatRole

KEEPERS: Final = frozenset({SeatRole.SECRETARY, SeatRole.OFFICER})  # of the records, in a region that takes part


@dataclass(frozen=True)
class Reader:
    """For whom a dossier is made: a region, whose people see no more than it may, or nobody in particular."""

    profile: Profile
    region: str | None = None

    def opens(self, event: Event, field: str) -> bool:
        """Whether a value is opened, of an event that nobody keeps to himself."""
        if field in SECRET or self.profile is Profile.PUBLIC:
            return False
        is_own = self.region in (None, event.region_code)
        if field in OF_COMMENTERS:
            return is_own and self.profile is Profile.FULL
        return is_own or field in TOLD or is_of_comments(event)

    def is_kept(self, session: Session, event: Event, at: datetime) -> bool:
        """Whether it tells of comments that a region still keeps from whom this dossier is for."""
        return self.profile is not Profile.PUBLIC and is_kept(session, event, self.region, at)


def profiles(session: Session, standard: Standard, seat: Seat) -> tuple[Profile, ...]:
    """The profiles that a seat may take of a standard it sees; none where there is nothing for it."""
    whole = (Profile.FULL, Profile.REGULATOR) if _sees_all(session, standard, seat) else ()
    is_out = session.scalar(sa.select(sa.exists().where(Standard.id == standard.id, IS_PUBLIC)))
    return (*whole, Profile.PUBLIC) if is_out else whole


def reader(seat: Seat | None, profile: Profile) -> Reader:
    """For whom a seat's dossier is made; without a seat it is the operator's."""
    return Reader(profile, None if seat is None or profile is Profile.PUBLIC else seat.region)


def _sees_all(session: Session, standard: Standard, seat: Seat) -> bool:
    scope = scope_of(session, seat)
    if scope is not None:
        return scope.agreements is None or standard.agreement_id in scope.agreements
    if seat.role not in KEEPERS:
        return False
    mine = (StandardTrack.standard_id == standard.id, StandardTrack.region_code == seat.region)
    return bool(session.scalar(sa.select(sa.exists().where(*mine))))


def opened(session: Session, reader: Reader, event: Event, fields: Iterable[str], at: datetime) -> frozenset[str]:
    """Those of an event's fields that are opened."""
    found = frozenset(field for field in fields if reader.opens(event, field))
    return frozenset() if found and reader.is_kept(session, event, at) else found
