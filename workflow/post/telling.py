"""From what an act left behind to e-mails: turns not yet told and queued notices, which commit with their act, are the
outbox. In one transaction they are marked and the letters are put in: an act that was rolled back left nothing to tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.db import Database
from workflow.doors.acknowledging import AUTHORITY
from workflow.picture.standing import Seat
from workflow.post import calls, disputed, letters, written
from workflow.post.letters import Line, Reader
from workflow.post.outbox import Entry, put, readers
from workflow.reads.inbox import mine, roles_of
from workflow.reads.seats import all_seats
from workflow.records.letters import LetterCopy
from workflow.records.notices import RegionNotice
from workflow.records.places import Region
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import MailWish, Named, Notice

MOST = 500  # turns or notices taken in one look
URGED = "urged"  # the audience of a notice that urges
WAITING = (Notice.QUEUED, Notice.UNDELIVERABLE)
Told = TypeVar("Told", RegionNotice, LetterCopy)


def tell(database: Database, at: datetime, base: str) -> int:
    """Deliver the notices that wait and write to whoever wishes it; gives how many notices were delivered."""
    with database.read() as session:
        if not (_is_anything(session) or disputed.is_any(session, at)):
            return 0
    with database.plain() as session:
        seats = all_seats(session, clock.day_of(at))
        notices, turns = _delivered(session, RegionNotice, seats, at), _taken(session, at)
        copies = _delivered(session, LetterCopy, seats, at)
        known = readers(session, MailWish.DIGEST, MailWish.EACH)
        if known and (notices or turns):
            teller = Teller(session, at, base, [seat for seat in seats if seat.person_id in known], known)
            put(session, teller.letters(notices, turns), at)
        put(session, written.entries(session, copies, seats, base), at)
        put(session, calls.entries(session, at, base), at)
        put(session, disputed.entries(session, at, base), at)
    return len(notices) + len(copies)


def _is_anything(session: Session) -> bool:
    waiting = [sa.exists().where(record.state.in_(WAITING)) for record in (RegionNotice, LetterCopy)]
    waiting.append(sa.exists().where(Turn.told_at.is_(None)))
    return bool(session.scalar(sa.select(sa.or_(*waiting)))) or calls.is_any(session)


def _delivered(session: Session, record: type[Told], seats: Sequence[Seat], at: datetime) -> list[Told]:
    """Put every notice that waits before its region; one where nobody is in office cannot be delivered until then."""
    manned = {seat.region for seat in seats if seat.role in AUTHORITY}
    query = sa.select(record).where(record.state.in_(WAITING)).order_by(record.id).limit(MOST)
    open_to = sa.or_(record.state == Notice.QUEUED, record.region_code.in_(manned))
    found = list(session.scalars(query.where(open_to).with_for_update(skip_locked=True)))
    here = [notice for notice in found if notice.region_code in manned]
    _mark(session, record, here, state=Notice.DELIVERED, delivered_at=at)
    gone = [notice for notice in found if notice.region_code not in manned]
    _mark(session, record, gone, state=Notice.UNDELIVERABLE)
    return here


def _mark(session: Session, record: type[Told], notices: Iterable[Told], **values: object) -> None:
    ids = [notice.id for notice in notices]
    if ids:
        still = sa.update(record).where(record.id.in_(ids), record.state.in_(WAITING))
        session.execute(still.values(**values).execution_options(synchronize_session=False))


def _taken(session: Session, at: datetime) -> list[Turn]:
    """The turns that nobody was told of yet, marked as told. Rows that an act is rewriting come next time."""
    query = sa.select(Turn).where(Turn.told_at.is_(None)).order_by(Turn.id).limit(MOST)
    found = list(session.scalars(query.with_for_update(skip_locked=True)))
    if found:
        told = sa.update(Turn).where(Turn.id.in_([turn.id for turn in found]), Turn.told_at.is_(None))
        session.execute(told.values(told_at=at).execution_options(synchronize_session=False))
    return found


class Teller:
    """One look at what is to be told: the seats of persons who can be written to, and the names of places."""

    def __init__(
        self, session: Session, at: datetime, base: str, seats: Sequence[Seat], known: dict[int, Reader]
    ) -> None:
        self.session, self.base, self.seats, self.known = session, base, seats, known
        self.today = clock.day_of(at)
        rows = session.scalars(sa.select(Region))
        self.places = {region.code: Named(region.code, region.name_zh, region.name_en) for region in rows}

    def letters(self, notices: Sequence[RegionNotice], turns: Sequence[Turn]) -> Iterator[Entry]:
        """Every letter that these lead to."""
        yield from self.turns(turns)
        yield from self.urged([notice for notice in notices if notice.audience == URGED])
        yield from self.told([notice for notice in notices if notice.audience != URGED])

    def turns(self, turns: Sequence[Turn]) -> Iterator[Entry]:
        """A letter to each holder of a turn; the same turn written anew by a later act has the same cause."""
        for turn, person in self._holders(turns):
            cause = f"turn/{turn.standard_id}/{turn.step}/{turn.key}/{turn.since.isoformat()}"
            yield Entry(person, cause, letters.turn(self.known[person], self._line(turn), self.base, self.today))

    def urged(self, notices: Sequence[RegionNotice]) -> Iterator[Entry]:
        """A letter to each holder of what the urged region owes."""
        for notice in notices:
            place = (Turn.standard_id == notice.standard_id, Turn.region_code == notice.region_code)
            for turn, person in self._holders(self.session.scalars(sa.select(Turn).where(*place)).all()):
                by = self.places.get(notice.actor_region or "")
                letter = letters.urged(self.known[person], self._line(turn), by, self.base, self.today)
                yield Entry(person, f"urge/{notice.id}", letter)

    def told(self, notices: Sequence[RegionNotice]) -> Iterator[Entry]:
        """A letter to the region's handlers and approvers who wish every notice at once."""
        each = readers(self.session, MailWish.EACH) if notices else {}
        for notice in notices:
            line = Line(notice.standard_id, notice.step, self.places.get(notice.actor_region or ""))
            ours = (s for s in self.seats if s.region == notice.region_code and s.role in AUTHORITY)
            for person in {seat.person_id for seat in ours}.intersection(each):
                letter = letters.notice(self.known[person], line, notice.owes_receipt, self.base, self.today)
                yield Entry(person, f"notice/{notice.id}", letter)

    def _line(self, turn: Turn) -> Line:
        return Line(turn.standard_id, turn.step, self.places.get(turn.region_code or ""), turn.due_on)

    def _holders(self, turns: Sequence[Turn]) -> Iterator[tuple[Turn, int]]:
        """Each turn with the persons whose turn it is, judged as their inbox judges it."""
        for seat in self.seats:
            near = [turn for turn in turns if _may_be(turn, seat)]
            query = sa.select(Turn.id).join(Standard, Standard.id == Turn.standard_id)
            own = set(self.session.scalars(query.where(Turn.id.in_([t.id for t in near]), mine(seat)))) if near else ()
            yield from ((turn, seat.person_id) for turn in near if turn.id in own)


def _may_be(turn: Turn, seat: Seat) -> bool:
    """Whether it is worth asking: what a turn names must be what the seat has."""
    named = ((turn.region_code, seat.region), (turn.organ_id, seat.organ_id), (turn.person_id, seat.person_id))
    return turn.role in roles_of(seat) and all(wanted in (None, had) for wanted, had in named)
