"""Whoever has to answer for a log, and wishes any mail at all, is written to at once when a region holds something
against it: one letter, while it is news."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.post import letters
from workflow.post.outbox import Entry, readers
from workflow.reads import disputed
from workflow.reads.seats import all_seats
from workflow.vocabulary import MailWish

NEWS: Final = timedelta(days=3)


def is_any(session: Session, at: datetime) -> bool:
    """Whether something came in lately; who was told of it already is not told again."""
    return bool(disputed.since(session, at - NEWS))


def entries(session: Session, at: datetime, base: str) -> Iterator[Entry]:
    """A letter to each person on a seat that the log says is told, and who still sits there."""
    told = disputed.seats_told(session, disputed.since(session, at - NEWS))
    known = readers(session, MailWish.DIGEST, MailWish.EACH) if told else {}
    holders = {seat.id: seat.person_id for seat in all_seats(session, day_of(at))} if known else {}
    for dispute, seats in told.items():
        for person in {holders[seat] for seat in seats if seat in holders}.intersection(known):
            yield Entry(person, f"dispute/{dispute}", letters.disputed(known[person], dispute, base))
