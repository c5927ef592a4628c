"""The register of entries of every kind: whose, where each stands, what it hangs on, its days."""

import sqlalchemy as sa

from workflow.exports.registers.engine import Asked, Query, Register, Row
from workflow.kinds import all_kinds
from workflow.records.agreements import Agreement
from workflow.records.entries import Entry
from workflow.records.places import Region
from workflow.words import language, tell

E = Entry


def _query() -> Query:
    place = (Region.name_en if language() == "en" else Region.name_zh).label("region_name")
    group = (Agreement.name_en if language() == "en" else Agreement.name_zh).label("group")
    own = (E.id, E.kind, E.state, E.region_code.label("region"), place, E.title, E.key, E.batch, E.due, E.until)
    told = (E.standard_id.label("standard"), E.parent_id.label("parent"), E.turns, E.opened_at, E.changed_at)
    query = sa.select(*own, group, *told).join(Agreement, Agreement.id == E.agreement_id)
    return query.join(Region, Region.code == E.region_code, isouter=True)


def _named(row: Row, asked: Asked) -> tuple[Row]:
    kind = all_kinds().get(row["kind"])
    return (row | {"kind": tell(kind.name) if kind else row["kind"]},)


ENTRIES = Register(
    name="entries",
    heading="条目台账",
    query=_query,
    columns={
        "id": "号",
        "kind": "种类",
        "state": "状态",
        "group": "协议",
        "region": "地区代码",
        "region_name": "地区",
        "title": "名称",
        "key": "来源中的编号",
        "batch": "批次",
        "due": "期限",
        "until": "有效期至",
        "standard": "项目编号",
        "parent": "上级条目",
        "turns": "步数",
        "opened_at": "开始时间",
        "changed_at": "最近变动",
    },
    key=(E.id,),
    agreement=E.agreement_id,
    by={"at": E.changed_at, "region": E.region_code, "standard": E.standard_id},
    spread=_named,
)
