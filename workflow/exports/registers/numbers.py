"""The register of numbers: every serial that left the band, who reserved and confirmed it, which numbers it became."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, place, title
from workflow.records.agreements import Agreement
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.places import Region
from workflow.records.standards import Standard

S, N = Serial, RegionNumber


def _query() -> Query:
    named = (S.standard_id.label("standard"), title(), Agreement.code.label("group"), S.serial, S.part, S.state)
    told = (N.region_code.label("region"), place(), N.display, N.is_exception)
    when = (S.reserved_region, S.reserved_at, S.confirmed_at, S.void_asked_at, S.void_reason)
    query = sa.select(*named, *told, *when).join(Standard, Standard.id == S.standard_id)
    query = query.join(Agreement, Agreement.id == S.agreement_id)
    return query.outerjoin(N, N.standard_id == S.standard_id).outerjoin(Region, Region.code == N.region_code)


NUMBERS = Register(
    name="numbers",
    heading="编号台账",
    columns={"group": "协议", "serial": "顺序号", "part": "部分", "state": "状态"}
    | PROJECT
    | PLACE
    | {
        "display": "编号",
        "is_exception": "例外",
        "reserved_region": "预留地区",
        "reserved_at": "预留",
        "confirmed_at": "确认",
        "void_asked_at": "提出作废",
        "void_reason": "作废理由",
    },
    query=_query,
    key=(S.id, sa.func.coalesce(N.region_code, "")),
    agreement=S.agreement_id,
    by={"at": S.reserved_at, "region": N.region_code, "standard": S.standard_id, "person": S.reserved_by},
)
