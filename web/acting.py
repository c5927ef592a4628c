"""What the door of the pages and the door of the API share: find, draw up, take. The law is the engine's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import g, request
from sqlalchemy.orm import Session

from web import forms
from web.config import database, settings
from web.visitors import address, visitor
from workflow import ceremony, engine
from workflow.act import Outcome
from workflow.ceremony import Ceremony, NotSigned
from workflow.entrance import signing
from workflow.entrance.signing import Given, Holder
from workflow.entrance.signing.browser_keys import is_possible, keys_of
from workflow.entrance.signing.codes import is_asked
from workflow.picture.standing import Case, Standing
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.reads import catalogue
from workflow.records.people import Statement
from workflow.storage import files

NEVER_BY_KEY = frozenset({Scope.GATE, Scope.NUMBER})


@dataclass(frozen=True)
class Drawn:
    """A statement as it is shown before it is signed."""

    id: int
    words: str
    sha256: str


@dataclass(frozen=True)
class Proof:
    """What comes with a signature: which statement, and what shows that the person is here."""

    statement_id: int | None
    given: Given


def row_of(step: str) -> Row:
    """A row that a person may take on a standard that exists."""
    row = ROWS.get(step)
    if row is None or row.is_system or (row.scope is Scope.JOINT and not row.source):
        raise NotThere
    return row


def find(session: Session, standard_id: int) -> Standing:
    """The standard as the present seat sees it."""
    found = catalogue.find(session, g.seat, standard_id)
    if found is None:
        raise NotThere
    return found


def judged(session: Session, row: Row, standing: Standing, raw: Mapping[str, Any]) -> Case:
    """The case of these answers; raises Refused with every reason, or WrongAnswers."""
    case = engine.case_for(standing, row, g.seat, raw, g.now)
    own = {"person_id": g.seat.person_id, "standard_id": standing.standard.id}
    files.check_own(session, settings(), row, case.answers, **own)
    reasons = unmet(row, case)
    if reasons:
        raise Refused(reasons)
    return case


def draw_up(standard_id: int, row: Row, raw: Mapping[str, Any]) -> Drawn:
    """Write down what would be signed; nothing of the trade changes."""
    if not row.signs:
        raise NotThere
    not_by_key(row)
    with database().plain() as session:
        case = judged(session, row, find(session, standard_id), raw)
        made = ceremony.draw_up(session, row, case)
        return Drawn(made.id, made.words, made.sha256)


def drawn(session: Session, statement_id: int) -> Drawn | None:
    """A statement of this person that was drawn up before."""
    found = session.get(Statement, statement_id) if 0 < statement_id < 2**31 else None
    if found is None or found.person_id != g.seat.person_id:
        return None
    return Drawn(found.id, found.words, found.sha256)


def take(
    standard_id: int, row: Row, raw: Mapping[str, Any], *, version: int, key: str, proof: Proof | None = None
) -> Outcome:
    """Take a step from the present seat; a step that signs needs its statement and the password."""
    not_by_key(row)
    with database().read() as session:
        find(session, standard_id)
        files.check_own(session, settings(), row, raw, person_id=g.seat.person_id, standard_id=standard_id)
    signed = proved(proof) if row.signs else None
    return engine.take(
        database(),
        row.name,
        standard_id,
        g.seat,
        raw,
        at=g.now,
        version=version,
        key=f"{standard_id}/{key}",
        signed=signed,
    )


def propose(agreement_id: int, raw: Mapping[str, Any], *, key: str) -> Outcome:
    """Begin a life under an agreement of the seat's region."""
    row = ROWS["propose"]
    with database().read() as session:
        files.check_own(session, settings(), row, raw, person_id=g.seat.person_id, standard_id=0)
    return engine.propose(database(), agreement_id, g.seat, raw, at=g.now, key=key)


def proved(proof: Proof | None) -> Ceremony:
    """The statement of a signature, and how the person proved to be present."""
    who = visitor()
    if proof is None or proof.statement_id is None or who is None:
        raise NotSigned("sign.missing")
    return signing.prove(database(), holder(who.account_id), proof.given, proof.statement_id, at=g.now)


def proof_given() -> Proof:
    """What a form brings for a signature."""
    given = Given(*(request.form.get(name, "") for name in ("password", "code", "assertion")))
    return Proof(forms.number(request.form.get("statement_id")), given)


def holder(account_id: int) -> Holder:
    """An account as it signs here: from this address, for these pages."""
    base = urlsplit(settings().base_url)
    return Holder(account_id, address(), f"{base.scheme}://{base.netloc}", settings().secret())


def ways(session: Session) -> dict[str, Any]:
    """By what the present person may sign, for the page of a statement."""
    who = visitor()
    if who is None:
        return {"code": False, "browser_keys": []}
    found = keys_of(session, who.account_id) if is_possible(holder(who.account_id)) else []
    return {"code": is_asked(session, who.account_id), "browser_keys": [key.credential.hex() for key in found]}


def not_by_key(row: Row) -> None:
    """A key of the API signs nothing, and touches neither positions nor numbers."""
    who = visitor()
    if who is not None and who.is_token and (row.signs or row.scope in NEVER_BY_KEY):
        raise NotSigned("sign.token")
