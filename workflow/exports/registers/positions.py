"""What offices said at gates: the matrix of co-signing departments, and all positions."""

from typing import Any

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, organ, place, title
from workflow.records.people import Person
from workflow.records.places import Organ, Region
from workflow.records.positions import Position
from workflow.records.standards import Standard
from workflow.vocabulary import Role
from workflow.words import language

P = Position


def _query() -> Query:
    latin = sa.func.coalesce(sa.func.nullif(Person.name_latin, ""), Person.name)
    name = (latin if language() == "en" else Person.name).label("person")
    named = (Standard.id.label("standard"), title(), P.region_code.label("region"), place(), organ(), P.role, name)
    told = (P.purpose, P.round, P.stand, P.text_hash, P.at)
    query = sa.select(*named, *told).join(Standard, Standard.id == P.standard_id)
    query = query.join(Person, Person.id == P.person_id)
    return query.join(Organ, Organ.id == P.organ_id).join(Region, Region.code == P.region_code)


def _cosigned() -> Query:
    return _query().where(P.role == Role.COSIGNER)


SHAPE: dict[str, Any] = {
    "columns": PROJECT
    | PLACE
    | {
        "organ": "单位",
        "role": "身份",
        "person": "人员",
        "purpose": "关口",
        "round": "轮次",
        "stand": "立场",
        "text_hash": "文本哈希",
        "at": "时刻",
    },
    "key": (P.id,),
    "agreement": Standard.agreement_id,
    "by": {"at": P.at, "region": P.region_code, "standard": P.standard_id, "person": P.person_id},
}
COSIGNERS = Register(name="cosigners", heading="会签矩阵", query=_cosigned, **SHAPE)
POSITIONS = Register(name="positions", heading="立场台账", query=_query, **SHAPE)
