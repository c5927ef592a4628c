"""Entries that wait for a seat: what its region owes, what others say is done, what asks for its word or signature."""

from collections.abc import Callable, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.kinds import open_kinds
from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of
from workflow.records.entries import Entry, EntryTurn, EntryVoice
from workflow.rules.listing import CHANGES
from workflow.vocabulary import EntryState, SeatRole, Stand

MOST: Final = 20  # named at once; the count tells the rest
Condition = sa.ColumnElement[bool]
ATTENDED = aliased(Entry)
ACCEPTED = (Stand.AGREE, Stand.AGREE_NOTES)


def waiting(session: Session, seat: Seat) -> tuple[int, list[Entry]]:
    """How many there are, and the first of them: those with the nearest day first."""
    if seat.role not in WAITS or seat.region is None:
        return 0, []
    mine = (Entry.agreement_id.in_(agreements_of(seat)), sa.or_(*WAITS[seat.role](seat.region)))
    total = session.scalar(sa.select(sa.func.count()).select_from(Entry).where(*mine)) or 0
    query = sa.select(Entry).where(*mine).order_by(Entry.due.asc().nulls_last(), Entry.id).limit(MOST)
    return total, list(session.scalars(query)) if total else []


def _of_handler(region: str) -> list[Condition]:
    own, others = Entry.region_code == region, Entry.region_code.is_distinct_from(region)
    signed = sa.exists().where(ATTENDED.parent_id == Entry.id, ATTENDED.region_code == region)
    return [
        sa.and_(Entry.state == EntryState.OPEN, own),
        sa.and_(Entry.state == EntryState.DELIVERED, others),
        sa.and_(Entry.state == EntryState.CALLED, ~signed),
        sa.and_(Entry.state == EntryState.APPLIED, own, Entry.kind.in_(open_kinds())),
    ]


def _of_approver(region: str) -> list[Condition]:
    mine = (EntryVoice.entry_id == Entry.id, EntryVoice.region_code == region)
    last = sa.select(sa.func.max(EntryVoice.number)).where(*mine).correlate(Entry).scalar_subquery()
    accepted = sa.exists().where(*mine, EntryVoice.number == last, EntryVoice.stand.in_(ACCEPTED))
    asked = sa.select(sa.func.max(EntryTurn.number)).where(EntryTurn.entry_id == Entry.id, EntryTurn.step.in_(CHANGES))
    return [
        sa.and_(Entry.state == EntryState.APPLIED, Entry.region_code == region, Entry.kind.not_in(open_kinds())),
        sa.and_(Entry.state == EntryState.OPINED, ~sa.exists().where(*mine)),
        sa.and_(Entry.state == EntryState.QUESTIONED, accepted, last < asked.correlate(Entry).scalar_subquery()),
    ]


WAITS: Final[Mapping[SeatRole, Callable[[str], list[Condition]]]] = {
    SeatRole.HANDLER: _of_handler,
    SeatRole.APPROVER: _of_approver,
}
