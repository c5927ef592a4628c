"""What stands behind leaves for a region that keeps a copy: openings that the seat may open, texts, signed statements.
Leaves themselves come from `record`; the bytes of files are fetched one by one."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Seat
from workflow.reads.audit import Scope, may_open, scope_of
from workflow.reads.record import ENTRIES
from workflow.reads.sealing import sealed_among
from workflow.records.events import SECRET, Event, Opening
from workflow.records.people import Statement
from workflow.records.texts import Version
from workflow.text.canonical import canonical
from workflow.text.clauses import hashed

Line = dict[str, Any]
Hashes = set[str]


def payload(session: Session, seat: Seat, log_id: int, start: int, end: int, *, at: datetime) -> Iterator[Line]:
    """A line a leaf that has anything behind it: `openings` by field (salt and value in hex), `documents` by SHA-256
    (the exact bytes, as text), `files` by SHA-256 alone. What the seat may not see is left out, not named. A document
    is told with the first of these leaves that names it."""
    query = sa.select(Event).where(Event.log_id == log_id, Event.index >= start, Event.index < end)
    events = session.scalars(query.order_by(Event.index).limit(ENTRIES)).all()
    closed, scope = sealed_among(session, events), scope_of(session, seat)
    told: Hashes = set()
    for event in events:
        if (event.log_id, event.index) in closed:
            continue
        leaf = json.loads(event.leaf)
        is_open = scope is not None and may_open(session, scope, event, at)
        line: Line = {
            "openings": _openings(session, event) if is_open else {},
            "documents": _documents(session, leaf, scope, told, is_open=is_open),
            "files": leaf["files"],
        }
        if any(line.values()):
            yield {"index": event.index, **line}


def _openings(session: Session, event: Event) -> dict[str, dict[str, str]]:
    mine = (Opening.log_id == event.log_id, Opening.index == event.index, Opening.field.not_in(SECRET))
    found = session.scalars(sa.select(Opening).where(*mine).order_by(Opening.field))
    return {one.field: {"salt": one.salt.hex(), "value": one.value.hex()} for one in found}


def _documents(session: Session, leaf: Line, scope: Scope | None, told: Hashes, *, is_open: bool) -> dict[str, str]:
    """Texts for every reader of the log; the words that somebody signed where his openings are open too."""
    texts = {leaf["text"], leaf["facts"].get("text_hash")} - {None} - told
    found = {digest: words for digest in sorted(texts) if (words := _text(session, digest)) is not None}
    statement = leaf["stmt"] if is_open and leaf["stmt"] not in told else None
    if statement is not None:
        words = session.scalar(sa.select(Statement.words).where(Statement.sha256 == statement).limit(1))
        found |= {statement: words} if words is not None else {}
    told |= found.keys()
    return found


def _text(session: Session, digest: Any) -> str | None:
    """The canonical bytes that a version's hash was taken of, as its row stands now."""
    query = sa.select(Version).where(Version.text_hash == digest).order_by(Version.id).limit(1)
    version = session.scalars(query).first()
    return canonical(hashed(manuscript.load(session, version))).decode() if version is not None else None
