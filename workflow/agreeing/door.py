"""Takes the rows of the agreement's table, as the engine takes the standard's: judged whole, written with its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import ceremony, charters, engine, mailroom, settling, shipped
from workflow.accord.picture import Accord
from workflow.agreeing.beginning import begin
from workflow.agreeing.judging import against
from workflow.agreeing.offering import subjects
from workflow.agreeing.proposing import Facts
from workflow.agreeing.recording import record
from workflow.agreeing.writing import WRITES
from workflow.ceremony import Ceremony, Signature
from workflow.db import Database, Work
from workflow.facts import plain
from workflow.log.journal import Recorded
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import machine
from workflow.process.agreement import ROWS
from workflow.process.reasons import NotThere, Refused, unmet
from workflow.process.row import Row
from workflow.records.standards import Standard
from workflow.requests import Sent
from workflow.vocabulary import BEFORE, Joint, Role

ROUNDS = 12
# Of what an act wrote, what its answer tells.
TOLD = frozenset({"change", "kind", "sha256", "suggestion", "receipt", "concern", "comparison"})
RUNNING = BEFORE | {Joint.PROPOSED}


@dataclass(frozen=True)
class Taken:
    """What an act on an agreement led to, and where it stands in the log."""

    agreement_id: int
    state: str
    log: str
    index: int
    leaf_hash: str
    facts: Mapping[str, Any]


def case_for(
    session: Session, agreement_id: int, step: str, seat: Seat | None, raw: Mapping[str, Any], at: datetime
) -> Case:
    """The case of a step that will be signed, judged as the act itself will be."""
    return _judged(Accord.load(session, agreement_id), _row(step), seat, raw, at)


def _row(step: str) -> Row:
    row = ROWS.get(step)
    if row is None or row.is_system or not row.source | row.during:
        raise NotThere
    return row


def _judged(accord: Accord | None, row: Row, seat: Seat | None, raw: Mapping[str, Any], at: datetime) -> Case:
    if accord is None:
        raise NotThere
    case = engine.case_for(accord, row, seat, raw, at)
    reasons = against(row, case, before_answers=False)
    if reasons:
        raise Refused(reasons)
    return case


def draft(database: Database, seat: Seat, raw: Mapping[str, Any], *, at: datetime, key: str | None = None) -> Taken:
    """A handler drafts an agreement of his region with others; it is theirs once every party has signed it."""
    row = ROWS["draft_agreement"]
    sent = Sent(seat, key, f"agreements/{row.name}", raw)
    with database.write(at) as work:
        if (before := sent.answered(work)) is not None:
            return Taken(**before)
        accord = Accord.nascent(work.session, seat.region or "", shipped.default_terms())
        case = _judged(accord, row, seat, raw, at)
        made, facts = begin(work, case)
        recorded = record(work, row, replace(case, standing=_again(work, made)), None, facts)
        charters.tell(work, made)
        taken = _taken(_again(work, made), recorded, facts)
        sent.remember(work, vars(taken))
    return taken


def take(
    database: Database,
    agreement_id: int,
    step: str,
    seat: Seat | None,
    raw: Mapping[str, Any],
    *,
    at: datetime,
    signed: Ceremony | None = None,
    key: str | None = None,
) -> Taken:
    """Take a step; judged under the agreement's lock. What then stands open to the system follows at once."""
    row = _row(step)
    sent = Sent(seat, key, f"agreements/{agreement_id}/{step}", raw)
    with database.write(at) as work:
        accord = Accord.load(work.session, agreement_id, lock=True)
        if (before := sent.answered(work)) is not None:
            return Taken(**before)
        case = _judged(accord, row, seat, raw, at)
        signature = ceremony.consume(work.session, signed, row, case) if row.signs else None
        recorded, facts = _perform(work, row, case, signature)
        _settle(work, agreement_id)
        taken = _taken(_again(work, agreement_id), recorded, facts)
        sent.remember(work, vars(taken))
    return taken


def take_all(
    database: Database, agreement_id: int, step: str, seat: Seat, raws: Sequence[Mapping[str, Any]], *, at: datetime
) -> int:
    """The same step with each of these answers, one event each, all in one transaction or none; gives how many."""
    row = _row(step)
    with database.write(at) as work:
        for raw in raws:
            case = _judged(Accord.load(work.session, agreement_id, lock=True), row, seat, raw, at)
            _perform(work, row, case)
        if raws:
            _settle(work, agreement_id)
    return len(raws)


def _taken(after: Accord, recorded: Recorded, facts: Mapping[str, Any]) -> Taken:
    told = plain({name: value for name, value in facts.items() if name in TOLD})
    state, leaf = after.agreement.state.value, recorded.leaf_hash.hex()
    return Taken(after.agreement.id, state, recorded.origin, recorded.index, leaf, told)


def _perform(work: Work, row: Row, case: Case, signature: Signature | None = None) -> tuple[Recorded, Facts]:
    accord = case.standing
    assert isinstance(accord, Accord)
    facts = WRITES[row.name](work, case)
    after, about = _again(work, accord.agreement.id), f"/agreements/{accord.agreement.id}"
    parties = [member.region_code for member in after.members]
    mailroom.tell_parties(work, accord.agreement.id, row.name, parties, region=case.region or None, about=about)
    return record(work, row, replace(case, standing=after), accord, facts, signature), facts


def _again(work: Work, agreement_id: int) -> Accord:
    found = Accord.load(work.session, agreement_id)
    assert found is not None
    return found


def _settle(work: Work, agreement_id: int) -> None:
    """Take the rows of the system that now stand open; a new chain is felt at once by every running project."""
    for _ in range(ROUNDS):
        found = _next(_again(work, agreement_id), work.at)
        if found is None:
            return
        row, case = found
        _perform(work, row, case)
        if row.is_felt:
            _feel(work, agreement_id)
    raise RuntimeError(f"settling agreement {agreement_id} does not end")


def _next(accord: Accord, at: datetime) -> tuple[Row, Case] | None:
    for row in (row for row in ROWS.values() if row.is_system):
        for named in subjects(accord, row):
            case = Case(accord, None, at, named, Role.SYSTEM)
            if machine.is_placed(row, case) and not unmet(row, case):
                return row, case
    return None


def _feel(work: Work, agreement_id: int) -> None:
    """Whose turn it is in each running project, written anew."""
    query = sa.select(Standard.id).where(Standard.agreement_id == agreement_id, Standard.state.in_(RUNNING))
    for standard_id in list(work.session.scalars(query.order_by(Standard.id))):
        standing = Standing.load(work.session, standard_id, lock=True)
        if standing is not None:
            settling.settle(work, standing)


def settle(database: Database, agreement_id: int, at: datetime) -> None:
    """Let an agreement do what it does by itself at this hour."""
    with database.write(at) as work:
        if Accord.load(work.session, agreement_id, lock=True) is not None:
            _settle(work, agreement_id)
