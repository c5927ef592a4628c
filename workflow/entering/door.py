"""Takes the rows of entries, as the engine takes the standard's: judged whole, written with its event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow import ceremony, engine
from workflow.accord.entered import Entered
from workflow.ceremony import Ceremony
from workflow.db import Database, Work
from workflow.entering import telling
from workflow.entering.writing import BEGINS, WRITES
from workflow.kinds import Kind, all_kinds
from workflow.picture.standing import Case, Seat
from workflow.process import machine
from workflow.process.entries import ROWS, fitted, rows_of
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row
from workflow.requests import Sent
from workflow.vocabulary import Role

ROUNDS = 12
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Taken:
    """What a step on an entry led to, and where it stands in the log."""

    entry_id: int
    state: str
    log: str
    index: int
    leaf_hash: str


def row_of(step: str, kind: Kind | None, *, begins: bool = False) -> Row:
    """A row that a person may take on entries of a kind, with the fields of the kind."""
    row = ROWS.get(step)
    if row is None or kind is None or row.is_system or row not in rows_of(kind) or bool(row.source) is begins:
        raise NotThere
    return fitted(row, kind)


def case_for(session: Session, entry_id: int, step: str, seat: Seat | None, raw: Raw, at: datetime) -> Case:
    """The case of a step that will be signed, judged as the act itself will be."""
    seen = _found(Entered.standing_at(session, entry_id))
    return _judged(seen, row_of(step, seen.kind), seat, raw, at)


def begin(
    database: Database,
    agreement_id: int,
    kind_code: str,
    step: str,
    seat: Seat | None,
    raw: Raw,
    *,
    at: datetime,
    key: str | None = None,
) -> Taken:
    """Begin an entry of a kind within an agreement."""
    kind = all_kinds().get(kind_code)
    row = row_of(step, kind, begins=True)
    assert kind is not None
    sent = Sent(seat, key, f"agreements/{agreement_id}/registers/{kind_code}/{step}", raw)
    with database.write(at) as work:
        if (before := sent.answered(work)) is not None:
            return Taken(**before)
        taken = begun(work, agreement_id, kind, row, seat, raw)
        sent.remember(work, vars(taken))
    return taken


def begun(work: Work, agreement_id: int, kind: Kind, row: Row, seat: Seat | None, raw: Raw) -> Taken:
    seen = _found(Entered.beginning(work.session, agreement_id, kind))
    case = _judged(seen, row, seat, raw, work.at)
    made = telling.begin(work, row, case, BEGINS.get(row.name))
    _settle(work, made.after)
    return _taken(made)


def take(
    database: Database,
    entry_id: int,
    step: str,
    seat: Seat | None,
    raw: Raw,
    *,
    at: datetime,
    signed: Ceremony | None = None,
    key: str | None = None,
) -> Taken:
    """Take a step; judged under the entry's lock. What then stands open to the system follows at once."""
    sent = Sent(seat, key, f"entries/{entry_id}/{step}", raw)
    with database.write(at) as work:
        seen = locked(work, entry_id)  # who sends the same twice at once waits here for the first answer
        if (before := sent.answered(work)) is not None:
            return Taken(**before)
        taken = moved(work, seen, step, seat, raw, signed)
        sent.remember(work, vars(taken))
    return taken


def locked(work: Work, entry_id: int) -> Entered:
    """An entry as it stands, held until the transaction ends."""
    return _found(Entered.standing_at(work.session, entry_id, lock=True))


def moved(work: Work, seen: Entered, step: str, seat: Seat | None, raw: Raw, signed: Ceremony | None) -> Taken:
    row = row_of(step, seen.kind)
    case = _judged(seen, row, seat, raw, work.at)
    signature = ceremony.consume(work.session, signed, row, case) if row.signs else None
    made = telling.perform(work, row, case, WRITES[row.name], signature)
    _settle(work, made.after)
    return _taken(made)


def settle(database: Database, entry_id: int, at: datetime) -> None:
    """Let an entry do what it does by itself at this hour."""
    with database.write(at) as work:
        _settle(work, locked(work, entry_id))


def _settle(work: Work, seen: Entered) -> None:
    """Take the rows of the system that now stand open."""
    for _ in range(ROUNDS):
        row = next((row for row in rows_of(seen.kind) if row.is_system and _stands_open(row, seen, work.at)), None)
        if row is None:
            return
        seen = telling.perform(work, row, Case(seen, None, work.at, {}, Role.SYSTEM), WRITES[row.name]).after
    raise RuntimeError(f"settling entry {seen.subject_id} does not end")


def _stands_open(row: Row, seen: Entered, at: datetime) -> bool:
    case = Case(seen, None, at, {}, Role.SYSTEM)
    return machine.is_placed(row, case) and not unmet(row, case)


def _found(seen: Entered | None) -> Entered:
    if seen is None:
        raise NotThere
    return seen


def _judged(seen: Entered, row: Row, seat: Seat | None, raw: Raw, at: datetime) -> Case:
    case = engine.case_for(seen, row, seat, raw, at)
    reasons = unmet(row, case)
    if reasons:
        raise Refused(reasons)
    return case


def _taken(made: telling.Told) -> Taken:
    recorded = made.recorded
    return Taken(made.entry_id, made.state.value, recorded.origin, recorded.index, recorded.leaf_hash.hex())
