"""One digest a person and working day, from 08:00 Beijing time on; after an outage it comes late, never twice."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.db import Database
from workflow.picture.standing import Seat
from workflow.post import calls, letters
from workflow.post.letters import Line, News, Reader
from workflow.post.outbox import Entry, put, readers
from workflow.reads import inbox, talk
from workflow.reads.inbox import Matter
from workflow.reads.letters import unread
from workflow.reads.seats import all_seats
from workflow.records.calendars import NATION, CalendarDay
from workflow.records.mails import Mailbox
from workflow.records.places import Region
from workflow.vocabulary import MailWish, Named

HOUR: Final = time(8)  # Beijing time
SATURDAY: Final = 5


def write(database: Database, at: datetime, base: str) -> int:
    """Put in the digests that are due; gives how many. A person with nothing to hear gets none that day."""
    today = clock.day_of(at)
    if at.astimezone(clock.BEIJING).time() < HOUR:
        return 0
    with database.read() as session:
        due = _due(session, today)
        seats = _seats(session, due, today) if due else {}
        places = (
            {r.code: Named(r.code, r.name_zh, r.name_en) for r in session.scalars(sa.select(Region))} if due else {}
        )
        news = {person: _news(session, seats[person], places) for person in due if person in seats}
    for person, reader in due.items():
        _put(database, reader, news.get(person), today, at, base)
    return sum(1 for told in news.values() if told.is_any)


def _due(session: Session, today: date) -> dict[int, Reader]:
    """Who wishes a digest and was not thought of today."""
    late = sa.or_(Mailbox.digest_on.is_(None), Mailbox.digest_on < today)
    wishing = sa.select(Mailbox.person_id).where(Mailbox.wish == MailWish.DIGEST, late)
    open_ = set(session.scalars(wishing.where(Mailbox.confirmed_at.is_not(None))))
    return {p: reader for p, reader in readers(session, MailWish.DIGEST).items() if p in open_} if open_ else {}


def _seats(session: Session, persons: Iterable[int], today: date) -> dict[int, list[Seat]]:
    """The seats of these persons in regions that work today."""
    found: dict[int, list[Seat]] = {}
    resting = _resting(session, today)
    for seat in all_seats(session, today):
        if seat.person_id in persons and not resting(seat.region or NATION):
            found.setdefault(seat.person_id, []).append(seat)
    return found


def _news(session: Session, seats: Sequence[Seat], places: dict[str, Named]) -> News:
    """What all seats of a person have to hear, each matter once."""
    found = [inbox.inbox(session, seat) for seat in seats]
    mine = dict.fromkeys(_line(matter, places) for box in found for matter in box.now)
    coming = dict.fromkeys(_line(matter, places) for box in found for matter in box.coming)
    notices = {notice.id: notice for box in found for notice, _ in box.told}.values()
    told = [Line(n.standard_id, n.step, places.get(n.actor_region or "")) for n in notices]
    receipts = sum(1 for n in notices if n.owes_receipt)
    later = tuple(line for line in coming if line not in mine)
    talks = {one.thread.id: one.is_new for seat in seats for one in talk.waiting(session, seat)}
    unopened = len({copy for seat in seats for copy in unread(session, seat)})
    return News(tuple(mine), later, tuple(told), receipts, len(talks), any(talks.values()), unopened)


def _line(matter: Matter, places: dict[str, Named]) -> Line:
    turn = matter.turn
    return Line(turn.standard_id, turn.step, places.get(turn.region_code or ""), turn.due_on)


def _put(database: Database, reader: Reader, news: News | None, today: date, at: datetime, base: str) -> None:
    """Note that the person was thought of today and put in the digest, in one transaction; of two workers one does."""
    late = sa.or_(Mailbox.digest_on.is_(None), Mailbox.digest_on < today)
    with database.plain() as session:
        first = sa.update(Mailbox).where(Mailbox.person_id == reader.person_id, late).values(digest_on=today)
        is_first = session.execute(first).rowcount == 1  # type: ignore[attr-defined]
        if is_first and news is not None and news.is_any:
            letter = letters.digest(reader, news, base, today)
            put(session, [Entry(reader.person_id, f"digest/{today.isoformat()}", letter)], at)
            calls.told(session, at, reader.person_id)


def _resting(session: Session, today: date) -> Callable[[str], bool]:
    """Whether a region does not work today: its own calendar's word, else the nation's, else the week's."""
    days = session.execute(sa.select(CalendarDay.place, CalendarDay.is_working).where(CalendarDay.day == today))
    told = {place: is_working for place, is_working in days}
    usual = told.get(NATION, today.weekday() < SATURDAY)
    return lambda region: not told.get(region, usual)
