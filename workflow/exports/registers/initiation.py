"""The initiation matrix: each standard, each region, how far it came and under which plan."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, organ, place, title
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard, StandardTrack

T = StandardTrack


def _query() -> Query:
    named = (Standard.id.label("standard"), title(), T.region_code.label("region"), place(), organ("department"))
    told = (T.state, T.since, T.reply_by, T.plan_number, T.plan_until, Standard.state.label("joint"))
    query = sa.select(*named, *told).join(Standard, Standard.id == T.standard_id)
    return query.join(Region, Region.code == T.region_code).outerjoin(Organ, Organ.id == T.department_id)


INITIATION = Register(
    name="initiation",
    heading="立项矩阵",
    columns=PROJECT
    | PLACE
    | {
        "department": "行业主管部门",
        "state": "地区状态",
        "since": "状态自",
        "reply_by": "答复期限",
        "plan_number": "计划编号",
        "plan_until": "计划期限",
        "joint": "协同状态",
    },
    query=_query,
    key=(T.standard_id, T.region_code),
    agreement=Standard.agreement_id,
    by={"at": T.since, "region": T.region_code, "standard": T.standard_id},
)
