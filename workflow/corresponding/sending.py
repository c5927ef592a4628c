"""The door of letters: sent as it was looked at, in one act, with the hash of all its words in the group's log."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from workflow.clock import day_of, start_of
from workflow.corresponding.composing import Composed, Draft, compose
from workflow.db import Database, Work
from workflow.log.journal import Deed, append
from workflow.picture.standing import Seat
from workflow.process.reasons import Reason, Refused
from workflow.records.letters import LetterCopy, LetterFile, RegionLetter
from workflow.settings import Settings
from workflow.vocabulary import Notice

NOUN: Final = "letter"
SEND: Final = "send_letter"


def send(database: Database, settings: Settings, seat: Seat, draft: Draft, looked_at: str, *, at: datetime) -> int:
    """Send it to all its regions or to none; `looked_at` is the hash of what the preview showed."""
    with database.write(at) as work:
        composed = compose(work.session, settings, seat, draft, day_of(at))
        changed = [] if composed.reasons or composed.hash == looked_at else [Reason("letter_changed", {})]
        if reasons := composed.reasons + changed + _again(work, seat, composed):
            raise Refused(reasons)
        letter = _written(work, seat, composed)
        _record(work, seat, composed, letter)
    return letter


def _again(work: Work, seat: Seat, composed: Composed) -> list[Reason]:
    """A form that was sent twice makes one letter: the same words go out once a day."""
    mine = (RegionLetter.region_code == seat.region, RegionLetter.words_hash == composed.hash)
    since = RegionLetter.sent_at >= start_of(day_of(work.at))
    sent = work.session.scalar(sa.select(RegionLetter.sent_at).where(*mine, since, RegionLetter.step == ""))
    return [Reason("letter_sent_already", {"at": sent})] if sent else []


def _written(work: Work, seat: Seat, composed: Composed) -> int:
    draft = composed.draft
    about = {"agreement_id": draft.agreement_id, "standard_id": draft.standard_id, "kind": draft.kind}
    sent = {"region_code": seat.region, "sent_by": seat.person_id, "sent_at": work.at, "words_hash": composed.hash}
    letter = work.insert(RegionLetter, **about, **sent, answer_by=draft.answer_by, step="", about="")
    work.insert_many(LetterFile, [{"letter_id": letter, "file_sha256": digest} for digest in draft.files])
    copies = [
        {
            "letter_id": letter,
            "region_code": c.region.code,
            "subject": c.subject,
            "body": c.body,
            "state": Notice.QUEUED,
        }
        for c in composed.copies
    ]
    work.insert_many(LetterCopy, copies)
    return letter


def _record(work: Work, seat: Seat, composed: Composed, letter: int) -> None:
    draft = composed.draft
    deed = Deed(
        noun=NOUN,
        object_id=letter,
        sequence=1,
        act=SEND,
        seat=seat,
        at=work.at,
        agreement_id=draft.agreement_id,
        after={"state": "sent", "words": composed.hash},
        facts={
            "to": [copy.region.code for copy in composed.copies],
            "standard": draft.standard_id,
            "kind": draft.kind.value,
            "answer_by": draft.answer_by.isoformat() if draft.answer_by else None,
        },
        files=draft.files,
    )
    append(work, deed)
