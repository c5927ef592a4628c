"""The release file: each attempt, and what each region announced by which document."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, place, title
from workflow.records.places import Region
from workflow.records.releases import Announcement, Release
from workflow.records.standards import Standard

R, A = Release, Announcement


def _query() -> Query:
    named = (Standard.id.label("standard"), title(), A.region_code.label("region"), place(), R.attempt)
    told = (A.document_number, A.issuer, A.proposer, A.replaces, A.confirmed_at)
    own = sa.func.coalesce(A.effective_on, R.effective_on)
    when = (R.instant, R.sealed_at, R.released_at, R.ended_at, R.late_seconds, own.label("effective_on"))
    query = sa.select(*named, *told, *when).join(R, R.id == A.release_id).join(Standard, Standard.id == R.standard_id)
    return query.join(Region, Region.code == A.region_code)


RELEASES = Register(
    name="releases",
    heading="发布台账",
    columns=PROJECT
    | PLACE
    | {
        "attempt": "次数",
        "document_number": "公告文号",
        "issuer": "发布单位",
        "proposer": "提出单位",
        "replaces": "代替",
        "confirmed_at": "确认",
        "instant": "约定时刻",
        "sealed_at": "封存",
        "released_at": "发布",
        "ended_at": "中止",
        "late_seconds": "迟延（秒）",
        "effective_on": "施行日",
    },
    query=_query,
    key=(A.id,),
    agreement=Standard.agreement_id,
    by={"at": R.instant, "region": A.region_code, "standard": R.standard_id},
)
