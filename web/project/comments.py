"""The ledger of comments as plain views: filters with their counts, one card a comment, and what the seat may do."""

from typing import Any

from flask import g

from web.present import day, instant
from workflow import engine
from workflow.reads.ledger import Ledger, Line, Wanted
from workflow.records.consultations import Comment
from workflow.standing import Seat, Standing
from workflow.vocabulary import CommentState, Disposition, SeatRole
from workflow.words import say, tell

ON_ONE = {
    "answer_comment": frozenset({CommentState.RECEIVED, CommentState.ANSWERED}),
    "merge_comment": frozenset({CommentState.RECEIVED}),
}
ON_ALL = ("enter_comment", "publish_answers", "comment")
HANDLING = frozenset({SeatRole.DRAFTER, SeatRole.SECRETARY, SeatRole.HANDLER})


def ledger_view(standing: Standing, seat: Seat, found: Ledger, wanted: Wanted) -> dict[str, Any]:
    """The page: what the ledger holds, what it is narrowed to, its rows."""
    offers = {offer.row.name: offer for offer in engine.offers(standing, seat, g.now)}
    open_now = {step for step, offer in offers.items() if offer.is_open}
    return {
        "counts": [{"n": n, "words": tell(state)} for state, n in found.states.items()],
        "kinds": [{"n": n, "words": tell(kind)} for kind, n in found.dispositions.items()],
        "states": _options(CommentState, wanted.state),
        "dispositions": _options(Disposition, wanted.disposition),
        "clauses": [{"value": id_, "words": label, "on": id_ == wanted.clause} for id_, label in found.clauses],
        "rows": [_row(standing, seat, line, open_now) for line in found.rows],
        "offers": [offers[step] for step in ON_ALL if step in offers],
    }


def _options(kind: type[CommentState] | type[Disposition], chosen: object) -> list[dict[str, Any]]:
    return [{"value": member.value, "words": tell(member), "on": member is chosen} for member in kind]


def _row(standing: Standing, seat: Seat, line: Line, open_now: set[str]) -> dict[str, Any]:
    comment = line.comment
    return {
        "id": comment.id,
        "clause": comment.clause_label or say("全文"),
        "href": f"/standards/{standing.standard.id}/text#k-{comment.clause_id}" if comment.clause_id else "",
        "meta": _meta(seat, line),
        "opinion": comment.opinion,
        "facts": _facts(line),
        "state": tell(comment.state),
        "is_answered": comment.disposition is not None,
        "acts": _acts(standing, comment, open_now),
    }


def _meta(seat: Seat, line: Line) -> list[str]:
    comment = line.comment
    told = [comment.name or say("姓名已按期删除"), str(instant(comment.received_at))]
    told += [say("第 {n} 轮", n=line.round)] if line.round else []
    told += [say("代为登记")] if comment.entered_by else []
    return told + ([comment.contact] if comment.contact and seat.role in HANDLING else [])


def _facts(line: Line) -> list[dict[str, str]]:
    comment = line.comment
    rows = [
        {"term": say("ask.proposal"), "words": comment.proposal},
        {"term": say("ask.reason"), "words": comment.reason},
        {"term": say("并入"), "words": say("第 {n} 号意见", n=comment.into_id) if comment.into_id else ""},
        {"term": say("处理"), "words": str(tell(comment.disposition)) if comment.disposition else ""},
        {"term": say("答复"), "words": comment.answer},
        {"term": say("答复人"), "words": _answered(line)},
        {"term": say("提意见人评价"), "words": str(tell(line.satisfaction)) if line.satisfaction else ""},
    ]
    return [row for row in rows if row["words"]]


def _answered(line: Line) -> str:
    comment = line.comment
    if comment.answered_at is None:
        return ""
    said = say("{who}，{day}", who=line.answered_by or "—", day=day(comment.answered_at))
    return said + say("，{day} 公布", day=day(comment.published_at)) if comment.published_at else said


def _acts(standing: Standing, comment: Comment, open_now: set[str]) -> list[dict[str, Any]]:
    """Forms of the door, already pointed at this comment, that come back to it."""
    home = f"/standards/{standing.standard.id}"
    back = f"{home}/comments#m-{comment.id}"
    return [
        {"href": f"{home}/steps/{step}", "words": say(f"step.{step}"), "comment": comment.id, "next": back}
        for step, states in ON_ONE.items()
        if step in open_now and comment.state in states
    ]
