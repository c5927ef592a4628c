"""The one door: what a seat may do now (`offers`), doing it (`take`), and what the process does by itself (`settle`).

One act is one transaction: ask, move, write, record, tell. It commits whole, with exactly one event, or leaves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow import ceremony, mailroom, papers, projection
from workflow.ceremony import Ceremony
from workflow.db import Database, Outdated, Work
from workflow.effects import EFFECTS
from workflow.effects.moves import write_moves, write_subject
from workflow.effects.proposals import open_project
from workflow.facts import plain
from workflow.log.journal import Deed, Recorded, append
from workflow.process import answers as answering
from workflow.process import machine
from workflow.process.reasons import Reason, Refused, misplaced, unmet
from workflow.process.row import AskType, Row, Scope
from workflow.process.standard import ROWS
from workflow.records.agreements import Agreement, RuleSet
from workflow.records.people import Request
from workflow.records.standards import Hand, Standard
from workflow.standing import Case, Seat, Standing
from workflow.vocabulary import Role
from workflow.who import role_of

ROUNDS = 12  # settle() ends long before this; the walk proves it


class NotThere(Exception):
    """No such thing, or not for this seat: the two look alike on purpose."""


class KeyReused(Exception):
    """An idempotency key came again with another body."""


@dataclass(frozen=True)
class Offer:
    """A step a seat could take: open, or greyed with every reason."""

    row: Row
    role: Role
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Outcome:
    """What an act led to, and where it stands in the log."""

    standard_id: int
    state: str
    version: int
    log: str
    index: int
    leaf_hash: str
    facts: Mapping[str, Any]


def offers(standing: Standing, seat: Seat | None, at: datetime) -> list[Offer]:
    """Every row that is placed for this seat now, in the order of the table; misplaced ones have no button."""
    found = []
    for row in ROWS.values():
        case = Case(standing, seat, at)
        role = role_of(row.who, case) if machine.is_placed(row, case) else None
        if role is not None and not row.is_system:
            reasons = unmet(row, replace(case, role=role), before_answers=True)
            found.append(Offer(row, role, reasons))
    return found


def case_for(standing: Standing, row: Row, seat: Seat | None, raw: Mapping[str, Any], at: datetime) -> Case:
    """The case of an act, judged for place and relation, its answers read; raises Refused or WrongAnswers."""
    bare = Case(standing, seat, at)
    no = misplaced(row, bare)
    if no is not None:
        raise Refused([no])
    bare = replace(bare, role=role_of(row.who, bare))
    case = replace(bare, answers=answering.read(row, bare, raw))
    no = misplaced(row, case)
    if no is not None:
        raise Refused([no])
    return case


def take(
    database: Database,
    step: str,
    standard_id: int,
    seat: Seat | None,
    raw: Mapping[str, Any],
    *,
    at: datetime,
    version: int | None = None,
    key: str | None = None,
    signed: Ceremony | None = None,
) -> Outcome:
    """Take a step. Judged once more on the present state under the lock; raises Refused with all reasons, or Outdated."""
    row = ROWS.get(step)
    if row is None or row.is_system or _begins(row):
        raise NotThere
    with database.write(at) as work:
        standing = Standing.load(work.session, standard_id, lock=True)
        if standing is None:
            raise NotThere
        before = _answered(work, seat, key, step, raw)
        if before is not None:
            return before
        case = case_for(standing, row, seat, raw, at)
        _refuse_outdated(row, case, version)
        _refuse_broken(row, case)
        statement = ceremony.consume(work.session, signed, row, case) if row.signs else None
        outcome = _perform(work, row, case, statement=statement, signed=signed, key=key)
        settle(work, standard_id)
        outcome = _present(work, outcome)
        _remember(work, seat, key, step, raw, outcome)
    return outcome


def propose(
    database: Database, agreement_id: int, seat: Seat, raw: Mapping[str, Any], *, at: datetime, key: str | None = None
) -> Outcome:
    """The first step of a life: it makes the standard that all others move."""
    row = ROWS["propose"]
    with database.write(at) as work:
        before = _answered(work, seat, key, row.name, raw)
        if before is not None:
            return before
        case, rules = _proposal(work.session, row, agreement_id, seat, raw, at)
        _refuse_broken(row, case)
        made = open_project(work, case, rules)
        born = Standing.load(work.session, made)
        assert born is not None
        outcome = _conclude(work, row, replace(case, standing=born), {}, {}, key=key)
        settle(work, made)
        outcome = _present(work, outcome)
        _remember(work, seat, key, row.name, raw, outcome)
    return outcome


def unborn(session: Session, agreement_id: int, seat: Seat, at: datetime) -> Standing:
    """A standing for a standard that does not exist yet: only its agreement and terms are there."""
    query = sa.select(RuleSet).where(RuleSet.agreement_id == agreement_id, RuleSet.effective_from <= at.date())
    rule_set = session.scalars(query.order_by(RuleSet.version.desc())).first()
    agreement = session.get(Agreement, agreement_id)
    if agreement is None or rule_set is None:
        raise NotThere
    blank = Standard(agreement_id=agreement_id, rule_set_id=rule_set.id, lead_region=seat.region or "", field="")
    standing = Standing(session, blank)
    standing.__dict__["tracks"] = {m.region_code: None for m in standing.members}
    return standing


def _proposal(
    session: Session, row: Row, agreement_id: int, seat: Seat, raw: Mapping[str, Any], at: datetime
) -> tuple[Case, int]:
    standing = unborn(session, agreement_id, seat, at)
    if seat.region not in standing.tracks:
        raise NotThere
    if seat.role.value not in row.who:
        raise Refused([Reason("not_yours", {"step": f"step.{row.name}", "roles": row.who})])
    bare = Case(standing, seat, at, role=Role(seat.role.value))
    case = replace(bare, answers=answering.read(row, bare, raw))
    standing.standard.field = case.answers["field"]
    return case, standing.standard.rule_set_id


def settle(work: Work, standard_id: int) -> int:
    """Take whatever rows of the system now stand open, in the order of the table, until none does; then write the lists."""
    for taken in range(ROUNDS):
        standing = Standing.load(work.session, standard_id)
        assert standing is not None
        _watch_floor(work, standing)
        row = open_system_row(standing, work.at)
        if row is None:
            projection.project(work, standing)
            return taken
        _perform(work, row, Case(standing, None, work.at, role=Role.SYSTEM))
    raise RuntimeError(f"settling standard {standard_id} does not end")


def wake(database: Database, standard_id: int, at: datetime) -> int:
    """A timer has come: let the process look at the standard again. Gives the number of rows taken."""
    with database.write(at) as work:
        Standing.load(work.session, standard_id, lock=True)
        return settle(work, standard_id)


def open_system_row(standing: Standing, at: datetime) -> Row | None:
    """The first row of the system that is placed and lawful now."""
    case = Case(standing, None, at, role=Role.SYSTEM)
    rows = (row for row in ROWS.values() if row.is_system and machine.is_placed(row, case))
    return next((row for row in rows if not unmet(row, case)), None)


# --- one act ---------------------------------------------------------------------------------------------------------


def _begins(row: Row) -> bool:
    return row.scope is Scope.JOINT and not row.source


def _refuse_broken(row: Row, case: Case) -> None:
    reasons = unmet(row, case)
    if reasons:
        raise Refused(reasons)


def _refuse_outdated(row: Row, case: Case, seen: int | None) -> None:
    """An act is outdated only if its own subject, the text or the gate's round changed after what the actor saw."""
    if seen is None:
        return
    standard = case.standing.standard
    own = case.standing.tracks.get(case.region)
    moved = standard.joint_version
    if row.scope in (Scope.OWN, Scope.GATE) and own is not None:
        moved = max(moved, own.version, standard.text_version)
    if row.scope is Scope.JOINT:
        moved = max(moved, standard.text_version)
    if seen < moved or seen > standard.version:
        raise Outdated


