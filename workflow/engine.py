"""The one door: what a seat may do now (`offers`), doing it (`take`), and what the process does by itself (`settle`).

One act is one transaction: ask, move, write, record, tell. It commits whole, with exactly one event, or leaves nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workflow import act, ceremony
from workflow.act import Outcome
from workflow.ceremony import Ceremony, Signature
from workflow.db import Database, Outdated, Work
from workflow.effects.proposals import open_project
from workflow.picture import unborn
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import answers as answering
from workflow.process import machine
from workflow.process.reasons import NotThere, Reason, Refused, misplaced, unmet
from workflow.process.row import Row, Scope
from workflow.process.standard import ROWS
from workflow.requests import Sent
from workflow.settling import settle
from workflow.vocabulary import Role
from workflow.who import role_of


@dataclass(frozen=True)
class Offer:
    """A step a seat could take: open, or greyed with every reason."""

    row: Row
    role: Role
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        return not self.reasons


def offers(standing: Standing, seat: Seat | None, at: datetime) -> list[Offer]:
    """Every row that is placed for this seat now, in the order of the table; misplaced ones have no button."""
    found = (offer(row, standing, seat, at) for row in ROWS.values())
    return [one for one in found if one is not None]


def offer(row: Row, standing: Standing, seat: Seat | None, at: datetime) -> Offer | None:
    """One row alone, for those who would wait for all the others."""
    case = Case(standing, seat, at)
    role = role_of(row.who, case) if machine.is_placed(row, case) else None
    if role is None or row.is_system:
        return None
    return Offer(row, role, unmet(row, replace(case, role=role), before_answers=True))


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
    """Take a step. Judged once more on the present state under the lock; raises Refused with all reasons, or
    Outdated.
    """
    row = ROWS.get(step)
    if row is None or row.is_system or _begins(row):
        raise NotThere
    sent = Sent(seat, key, f"standards/{standard_id}/{step}", raw)
    with database.write(at) as work:
        standing = Standing.load(work.session, standard_id, lock=True)
        if standing is None:
            raise NotThere
        if (before := sent.answered(work)) is not None:
            return Outcome(**before)
        case = case_for(standing, row, seat, raw, at)
        _refuse_outdated(row, case, version)
        _refuse_broken(row, case)
        outcome, after = act.perform(work, row, case, signature=_signature(work, row, case, signed), key=key)
        return _answered(work, sent, _settled(work, after, outcome))


def propose(
    database: Database, agreement_id: int, seat: Seat, raw: Mapping[str, Any], *, at: datetime, key: str | None = None
) -> Outcome:
    """The first step of a life: it makes the standard that all others move."""
    row = ROWS["propose"]
    sent = Sent(seat, key, f"agreements/{agreement_id}/propose", raw)
    with database.write(at) as work:
        if (before := sent.answered(work)) is not None:
            return Outcome(**before)
        case, rules = unborn.proposal(work.session, row, agreement_id, seat, raw, at)
        _refuse_broken(row, case)
        made = open_project(work, case, rules)
        born = Standing.load(work.session, made)
        assert born is not None
        outcome, after = act.conclude(work, row, replace(case, standing=born), {}, {}, key=key)
        return _answered(work, sent, _settled(work, after, outcome))


def _answered(work: Work, sent: Sent, outcome: Outcome) -> Outcome:
    sent.remember(work, {**vars(outcome), "facts": dict(outcome.facts)})
    return outcome


def wake(database: Database, standard_id: int, at: datetime) -> None:
    """A timer has come: let the process look at the standard again. The system's rows record themselves."""
    with database.write(at) as work:
        standing = Standing.load(work.session, standard_id, lock=True)
        if standing is not None:
            settle(work, standing)


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


def _signature(work: Work, row: Row, case: Case, signed: Ceremony | None) -> Signature | None:
    if not row.signs:
        return None
    return ceremony.consume(work.session, signed, row, case)


def _settled(work: Work, after: Standing, outcome: Outcome) -> Outcome:
    """Let the system's rows follow, and say where the standard stands at the end."""
    standard = settle(work, after).standard
    return replace(outcome, state=standard.state.value, version=standard.version)
