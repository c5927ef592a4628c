"""Letters between regions as a seat reads them: its region's own, sent and received; an auditor those of his groups."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.acknowledging import AUTHORITY
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.reads.catalogue import agreements_of
from workflow.reads.inbox import APART
from workflow.records.letters import LetterCopy, LetterFile, RegionLetter
from workflow.records.papers import StoredFile
from workflow.records.people import Person
from workflow.records.standards import Standard
from workflow.vocabulary import Named, Notice, SeatRole

PAGE: Final = 30
UNREAD: Final = (Notice.QUEUED, Notice.DELIVERED)


class Box(StrEnum):
    """Which letters: those the region got and still owes something for, all it got, all it sent."""

    OWED = "owed"
    RECEIVED = "received"
    SENT = "sent"


@dataclass(frozen=True)
class Line:
    """One letter in a list: with the region's copy where it got one, else with how many copies are acknowledged."""

    letter: RegionLetter
    copies: list[LetterCopy]
    standard: Standard | None


@dataclass(frozen=True)
class Whole:
    """One letter with every copy that the seat may read, its files, and the names of who did something."""

    letter: RegionLetter
    copies: list[LetterCopy]
    mine: LetterCopy | None
    files: list[StoredFile]
    standard: Standard | None
    persons: dict[int, Named]


def may_read(seat: Seat) -> bool:
    """Whether a seat has letters at all: one of a region, that does not stand apart from its work."""
    return seat.region is not None and seat.role not in APART


def owes() -> sa.ColumnElement[bool]:
    """Whether a copy still waits for its receipt or its answer; over `LetterCopy` joined with `RegionLetter`."""
    unanswered = sa.and_(RegionLetter.answer_by.is_not(None), LetterCopy.answered_at.is_(None))
    return sa.and_(RegionLetter.step == "", sa.or_(LetterCopy.acknowledged_at.is_(None), unanswered))


def listed(session: Session, seat: Seat, box: Box, page: int) -> tuple[list[Line], int]:
    """One page of letters, the newest first, and how many there are."""
    where = _in_box(seat, box)
    total = session.scalar(sa.select(sa.func.count(RegionLetter.id)).where(*where)) or 0
    query = sa.select(RegionLetter, Standard).outerjoin(Standard, Standard.id == RegionLetter.standard_id)
    query = query.where(*where).order_by(RegionLetter.sent_at.desc(), RegionLetter.id.desc())
    rows = session.execute(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    copies = _copies(session, seat, [letter for letter, _ in rows])
    return [Line(letter, copies[letter.id], standard) for letter, standard in rows], total


def counts(session: Session, seat: Seat) -> dict[Box, int]:
    """How many letters each box has."""
    count = sa.select(sa.func.count(RegionLetter.id))
    return {box: session.scalar(count.where(*_in_box(seat, box))) or 0 for box in Box}


def owed(session: Session, seat: Seat) -> int:
    """How many letters wait for a receipt or an answer of the seat's region."""
    return session.scalar(sa.select(sa.func.count(RegionLetter.id)).where(*_in_box(seat, Box.OWED))) or 0


def unread(session: Session, seat: Seat) -> list[int]:
    """The copies to the seat's region that nobody there has opened, for those who answer for it."""
    if seat.role not in AUTHORITY:
        return []
    query = sa.select(LetterCopy.id).join(RegionLetter, RegionLetter.id == LetterCopy.letter_id)
    mine = (LetterCopy.region_code == seat.region, LetterCopy.state.in_(UNREAD))
    return list(session.scalars(query.where(*mine, RegionLetter.agreement_id.in_(agreements_of(seat)))))


def one(session: Session, seat: Seat, letter_id: int) -> Whole:
    """One letter, if it is the region's own, sent or received, or of an auditor's group; raises NotThere."""
    mine = (RegionLetter.id == letter_id, _within(seat))
    letter = session.scalar(sa.select(RegionLetter).where(*mine)) if letter_id < 2**31 else None
    if letter is None:
        raise NotThere
    copies = _copies(session, seat, [letter])[letter.id]
    own = next((copy for copy in copies if copy.region_code == seat.region), None)
    files = sa.select(StoredFile).join(LetterFile, LetterFile.file_sha256 == StoredFile.sha256)
    kept = list(session.scalars(files.where(LetterFile.letter_id == letter.id).order_by(StoredFile.name)))
    standard = session.get(Standard, letter.standard_id) if letter.standard_id else None
    return Whole(letter, copies, own, kept, standard, _persons(session, letter, copies))


def _within(seat: Seat) -> sa.ColumnElement[bool]:
    """What the seat may read at all: a region's own under agreements it is still in; an auditor's groups."""
    if not may_read(seat):
        raise NotThere
    ours = RegionLetter.agreement_id.in_(agreements_of(seat))
    return ours if seat.role is SeatRole.AUDITOR else sa.and_(ours, sa.or_(_sent(seat), _received(seat)))


def _sent(seat: Seat) -> sa.ColumnElement[bool]:
    return RegionLetter.region_code == seat.region


def _received(seat: Seat, *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    mine = (LetterCopy.letter_id == RegionLetter.id, LetterCopy.region_code == seat.region)
    return sa.exists().where(*mine, *more).correlate(RegionLetter)


def _in_box(seat: Seat, box: Box) -> list[sa.ColumnElement[bool]]:
    ours = RegionLetter.agreement_id.in_(agreements_of(seat))
    which = {Box.OWED: _received(seat, owes()), Box.RECEIVED: _received(seat), Box.SENT: _sent(seat)}
    return [ours, which[box]]


def _copies(session: Session, seat: Seat, letters: list[RegionLetter]) -> dict[int, list[LetterCopy]]:
    """The copies of letters: all of them for the sender and the auditor, its own for a region that got one."""
    whole = {one.id for one in letters if one.region_code == seat.region or seat.role is SeatRole.AUDITOR}
    found: dict[int, list[LetterCopy]] = {one.id: [] for one in letters}
    query = sa.select(LetterCopy).where(LetterCopy.letter_id.in_(found)).order_by(LetterCopy.id)
    for copy in session.scalars(query):
        if copy.letter_id in whole or copy.region_code == seat.region:
            found[copy.letter_id].append(copy)
    return found


def _persons(session: Session, letter: RegionLetter, copies: list[LetterCopy]) -> dict[int, Named]:
    ids = {letter.sent_by, *(who for c in copies for who in (c.read_by, c.acknowledged_by, c.answered_by))}
    query = sa.select(Person).where(Person.id.in_([who for who in ids if who]))
    return {person.id: person.called for person in session.scalars(query)}
