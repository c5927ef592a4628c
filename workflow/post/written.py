"""Whoever speaks for a region and wishes every notice at once is told that a letter came to it, never its words."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.doors.acknowledging import AUTHORITY
from workflow.picture.standing import Seat
from workflow.post import letters
from workflow.post.letters import Letter, Reader
from workflow.post.outbox import Entry, readers
from workflow.records.agreements import Agreement
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.records.places import Region
from workflow.vocabulary import MailWish, Named


def entries(session: Session, copies: Sequence[LetterCopy], seats: Sequence[Seat], base: str) -> Iterator[Entry]:
    """A letter of the post for each copy that has just arrived and each such person."""
    known = readers(session, MailWish.EACH) if copies else {}
    if not known:
        return
    ids = {copy.letter_id for copy in copies}
    query = sa.select(RegionLetter, Agreement, Region).join(Agreement, Agreement.id == RegionLetter.agreement_id)
    query = query.outerjoin(Region, Region.code == RegionLetter.region_code).where(RegionLetter.id.in_(ids))
    about = {letter.id: (letter, agreement, sender) for letter, agreement, sender in session.execute(query)}
    for copy in copies:
        here = {seat.person_id for seat in seats if seat.region == copy.region_code and seat.role in AUTHORITY}
        for person in here.intersection(known):
            yield Entry(person, f"letter/{copy.id}", mail(known[person], *about[copy.letter_id], base))


def mail(reader: Reader, letter: RegionLetter, agreement: Agreement, sender: Region | None, base: str) -> Letter:
    """What goes over the line; the page of the preview shows the same."""
    by = Named(sender.code, sender.name_zh, sender.name_en) if sender else None
    group = Named(agreement.code, agreement.name_zh, agreement.name_en)
    href = f"{base}/letters/{letter.id or '…'}"
    if by is None or letter.step:
        return letters.told_by_agreement(reader, by, letter.step, group, href)
    about = str(letter.standard_id) if letter.standard_id else group
    return letters.written(reader, by, about, letter.answer_by, href)
