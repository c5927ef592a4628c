"""The door of a region's own templates of letters: one of each kind in force, put and ended with its event."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.corresponding.composing import against_words
from workflow.db import Database, Work
from workflow.doors import acknowledging
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.agreements import Agreement, Member
from workflow.records.letters import LetterTemplate
from workflow.text.canonical import canonical_hash
from workflow.vocabulary import NoticeKind, Role

NOUN: Final = "letter_template"
PUT: Final = "put_letter_template"
END: Final = "end_letter_template"


def in_force(session: Session, agreement_id: int, region: str | None) -> dict[NoticeKind, LetterTemplate]:
    """A region's templates under an agreement, by kind."""
    mine = (LetterTemplate.agreement_id == agreement_id, LetterTemplate.region_code == region)
    query = sa.select(LetterTemplate).where(*mine, LetterTemplate.ended_at.is_(None)).order_by(LetterTemplate.id)
    return {one.kind: one for one in session.scalars(query)}


def put(
    database: Database, seat: Seat, agreement_id: int, kind: NoticeKind, subject: str, body: str, *, at: datetime
) -> int:
    """From now on letters of the kind begin from these words; those before end with the same act."""
    with database.write(at) as work:
        _held(work, seat, agreement_id)
        if reasons := _not_yours(seat, PUT) + against_words(subject, body):
            raise Refused(reasons)
        before = _end(work, seat, agreement_id, kind)
        who = {"region_code": seat.region, "put_by": seat.person_id, "put_at": at}
        what = {"agreement_id": agreement_id, "kind": kind, "subject": subject, "body": body}
        made = work.insert(LetterTemplate, **what, **who)
        after = {"state": "in_force", "kind": kind.value, "words": hashed(subject, body)}
        facts = {"replaces": before} if before else {}
        record(work, NOUN, made, PUT, seat, agreement_id=agreement_id, after=after, facts=facts)
    return made


def end(database: Database, seat: Seat, agreement_id: int, kind: NoticeKind, *, at: datetime) -> None:
    """From now on letters of the kind begin from an empty page again."""
    with database.write(at) as work:
        _held(work, seat, agreement_id)
        if reasons := _not_yours(seat, END):
            raise Refused(reasons)
        found = in_force(work.session, agreement_id, seat.region).get(kind)
        if found is None:
            raise NotThere
        before = {"state": "in_force", "kind": kind.value, "words": hashed(found.subject, found.body)}
        _end(work, seat, agreement_id, kind)
        after = {"state": "ended"}
        record(work, NOUN, found.id, END, seat, agreement_id=agreement_id, before=before, after=after)


def hashed(subject: str, body: str) -> str:
    """What the log says of the words."""
    return canonical_hash([subject, body])


def _not_yours(seat: Seat, act: str) -> list[Reason]:
    yours = seat.role in acknowledging.AUTHORITY and seat.may(act)
    return [] if yours else [Reason("letter_not_yours", {}, cure=Role.HANDLER)]


def _held(work: Work, seat: Seat, agreement_id: int) -> None:
    """The agreement, locked, of which the seat's region is a party: of two at once the slower ends the faster's."""
    query = sa.select(Agreement.id).join(Member, Member.agreement_id == Agreement.id)
    mine = (Agreement.id == agreement_id, Member.region_code == seat.region)
    if work.session.scalar(query.where(*mine).with_for_update(of=Agreement)) is None:
        raise NotThere


def _end(work: Work, seat: Seat, agreement_id: int, kind: NoticeKind) -> int | None:
    found = in_force(work.session, agreement_id, seat.region).get(kind)
    if found is None:
        return None
    still = (LetterTemplate.id == found.id, LetterTemplate.ended_at.is_(None))
    work.guarded(LetterTemplate, *still, ended_by=seat.person_id, ended_at=work.at)
    return found.id
