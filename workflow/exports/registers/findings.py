"""Audit findings with where they stand."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, Query, Register, place, title
from workflow.records.agreements import Agreement
from workflow.records.auditing import AuditFinding, AuditFindingTurn
from workflow.records.places import Region
from workflow.records.standards import Standard

F, T = AuditFinding, AuditFindingTurn


def _query() -> Query:
    named = (F.id.label("number"), Agreement.code.label("group"), F.region_code.label("region"), place())
    told = (
        F.severity,
        F.state,
        F.standard_id.label("standard"),
        title(),
        F.event,
        F.answer_by,
        T.at.label("raised_at"),
    )
    query = sa.select(*named, *told).join(Agreement, Agreement.id == F.agreement_id)
    query = query.join(Region, Region.code == F.region_code).outerjoin(Standard, Standard.id == F.standard_id)
    return query.join(T, sa.and_(T.finding_id == F.id, T.number == 1))


FINDINGS = Register(
    name="findings",
    heading="审计发现台账",
    columns={"number": "号", "group": "协议"}
    | PLACE
    | {
        "severity": "程度",
        "state": "状态",
        "standard": "项目编号",
        "title": "标准名称",
        "event": "所引记录",
        "raised_at": "提出",
        "answer_by": "答复期限",
    },
    query=_query,
    key=(F.id,),
    agreement=F.agreement_id,
    by={"at": T.at, "region": F.region_code, "standard": F.standard_id},
)
