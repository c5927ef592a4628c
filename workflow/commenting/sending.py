"""Sending comments: all of a basket, or none, each as an act of its own with its event, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflow import act, engine
from workflow.commenting.baskets import FIELDS, files_of, items, open_one
from workflow.db import Database, Work
from workflow.picture.standing import Seat, Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.records.baskets import Basket, BasketItem
from workflow.records.consultations import Comment, Consultation
from workflow.settling import settle
from workflow.vocabulary import CommentState, Reply

COMMENT, REPLY = ROWS["comment"], ROWS["note_reply"]
NOBODY = {"name": "—", "contact": "—"}  # stands for who comments while one comment is judged by itself


def wrongs(standing: Standing, given: Mapping[str, str], *, at: datetime) -> dict[str, tuple[str, dict[str, Any]]]:
    """What is wrong with one comment by itself, by field, as the act itself would say."""
    raw = {name: words for name in FIELDS if (words := given.get(name, ""))}
    try:
        engine.case_for(standing, COMMENT, None, raw | NOBODY, at)
    except WrongAnswers as fault:
        return fault.fields
    return {}


def send(database: Database, secret: str, *, at: datetime) -> list[int]:
    """Send a basket; gives the comments it became. One that the same mailbox has sent already is not sent twice."""
    with database.write(at) as work:
        basket = open_one(work.session, secret)
        asked = work.session.get_one(Consultation, basket.consultation_id)
        standing = _locked(work, asked.standard_id)
        if standing.consultation is None or standing.consultation.id != asked.id:
            raise NotThere  # another round is under way
        made = _take_all(work, standing, basket)
        basket.sent_at = basket.changed_at = at
        basket.details, basket.code_hash = None, None
        work.session.flush()
        return made


def _take_all(work: Work, standing: Standing, basket: Basket) -> list[int]:
    said = {name: words for name, words in (basket.details or {}).items() if words}
    is_confirmed = bool(basket.address)
    waiting, made = items(work.session, basket.id), []
    if not waiting:
        raise NotThere
    handed = files_of(work.session, [item.id for item in waiting])
    for item in waiting:
        known = _known(work, basket.consultation_id, item.given or {}, said) if is_confirmed else None
        if known is None:
            raw = {**(item.given or {}), **said} | ({"confirmed": "true"} if is_confirmed else {})
            hashes = " ".join(file.sha256 for file in handed.get(item.id, ()))
            outcome, standing = take(work, COMMENT, standing, None, raw | ({"attachments": hashes} if hashes else {}))
            known = int(outcome.facts["comment"])
            made.append(known)
        work.session.execute(sa.update(BasketItem).where(BasketItem.id == item.id).values(comment_id=known, given=None))
    if basket.addressee_id is not None and made:
        replied = {"addressee": str(basket.addressee_id), "reply": Reply.REPLIED.value}
        _, standing = take(work, REPLY, standing, None, replied)
    if made:
        settle(work, standing)
    return made


def _known(work: Work, consultation_id: int, given: Mapping[str, str], said: Mapping[str, str]) -> int | None:
    """The same words from the same mailbox; who took them back may say them again."""
    same = {"clause_id": given.get("clause"), "opinion": given.get("opinion", ""), "contact": said.get("contact")}
    same |= {name: given.get(name, "") for name in ("proposal", "reason")}
    stands = (Comment.consultation_id == consultation_id, Comment.state != CommentState.TAKEN_BACK)
    query = sa.select(Comment.id).where(*stands).limit(1)
    return work.session.scalar(query.filter_by(**same))


def take(
    work: Work, row: Row, standing: Standing, seat: Seat | None, raw: Mapping[str, Any]
) -> tuple[act.Outcome, Standing]:
    """One of several acts of one transaction; raises Refused with every reason, or WrongAnswers."""
    case = engine.case_for(standing, row, seat, raw, work.at)
    if reasons := unmet(row, case):
        raise Refused(reasons)
    return act.perform(work, row, case)


def _locked(work: Work, standard_id: int) -> Standing:
    standing = Standing.load(work.session, standard_id, lock=True)
    if standing is None:
        raise NotThere
    return standing
