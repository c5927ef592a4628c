"""The calendar of evaluation and review: when each released standard is due, and how its rounds ended."""

import sqlalchemy as sa

from workflow.exports.registers.engine import PROJECT, Query, Register, title
from workflow.records.reviews import Review
from workflow.records.standards import Standard

R = Review


def _query() -> Query:
    told = (Standard.state, Standard.released_at, Standard.effective_on, Standard.review_from)
    rounds = (R.round, R.trigger, R.opened_at, R.concluded_at, R.outcome)
    query = sa.select(Standard.id.label("standard"), title(), *told, *rounds)
    return query.outerjoin(R, R.standard_id == Standard.id).where(Standard.released_at.is_not(None))


LIVING = Register(
    name="living",
    heading="评估与复审日历",
    columns=PROJECT
    | {
        "state": "状态",
        "released_at": "发布",
        "effective_on": "施行日",
        "review_from": "复审自",
        "round": "轮次",
        "trigger": "缘由",
        "opened_at": "启动",
        "concluded_at": "结束",
        "outcome": "结论",
    },
    query=_query,
    key=(Standard.id, sa.func.coalesce(R.id, 0)),
    agreement=Standard.agreement_id,
    by={"at": Standard.review_from, "standard": Standard.id},
)
