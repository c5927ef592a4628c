"""What a region does with a letter it got: opened (no act of the trade), acknowledged 签收, answered 复函."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from workflow.corresponding.composing import BODY
from workflow.db import Database, Work
from workflow.doors import acknowledging
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads.inbox import APART
from workflow.records.letters import LetterCopy, RegionLetter
from workflow.vocabulary import Notice, Role

NOUN: Final = "letter_copy"
ACKNOWLEDGE: Final = "acknowledge_letter"
ANSWER: Final = "answer_letter"
ARRIVED: Final = (*acknowledging.ARRIVED, Notice.ACKNOWLEDGED)


@dataclass(frozen=True)
class Held:
    """A region's copy and its letter, locked for the act."""

    copy: LetterCopy
    letter: RegionLetter

    @property
    def told(self) -> dict[str, Any]:
        """How the copy stands, as its last event left it."""
        copy = self.copy
        if copy.answered_at is not None:
            return {"state": "answered", "region": copy.region_code, "words": hashed(copy.answer or "")}
        if copy.acknowledged_at is not None:
            return {"state": "acknowledged", "region": copy.region_code}
        return {}


def hashed(words: str) -> str:
    """What the log says of an answer."""
    return sha256(words.encode()).hexdigest()


def opened(database: Database, seat: Seat, letter_id: int, *, at: datetime) -> None:
    """Somebody of the region has opened the letter; this is no act of the trade."""
    mine = (LetterCopy.letter_id == letter_id, LetterCopy.region_code == seat.region, LetterCopy.read_at.is_(None))
    unread = LetterCopy.state.in_((Notice.QUEUED, Notice.DELIVERED))
    with database.plain() as session:
        read = {"state": Notice.READ, "read_at": at, "read_by": seat.person_id}
        session.execute(sa.update(LetterCopy).where(*mine, unread).values(**read))


def acknowledge(database: Database, seat: Seat, letter_id: int, *, at: datetime) -> None:
    """Acknowledge the region's copy, once."""
    with database.write(at) as work:
        held = _held(work, seat, letter_id)
        if reasons := against(seat, held):
            raise Refused(reasons)
        _moved(work, seat, held, _receipt(seat, held, at))
        _record(work, seat, held, ACKNOWLEDGE, {"state": "acknowledged", "region": seat.region})


def answer(database: Database, seat: Seat, letter_id: int, words: str, *, at: datetime) -> None:
    """Answer the letter, once; whoever answers has acknowledged."""
    with database.write(at) as work:
        held = _held(work, seat, letter_id)
        if reasons := against_answer(seat, held, words):
            raise Refused(reasons)
        receipt = _receipt(seat, held, at) if held.copy.acknowledged_at is None else {}
        _moved(work, seat, held, receipt | {"answer": words, "answered_at": at, "answered_by": seat.person_id})
        _record(work, seat, held, ANSWER, {"state": "answered", "region": seat.region, "words": hashed(words)})


def against(seat: Seat, held: Held) -> list[Reason]:
    """Every reason why this seat may not acknowledge this copy now."""
    copy = held.copy
    given = [Reason("receipt_given_already", {"at": copy.acknowledged_at})] if copy.acknowledged_at else []
    return _not_yours(seat, ACKNOWLEDGE) + given + _not_here(copy)


def against_answer(seat: Seat, held: Held, words: str) -> list[Reason]:
    """Every reason why these words may not answer it now."""
    given = [Reason("letter_answered_already", {"at": held.copy.answered_at})] if held.copy.answered_at else []
    empty = [] if words.strip() else [Reason("letter_answer_empty", {})]
    long = [Reason("letter_body_long", {"n": len(words), "most": BODY})] if len(words) > BODY else []
    of_act = [Reason("letter_of_act", {})] if held.letter.step else []
    return _not_yours(seat, ANSWER) + given + empty + long + of_act + _not_here(held.copy)


def _not_yours(seat: Seat, act: str) -> list[Reason]:
    yours = seat.role in acknowledging.AUTHORITY and seat.may(act)
    return [] if yours else [Reason("receipt_not_yours", {}, cure=Role.HANDLER)]


def _not_here(copy: LetterCopy) -> list[Reason]:
    return [] if copy.state in ARRIVED else [Reason("not_delivered_yet", {})]


def _held(work: Work, seat: Seat, letter_id: int) -> Held:
    if letter_id >= 2**31:
        raise NotThere
    query = sa.select(LetterCopy, RegionLetter).join(RegionLetter, RegionLetter.id == LetterCopy.letter_id)
    mine = (LetterCopy.letter_id == letter_id, LetterCopy.region_code == seat.region)
    found = work.session.execute(query.where(*mine).with_for_update(of=LetterCopy)).one_or_none()
    if found is None or seat.role in APART:
        raise NotThere
    return Held(*found)


def _receipt(seat: Seat, held: Held, at: datetime) -> dict[str, Any]:
    copy = held.copy
    given = {"state": Notice.ACKNOWLEDGED, "acknowledged_at": at, "acknowledged_by": seat.person_id}
    return given | {"read_at": copy.read_at or at, "read_by": copy.read_by or seat.person_id}


def _moved(work: Work, seat: Seat, held: Held, values: Mapping[str, Any]) -> None:
    still = (LetterCopy.id == held.copy.id, LetterCopy.state == held.copy.state, LetterCopy.answered_at.is_(None))
    work.guarded(LetterCopy, *still, **values)


def _record(work: Work, seat: Seat, held: Held, act: str, after: Mapping[str, Any]) -> None:
    letter = held.letter
    facts = {"letter": letter.id, "told_by": letter.region_code}
    place, before = letter.agreement_id, held.told
    record(work, NOUN, held.copy.id, act, seat, agreement_id=place, before=before, after=after, facts=facts)
