"""Takes the rows of the agreement's table, as the engine takes the standard's: judged whole, written with its event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import ceremony, engine, settling, shipped
from workflow.accord.picture import Accord
from workflow.agreeing.beginning import begin
from workflow.agreeing.judging import against
from workflow.agreeing.recording import Signature, record
from workflow.agreeing.writing import WRITES
from workflow.ceremony import Ceremony
from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.log.journal import Recorded
from workflow.process import machine
from workflow.process.agreement import ROWS
from workflow.process.reasons import NotThere, Reason, Refused, unmet
from workflow.process.row import Row, Scope
from workflow.records.agreements import Agreement, AgreementChange
from workflow.records.standards import Standard
from workflow.standing import Case, Seat, Standing
from workflow.vocabulary import BEFORE, AgreementState, ChangeKind, ChangeState, Joint, Role
from workflow.who import role_of

ROUNDS = 12
RUNNING = BEFORE | {Joint.PROPOSED}


@dataclass(frozen=True)
class Offer:
    """A step that a seat could take on an agreement or on one change of it: open, or greyed with every reason."""

    row: Row
    change: AgreementChange | None
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def offers(accord: Accord, seat: Seat, at: datetime) -> list[Offer]:
    """Every row that is this seat's now; those on a change once for each change it is about."""
    return [
        Offer(case_row, change, against(case_row, case))
        for case_row in ROWS.values()
        if not case_row.is_system and case_row.source | case_row.during
        for change in _about(accord, case_row)
        if (case := _placed(accord, case_row, seat, at, change)) is not None
    ]


def _about(accord: Accord, row: Row) -> list[AgreementChange | None]:
    """The changes that a row could be taken on; one that begins a change, or moves the agreement, is about none."""
    if row.scope is not Scope.CHANGE or not row.source:
        return [None]
    return [c for c in accord.changes if c.state in row.source and c.kind is not ChangeKind.FOUNDING]


def _placed(accord: Accord, row: Row, seat: Seat, at: datetime, change: AgreementChange | None) -> Case | None:
    case = Case(accord, seat, at, {"change": change.id} if change else {})
    role = role_of(row.who, case) if machine.is_placed(row, case) else None
    return replace(case, role=role) if role is not None else None


def case_for(session: Session, agreement_id: int, step: str, seat: Seat, raw: Mapping[str, Any], at: datetime) -> Case:
    """The case of a step that will be signed, judged as the act itself will be."""
    return _judged(Accord.load(session, agreement_id), _row(step), seat, raw, at)


def _row(step: str) -> Row:
    row = ROWS.get(step)
    if row is None or row.is_system or not row.source | row.during:
        raise NotThere
    return row


def _judged(accord: Accord | None, row: Row, seat: Seat, raw: Mapping[str, Any], at: datetime) -> Case:
    if accord is None:
        raise NotThere
    case = engine.case_for(accord, row, seat, raw, at)
    reasons = against(row, case, before_answers=False)
    if reasons:
        raise Refused(reasons)
    return case


def draft(database: Database, seat: Seat, raw: Mapping[str, Any], *, at: datetime) -> int:
    """A handler drafts an agreement of his region with others; it is theirs once every party has signed it."""
    row = ROWS["draft_agreement"]
    with database.write(at) as work:
        accord = Accord.nascent(work.session, seat.region or "", shipped.default_terms())
        case = _judged(accord, row, seat, raw, at)
        made, facts = begin(work, case)
        record(work, row, replace(case, standing=_again(work, made)), None, facts)
    return made


def take(
    database: Database,
    agreement_id: int,
    step: str,
    seat: Seat,
    raw: Mapping[str, Any],
    *,
    at: datetime,
    signed: Ceremony | None = None,
) -> Recorded:
    """Take a step; judged under the agreement's lock. What then stands open to the system follows at once."""
    row = _row(step)
    with database.write(at) as work:
        case = _judged(Accord.load(work.session, agreement_id, lock=True), row, seat, raw, at)
        signature = None
        if row.signs:
            signature = Signature(ceremony.consume(work.session, signed, row, case), signed.method if signed else "")
        recorded = _perform(work, row, case, signature)
        _settle(work, agreement_id)
    return recorded


def _perform(work: Work, row: Row, case: Case, signature: Signature | None = None) -> Recorded:
    accord = case.standing
    assert isinstance(accord, Accord)
    facts = WRITES[row.name](work, case)
    after = _again(work, accord.agreement.id)
    return record(work, row, replace(case, standing=after), accord, facts, signature)


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
        if row.name == "adopt_change":
            _feel(work, agreement_id)
    raise RuntimeError(f"settling agreement {agreement_id} does not end")


def _next(accord: Accord, at: datetime) -> tuple[Row, Case] | None:
    for row in (row for row in ROWS.values() if row.is_system):
        for change in _about(accord, row):
            case = Case(accord, None, at, {"change": change.id} if change else {}, Role.SYSTEM)
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


def due(database: Database, at: datetime) -> list[int]:
    """The agreements to which dates bring something: beginning, lapsing, the chair, a change taking effect."""
    with database.read() as session:
        return list(session.scalars(_due(at)))


def settle(database: Database, agreement_id: int, at: datetime) -> None:
    """Let an agreement do what it does by itself at this hour."""
    with database.write(at) as work:
        if Accord.load(work.session, agreement_id, lock=True) is not None:
            _settle(work, agreement_id)


def _due(at: datetime) -> sa.Select[int]:
    today = day_of(at)
    waiting = sa.select(AgreementChange.agreement_id).where(
        AgreementChange.state == ChangeState.CONFIRMING, AgreementChange.effective_from <= today
    )
    in_force = Agreement.state == AgreementState.IN_FORCE
    over = sa.and_(in_force, sa.or_(Agreement.valid_until < today, Agreement.chair_until <= today))
    return sa.select(Agreement.id).where(sa.or_(over, Agreement.id.in_(waiting))).order_by(Agreement.id)
