"""The signing ceremony: the exact words that a person is about to sign, bound to seat, subject, answers and
text; used once.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.picture import Accord
from workflow.db import table_of
from workflow.facts import plain
from workflow.picture.standing import Case, Seat
from workflow.process.row import Row
from workflow.records.factors import Assertion, BrowserKey
from workflow.records.people import Statement
from workflow.rules import agreeing
from workflow.signed_words import signed_text, words
from workflow.text.canonical import canonical_hash

LIFETIME = timedelta(minutes=30)
_DRAWN = table_of(Statement)
_USE = (
    sa.update(_DRAWN)
    .where(_DRAWN.c.id == sa.bindparam("seen_id"), _DRAWN.c.used_at.is_(None))
    .values(used_at=sa.bindparam("new_used_at"))
    .returning(*_DRAWN.c)
)


@dataclass(frozen=True)
class Ceremony:
    """How a signature was given: which statement, by what the person proved to be present, and what that left."""

    statement_id: int
    method: str
    evidence: Mapping[str, Any] = field(default_factory=dict)  # of a browser's key: what it said, see `Assertion`


@dataclass(frozen=True)
class Signature:
    """What stands behind an act that signs: the hash of the statement and how presence was proved."""

    statement: str
    method: str
    facts: Mapping[str, Any] = field(default_factory=dict)  # of a paper: both dates, who entered and who confirmed


class NotSigned(Exception):
    """An act that signs came without its statement, or with one that does not fit; `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def draw_up(session: Session, row: Row, case: Case) -> Statement:
    """Write down what is to be signed, before it is signed."""
    seat = case.seat
    assert seat is not None
    nonce = secrets.token_hex(32)
    told = words(row, case, nonce)
    made = Statement(
        nonce=nonce,
        person_id=seat.person_id,
        seat_id=seat.id,
        noun=case.standing.noun,
        subject_id=case.standing.subject_id,
        step=row.name,
        answers_hash=answers_hash(case.answers),
        text_hash=text_hash(row, case),
        words=told,
        sha256=hashlib.sha256(told.encode()).hexdigest(),
        made_at=case.at,
        ends_at=case.at + LIFETIME,
        used_at=None,
    )
    session.add(made)
    session.flush()
    return made


def answers_hash(answers: Mapping[str, Any]) -> str:
    """The hash that binds a statement to its answers."""
    return canonical_hash(plain(dict(answers)))


def text_hash(row: Row, case: Case) -> str | None:
    """The text that is signed: the frozen one, or the change that all parties sign alike."""
    if isinstance(case.standing, Accord):
        change = agreeing.subject(case)
        return change.sha256 if change else None
    signed = signed_text(row, case.standing)
    return signed.text_hash if signed else None


def consume(session: Session, ceremony: Ceremony | None, row: Row, case: Case) -> Signature:
    """Use a statement up; anything that does not fit exactly raises."""
    seat: Seat | None = case.seat
    if ceremony is None or seat is None:
        raise NotSigned("sign.missing")
    given = {"seen_id": ceremony.statement_id, "new_used_at": case.at}
    found = session.connection().execute(_USE, given).one_or_none()
    drawn = found or session.get(Statement, ceremony.statement_id)
    if drawn is None or (drawn.person_id, drawn.seat_id) != (seat.person_id, seat.id):
        raise NotSigned("sign.unknown")
    if found is None:
        raise NotSigned("sign.used")
    if _ended(found, case.at):
        raise NotSigned("sign.ended")
    if (found.step, found.noun, found.subject_id) != (row.name, case.standing.noun, case.standing.subject_id):
        raise NotSigned("sign.other_act")
    if found.answers_hash != answers_hash(case.answers) or found.text_hash != text_hash(row, case):
        raise NotSigned("sign.changed")
    return Signature(str(found.sha256), ceremony.method, _kept(session, ceremony))


def _kept(session: Session, ceremony: Ceremony) -> dict[str, Any]:
    """Keep what a browser's key said beside the statement; the event tells the hash of the key's signature."""
    if not ceremony.evidence:
        return {}
    said = dict(ceremony.evidence)
    counted = {"uses": said.pop("uses")}
    session.execute(sa.insert(Assertion).values(statement_id=ceremony.statement_id, **said))
    session.execute(sa.update(BrowserKey).where(BrowserKey.id == said["browser_key_id"]).values(**counted))
    return {"assertion": hashlib.sha256(said["signature"]).hexdigest(), "browser_key": said["browser_key_id"]}


def _ended(found: Any, at: datetime) -> bool:
    return bool(at > found.ends_at)
