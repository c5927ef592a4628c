"""The file of consultations: where and when each region posted a text, and what became of each comment."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PLACE, PROJECT, Query, Register, place, title
from workflow.records.consultations import Comment, Consultation, RegionWindow
from workflow.records.places import Region
from workflow.records.standards import Standard

C, W = Consultation, RegionWindow


def _windows() -> Query:
    named = (Standard.id.label("standard"), title(), W.region_code.label("region"), place())
    told = (C.round, C.days, W.state, W.posted_on, C.closes_on, C.closed_at, W.host, W.announcement, W.address)
    query = sa.select(*named, *told).join(C, C.id == W.consultation_id).join(Standard, Standard.id == C.standard_id)
    return query.join(Region, Region.code == W.region_code)


WINDOWS = Register(
    name="windows",
    heading="征求意见公告台账",
    columns=PROJECT
    | PLACE
    | {
        "round": "轮次",
        "days": "日数",
        "state": "状态",
        "posted_on": "公告日",
        "closes_on": "截止日",
        "closed_at": "关闭",
        "host": "公告单位",
        "announcement": "公告文号",
        "address": "公告网址",
    },
    query=_windows,
    key=(W.consultation_id, W.region_code),
    agreement=Standard.agreement_id,
    by={"at": C.opened_at, "region": W.region_code, "standard": C.standard_id},
)


def _comments() -> Query:
    """Those whose answers are public: what a region still keeps to itself is nobody else's."""
    named = (Standard.id.label("standard"), title(), Comment.region_code.label("region"), place())
    said = (Comment.receipt, Comment.clause_label, Comment.kind, Comment.type, Comment.source, Comment.opinion)
    told = (Comment.received_at, Comment.state, Comment.disposition, Comment.answer, Comment.published_at)
    query = sa.select(*named, *said, *told).join(Standard, Standard.id == Comment.standard_id)
    query = query.outerjoin(Region, Region.code == Comment.region_code)
    return query.where(Comment.published_at.is_not(None))


COMMENTS = Register(
    name="comments",
    heading="意见处理表",
    columns=PROJECT
    | PLACE
    | {
        "receipt": "回执号",
        "clause_label": "条款",
        "kind": "来路",
        "type": "类型",
        "source": "来源",
        "opinion": "意见",
        "received_at": "收到",
        "state": "状态",
        "disposition": "处理",
        "answer": "理由",
        "published_at": "公布",
    },
    query=_comments,
    key=(Comment.id,),
    agreement=Standard.agreement_id,
    by={
        "at": Comment.received_at,
        "region": Comment.region_code,
        "standard": Comment.standard_id,
        "person": Comment.answered_by,
    },
)
