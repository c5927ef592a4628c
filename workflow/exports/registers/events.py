"""The log of events as a table to print: who did what to which thing, when. Its leaves are taken elsewhere."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PROJECT, Asked, Query, Register, Row, place, title
from workflow.records.events import Event, Log
from workflow.records.people import Person
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.words import language

E = Event


def _query() -> Query:
    latin = sa.func.coalesce(sa.func.nullif(Person.name_latin, ""), Person.name)
    name = (latin if language() == "en" else Person.name).label("person")
    told = (Log.origin.label("log"), E.index, E.at, E.act, E.noun, E.object_id, E.leaf_hash)
    named = (Standard.id.label("standard"), title(), E.region_code.label("region"), place(), name)
    query = sa.select(*told, *named).join(Log, Log.id == E.log_id).outerjoin(Person, Person.id == E.person_id)
    query = query.outerjoin(Region, Region.code == E.region_code)
    return query.outerjoin(Standard, sa.and_(E.noun == "standard", Standard.id == E.object_id))


def _told(row: Row, asked: Asked) -> tuple[Row]:
    about = f"{row.pop('noun')}/{row.pop('object_id')}"
    return (row | {"object": about, "leaf_hash": row["leaf_hash"].hex()},)


EVENTS = Register(
    name="events",
    heading="事件台账",
    columns={"log": "日志", "index": "序号", "at": "时刻", "act": "步骤", "object": "对象"}
    | PROJECT
    | {"region": "地区代码", "region_name": "地区", "person": "人员", "leaf_hash": "叶哈希"},
    query=_query,
    key=(E.log_id, E.index),
    agreement=Log.agreement_id,
    by={
        "at": E.at,
        "region": E.region_code,
        "standard": Standard.id,
        "person": E.person_id,
        "act": E.act,
    },
    spread=_told,
    words={"act": "step"},
)
