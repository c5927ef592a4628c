"""What the door of the pages and the door of the API share about entries: find, draw up, take. The law is their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from web import acting, agreed
from web.acting import Drawn, Proof
from web.config import database, settings
from workflow import ceremony, entering
from workflow.accord.entered import Entered
from workflow.entering import Taken
from workflow.kinds import Kind, all_kinds
from workflow.process.reasons import NotThere
from workflow.process.row import Row
from workflow.reads import entries as reads
from workflow.storage import files

HOME, PUBLIC = "/registers", "/public/registers"


def kind_of(code: str) -> Kind:
    """A kind by its code."""
    found = all_kinds().get(code)
    if found is None:
        raise NotThere
    return found


@dataclass(frozen=True)
class Target:
    """What a form is about: an entry that stands, or one of a kind about to begin in an agreement."""

    row: Row
    action: str  # where the form posts to
    kind: str
    agreement_id: int
    entry_id: int | None

    @property
    def back(self) -> str:
        return f"{HOME}/{self.kind}/{self.entry_id}" if self.entry_id else f"{HOME}/{self.kind}"

    def seen(self, session: Session) -> Entered:
        """The entry, or the agreement as somebody sees it who begins one."""
        if self.entry_id is not None:
            found = Entered.standing_at(session, self.entry_id)
        else:
            found = Entered.beginning(session, self.agreement_id, kind_of(self.kind))
        if found is None:
            raise NotThere
        return found


def to_begin(session: Session, agreement_id: int, kind: str, step: str) -> Target:
    """A step that begins an entry, if the agreement is one of the seat's."""
    agreed.find(session, agreement_id)
    row = entering.row_of(step, kind_of(kind), begins=True)
    return Target(row, f"/agreements/{agreement_id}/registers/{kind}/steps/{step}", kind, agreement_id, None)


def to_move(session: Session, entry_id: int, step: str) -> Target:
    """A step on an entry, if the seat may read it and is of its agreement."""
    found = reads.one(session, reads.within(g.seat), entry_id)
    if found is None:
        raise NotThere
    agreed.find(session, found.agreement_id)
    row = entering.row_of(step, kind_of(found.kind))
    return Target(row, f"/entries/{entry_id}/steps/{step}", found.kind, found.agreement_id, entry_id)


def draw_up(target: Target, raw: Mapping[str, Any]) -> Drawn:
    """Write down what would be signed; nothing of the trade changes."""
    checked(target, raw)
    if not target.row.signs or target.entry_id is None:
        raise NotThere
    with database().plain() as session:
        case = entering.case_for(session, target.entry_id, target.row.name, g.seat, raw, g.now)
        made = ceremony.draw_up(session, target.row, case)
        return Drawn(made.id, made.words, made.sha256)


def taken(target: Target, raw: Mapping[str, Any], *, key: str | None, proof: Proof | None = None) -> Taken:
    """Take the step from the present seat; one that signs needs its statement and the proof."""
    checked(target, raw)
    step, known = target.row.name, {"at": g.now, "key": key}
    if target.entry_id is None:
        return entering.begin(database(), target.agreement_id, target.kind, step, g.seat, raw, **known)
    signed = acting.proved(proof) if target.row.signs else None
    return entering.take(database(), target.entry_id, step, g.seat, raw, signed=signed, **known)


def checked(target: Target, raw: Mapping[str, Any]) -> None:
    """An act names only files that its person handed in."""
    with database().read() as session:
        files.check_own(session, settings(), target.row, raw, person_id=g.seat.person_id, standard_id=0)
    acting.not_by_key(target.row)