def _perform(
    work: Work,
    row: Row,
    case: Case,
    *,
    statement: str | None = None,
    signed: Ceremony | None = None,
    key: str | None = None,
) -> Outcome:
    """Move, write, record, tell."""
    before = snapshot(case.standing)
    placed = machine.subjects(row, case)
    target = machine.fire(row, next((s for s in placed if s in row.source), placed[0] if placed else None))
    _bump(work, row, case, target)
    write_subject(work, row, case, target)
    write_moves(work, row, case)
    effect = EFFECTS.get(row.name)
    extra = effect(work, case) if effect else None
    return _conclude(work, row, case, before, extra or {}, statement=statement, signed=signed, key=key)


def _bump(work: Work, row: Row, case: Case, target: Any) -> None:
    """Count the act on the standard; its joint state moves only with a row of its own."""
    standard = case.standing.standard
    values: dict[str, Any] = {"version": standard.version + 1}
    if row.scope is Scope.JOINT and target is not standard.state:
        values |= {"state": target, "since": work.at, "joint_version": standard.version + 1}
    where = (Standard.id == standard.id, Standard.version == standard.version, Standard.state == standard.state)
    work.guarded(Standard, *where, **values)


def _conclude(
    work: Work,
    row: Row,
    case: Case,
    before: Mapping[str, Any],
    extra: Mapping[str, Any],
    *,
    statement: str | None = None,
    signed: Ceremony | None = None,
    key: str | None = None,
) -> Outcome:
    """Papers, the hand, the notices, and last - its lock comes last - the event."""
    papers.file(work, row, case)
    _lend_hand(work, case)
    mailroom.tell(work, row, case)
    after = Standing.load(work.session, case.standing.standard.id)
    assert after is not None
    deed = _deed(row, case, before, snapshot(after), extra)
    deed = replace(
        deed, sequence=after.standard.version, statement=statement, ceremony=signed.method if signed else None
    )
    deed = replace(deed, request=sha256(key.encode()).hexdigest() if key else None)
    return _outcome(after, append(work, deed), extra)


