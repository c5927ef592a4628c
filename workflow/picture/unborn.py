"""A standard that does not exist yet: the picture by which a proposal is judged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import answers as answering
from workflow.process.reasons import NotThere, Reason, Refused, not_lent
from workflow.process.row import Row
from workflow.records.agreements import Agreement, RuleSet
from workflow.records.standards import Standard
from workflow.vocabulary import Role


def unborn(session: Session, agreement_id: int, seat: Seat, at: datetime) -> Standing:
    """A standing for a standard that does not exist yet: only its agreement and terms are there."""
    query = sa.select(RuleSet).where(RuleSet.agreement_id == agreement_id, RuleSet.effective_from <= clock.day_of(at))
    rule_set = session.scalars(query.order_by(RuleSet.version.desc())).first()
    agreement = session.get(Agreement, agreement_id)
    if agreement is None or rule_set is None:
        raise NotThere
    blank = Standard(agreement_id=agreement_id, rule_set_id=rule_set.id, lead_region=seat.region or "", field="")
    standing = Standing(session, blank)
    standing.__dict__["tracks"] = {m.region_code: None for m in standing.members}
    return standing


def proposal(
    session: Session, row: Row, agreement_id: int, seat: Seat, raw: Mapping[str, Any], at: datetime
) -> tuple[Case, int]:
    """The case of a proposal with its answers read, and the rule set it will live under."""
    standing = unborn(session, agreement_id, seat, at)
    if seat.region not in standing.tracks:
        raise NotThere
    if (no := not_lent(row, seat)) is not None:
        raise Refused([no])
    if seat.role.value not in row.who:
        raise Refused([Reason("not_yours", {"step": f"step.{row.name}", "roles": row.who})])
    bare = Case(standing, seat, at, role=Role(seat.role.value))
    case = replace(bare, answers=answering.read(row, bare, raw))
    standing.standard.field = case.answers["field"]
    return case, standing.standard.rule_set_id
