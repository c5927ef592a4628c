"""The register of notices between regions: of which step, to whom, delivered, read and acknowledged when."""

from typing import Any

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, place, title
from workflow.records.notices import RegionNotice
from workflow.records.places import Region
from workflow.records.standards import Standard

N = RegionNotice
PLANNED = ("open_initiation", "invite", "ask_to_join", "accept_invitation", "apply", "initiate", "decline")


def _query() -> Query:
    named = (Standard.id.label("standard"), title(), N.region_code.label("region"), place())
    told = (N.step, N.actor_region, N.state, N.queued_at, N.delivered_at, N.read_at, N.owes_receipt, N.acknowledged_at)
    query = sa.select(*named, *told).join(Standard, Standard.id == N.standard_id)
    return query.join(Region, Region.code == N.region_code)


def _planned() -> Query:
    return _query().where(N.step.in_(PLANNED))


COLUMNS = (
    PROJECT
    | PLACE
    | {
        "step": "步骤",
        "actor_region": "由谁",
        "state": "状态",
        "queued_at": "发出",
        "delivered_at": "送达",
        "read_at": "阅知",
        "owes_receipt": "须签收",
        "acknowledged_at": "签收",
    }
)
BY = {"at": N.queued_at, "region": N.region_code, "standard": N.standard_id, "person": N.read_by, "act": N.step}
SHAPE: dict[str, Any] = {"columns": COLUMNS, "key": (N.id,), "agreement": Standard.agreement_id, "by": BY}
NOTICES = Register(name="notices", heading="通报台账", query=_query, words={"step": "step"}, **SHAPE)
PLANS = Register(name="plans", heading="立项计划通报台账", query=_planned, words={"step": "step"}, **SHAPE)
