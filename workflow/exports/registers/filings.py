"""The calendar of duties after release: filing and publication with the days used against those allowed."""

from typing import Any

import sqlalchemy as sa

from workflow.clock import day_of
from workflow.exports.registers.engine import PLACE, PROJECT, Asked, Query, Register, Row, organ, place, title
from workflow.records.followups import StandardDuty
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.vocabulary import DutyKind

D = StandardDuty
LEGAL = tuple(kind for kind in DutyKind if kind.legal)


def _query() -> Query:
    named = (Standard.id.label("standard"), title(), D.region_code.label("region"), place(), organ())
    told = (D.kind, D.state, D.opened_at, D.due_on, D.done_on, D.receipt_number)
    query = sa.select(*named, *told).join(Standard, Standard.id == D.standard_id)
    return query.join(Organ, Organ.id == D.organ_id).join(Region, Region.code == D.region_code)


def _legal() -> Query:
    return _query().where(D.kind.in_(LEGAL))


def _counted(row: Row, asked: Asked) -> tuple[Row]:
    """Days since the duty began, until it was done or until today."""
    began, ended = day_of(row["opened_at"]), row["done_on"] or asked.today
    used, allowed = (ended - began).days, (row["due_on"] - began).days
    return (row | {"allowed": allowed, "used": used, "left": allowed - used},)


SHAPE: dict[str, Any] = {
    "columns": PROJECT
    | PLACE
    | {
        "organ": "单位",
        "kind": "事项",
        "state": "状态",
        "opened_at": "起算",
        "due_on": "期限",
        "done_on": "办结",
        "allowed": "应在几日内",
        "used": "已用几日",
        "left": "余几日",
        "receipt_number": "回执号",
    },
    "key": (D.id,),
    "agreement": Standard.agreement_id,
    "by": {"at": D.due_on, "region": D.region_code, "standard": D.standard_id, "person": D.reported_by},
    "spread": _counted,
}
FILINGS = Register(name="filings", heading="备案与公开日历", query=_legal, **SHAPE)
DUTIES = Register(name="duties", heading="实施事项台账", query=_query, **SHAPE)
