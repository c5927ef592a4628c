"""What the door of the pages and the door of the API share about agreements: find, draw up, take, draft. The law is
the agreements' own.
"""

from collections.abc import Mapping
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from web import acting
from web.acting import Drawn, Proof
from web.config import database, settings
from workflow import agreeing, ceremony, rehearsing
from workflow.accord.picture import OPEN, Accord
from workflow.agreeing import Taken
from workflow.process.agreement import ROWS
from workflow.process.reasons import NotThere
from workflow.process.row import Row
from workflow.reads import agreements as reads
from workflow.storage import files

DRAFT = ROWS["draft_agreement"]


def row_of(step: str) -> Row:
    """A row that a person may take on an agreement that exists."""
    row = ROWS.get(step)
    if row is None or row.is_system or row is DRAFT:
        raise NotThere
    return row


def find(session: Session, agreement_id: int) -> Accord:
    """The agreement, if it is one of the present seat's region."""
    found = reads.accord_of(session, g.seat, agreement_id)
    if found is None:
        raise NotThere
    return found


def draw_up(agreement_id: int, row: Row, raw: Mapping[str, Any]) -> Drawn:
    """Write down what would be signed; nothing of the trade changes."""
    _checked(agreement_id, row, raw)
    if not row.signs:
        raise NotThere
    with database().plain() as session:
        case = agreeing.case_for(session, agreement_id, row.name, g.seat, raw, g.now)
        made = ceremony.draw_up(session, row, case)
        return Drawn(made.id, made.words, made.sha256)


def take(agreement_id: int, row: Row, raw: Mapping[str, Any], *, key: str | None, proof: Proof | None = None) -> Taken:
    """Take a step from the present seat; a step that signs needs its statement and the password."""
    _checked(agreement_id, row, raw)
    signed = acting.proved(proof) if row.signs else None
    return agreeing.take(database(), agreement_id, row.name, g.seat, raw, at=g.now, signed=signed, key=key)


def draft(raw: Mapping[str, Any], *, key: str | None) -> Taken:
    """Begin an agreement of the seat's region with others."""
    return agreeing.draft(database(), g.seat, raw, at=g.now, key=key)


def rehearse(agreement_id: int, change_id: int) -> None:
    """Ask the worker to walk sample projects under an open change."""
    with database().plain() as session:
        is_seen = reads.whole(session, g.seat, agreement_id) is not None
        accord = Accord.load(session, agreement_id) if is_seen else None
        change = accord.change(change_id) if accord else None
        if change is None or change.state not in OPEN:
            raise NotThere
        rehearsing.ask(session, change, g.seat.person_id, g.now)


def _checked(agreement_id: int, row: Row, raw: Mapping[str, Any]) -> None:
    """An act names only files that its person handed in: an agreement has no papers of a project."""
    with database().read() as session:
        find(session, agreement_id)
        files.check_own(session, settings(), row, raw, person_id=g.seat.person_id, standard_id=0)
    acting.not_by_key(row)