def _deed(row: Row, case: Case, before: Mapping[str, Any], after: Mapping[str, Any], extra: Mapping[str, Any]) -> Deed:
    standing, answers = case.standing, case.answers
    facts = {
        a.name: answers[a.name] for a in row.asks if a.name in answers and a.is_fact and a.type is not AskType.FILE
    }
    personal = {a.name: str(answers[a.name]) for a in row.asks if a.name in answers and not a.is_fact and not a.is_text}
    files = [answers[a.name] for a in row.asks if a.name in answers and a.type is AskType.FILE]
    return Deed(
        noun="standard",
        object_id=standing.standard.id,
        sequence=0,
        act=row.name,
        seat=case.seat,
        at=case.at,
        agreement_id=standing.standard.agreement_id,
        before=before,
        after=after,
        facts=plain({**facts, **extra, "as": case.role}),
        personal=personal,
        text_hash=standing.frozen.text_hash if standing.frozen else None,
        rules=standing.standard.rule_set_id,
        files=tuple(files),
    )


def snapshot(standing: Standing) -> dict[str, Any]:
    """The states of a standard in brief: what an event shows as before and after."""
    serial, panel, frozen = standing.serial, standing.panel, standing.frozen
    return {
        "joint": standing.state.value,
        "lead": standing.standard.lead_region,
        "tracks": {code: track.state.value for code, track in standing.tracks.items()},
        "rounds": {code: track.round for code, track in standing.tracks.items()},
        "serial": f"{serial.serial}.{serial.part}:{serial.state.value}" if serial else None,
        "text": frozen.text_hash if frozen else None,
        "panel": panel.state.value if panel else None,
    }


def _lend_hand(work: Work, case: Case) -> None:
    """Remember for separation of duties that this person took part in this role."""
    if case.seat is None or case.role is None or case.role in case.standing.hands.get(case.seat.person_id, set()):
        return
    work.insert(Hand, standard_id=case.standing.standard.id, person_id=case.seat.person_id, role=case.role)


def _watch_floor(work: Work, standing: Standing) -> None:
    """Note when the project falls below the floor of regions, and forget it when it rises again."""
    standard, is_below = standing.standard, projection.fell_below_floor(standing)
    if is_below != (standard.below_floor_at is not None):
        fell = work.at if is_below else None
        work.session.execute(sa.update(Standard).where(Standard.id == standard.id).values(below_floor_at=fell))
        standard.below_floor_at = fell


def _outcome(standing: Standing, recorded: Recorded, extra: Mapping[str, Any]) -> Outcome:
    standard = standing.standard
    told = plain(dict(extra))
    return Outcome(
        standard.id,
        standard.state.value,
        standard.version,
        recorded.origin,
        recorded.index,
        recorded.leaf_hash.hex(),
        told,
    )


def _present(work: Work, outcome: Outcome) -> Outcome:
    """The outcome with the state that settling led to."""
    row = work.session.execute(
        sa.select(Standard.state, Standard.version).where(Standard.id == outcome.standard_id)
    ).one()
    return replace(outcome, state=row.state.value, version=row.version)


# --- the same request twice ------------------------------------------------------------------------------------------


def _answered(work: Work, seat: Seat | None, key: str | None, step: str, raw: Mapping[str, Any]) -> Outcome | None:
    """The outcome of the same request, if it was answered before."""
    if seat is None or key is None:
        return None
    found = work.session.get(Request, (seat.person_id, key))
    if found is None:
        return None
    if (found.route, found.body_hash) != (step, _body_hash(raw)):
        raise KeyReused
    return Outcome(**found.outcome)


def _remember(
    work: Work, seat: Seat | None, key: str | None, step: str, raw: Mapping[str, Any], outcome: Outcome
) -> None:
    if seat is None or key is None:
        return
    kept = {**vars(outcome), "facts": dict(outcome.facts)}
    row = Request(person_id=seat.person_id, key=key, route=step, body_hash=_body_hash(raw), outcome=kept, at=work.at)
    try:
        work.session.add(row)
        work.session.flush()
    except IntegrityError as twice:
        raise Outdated from twice


def _body_hash(raw: Mapping[str, Any]) -> str:
    return sha256(repr(sorted((str(k), str(v)) for k, v in raw.items())).encode()).hexdigest()
