"""The review file: who sat on which panel, who stood aside, how it was voted once the panel has concluded."""

from typing import Any

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, organ, place, title
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.records.people import Person
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.vocabulary import Panel
from workflow.words import language

P, M = ReviewPanel, PanelMember


def _told(column: Any) -> sa.ColumnElement[Any]:
    """A vote counts for nobody's eyes before the panel concludes."""
    return sa.type_coerce(sa.case((P.state == Panel.CONCLUDED, column)), column.type).label(column.key)


def _query() -> Query:
    latin = sa.func.coalesce(sa.func.nullif(Person.name_latin, ""), Person.name)
    name = (latin if language() == "en" else Person.name).label("person")
    named = (Standard.id.label("standard"), title(), M.region_code.label("region"), place(), organ(), name)
    panel = (P.round, P.state, P.by_letter, P.meets_on, P.noticed_at)
    member = (M.is_chair, M.is_user, M.interest, M.is_present, _told(M.vote), _told(M.voted_at), M.left_at)
    query = sa.select(*named, *panel, *member, P.concluded_at, P.is_passed).join(P, P.id == M.panel_id)
    query = query.join(Standard, Standard.id == P.standard_id).join(Person, Person.id == M.person_id)
    return query.join(Organ, Organ.id == M.organ_id).join(Region, Region.code == M.region_code)


REVIEWS = Register(
    name="reviews",
    heading="审查台账",
    columns=PROJECT
    | PLACE
    | {
        "organ": "单位",
        "person": "专家",
        "round": "轮次",
        "state": "审查组状态",
        "by_letter": "函审",
        "meets_on": "会期",
        "noticed_at": "通知",
        "is_chair": "组长",
        "is_user": "使用方",
        "interest": "利益申报",
        "is_present": "到会",
        "vote": "表决",
        "voted_at": "表决时刻",
        "left_at": "退出",
        "concluded_at": "结束",
        "is_passed": "通过",
    },
    query=_query,
    key=(M.panel_id, M.person_id),
    agreement=Standard.agreement_id,
    by={"at": P.called_at, "region": M.region_code, "standard": P.standard_id, "person": M.person_id},
)
