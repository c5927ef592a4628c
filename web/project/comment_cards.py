"""One comment as a card: who said what of which words, what became of it, and what the seat may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.present import day, instant
from workflow.picture.standing import Seat, Standing
from workflow.reads.ledger import Line
from workflow.text.anchoring import Hold
from workflow.vocabulary import CommentState, SeatRole
from workflow.words import say, tell

ON_ONE = {
    "answer_comment": frozenset({CommentState.RECEIVED, CommentState.ANSWERED}),
    "merge_comment": frozenset({CommentState.RECEIVED}),
}
HANDLING = frozenset({SeatRole.DRAFTER, SeatRole.SECRETARY, SeatRole.HANDLER})


@dataclass(frozen=True)
class Bench:
    """Who looks at which project, what is open to that seat, and which versions took words from which comments."""

    standing: Standing
    seat: Seat
    open: frozenset[str]
    taken: Mapping[int, list[int]]

    @property
    def home(self) -> str:
        return f"/standards/{self.standing.standard.id}"


def card(bench: Bench, line: Line) -> dict[str, Any]:
    """A comment with all that became of it, and what the seat may do with it."""
    comment = line.comment
    return {
        "id": comment.id,
        "clause": comment.clause_label or say("全文"),
        "meta": _meta(bench.seat, line),
        "quote": comment.quote,
        "hold": "" if comment.id in bench.taken else _hold(line),
        "opinion": comment.opinion,
        "facts": _facts(bench, line),
        "state": tell(comment.state),
        "is_answered": comment.disposition is not None,
        "is_open": comment.state in (CommentState.RECEIVED, CommentState.ANSWERED),
        "like": f"{bench.home}/comments?like={comment.id}",
        "acts": _acts(bench, line),
    }


def _hold(line: Line) -> str:
    """What became of the words it hangs on, where they are not as they were."""
    if line.anchor.hold is Hold.LOST:
        return say("所引字句在最新文本中已找不到") if line.comment.quote else say("该条已不在最新文本中")
    return say("所引字句已改动") if line.anchor.hold is Hold.CHANGED and line.comment.quote else ""


def _meta(seat: Seat, line: Line) -> list[str]:
    comment = line.comment
    told = [comment.organisation] if comment.organisation else []
    told += [comment.name or say("姓名已按期删除"), str(instant(comment.received_at))]
    told += [say("第 {n} 轮", n=line.round)] if line.round else []
    told += [str(tell(comment.type)), str(tell(comment.source))]
    told += [say("审查意见")] if comment.panel_id else [say("代为登记")] if comment.entered_by else []
    told += [say("ask.confirmed")] if comment.is_confirmed else []
    return told + ([comment.contact] if comment.contact and seat.role in HANDLING else [])


def _facts(bench: Bench, line: Line) -> list[dict[str, str]]:
    comment, standing = line.comment, bench.standing
    place = comment.region_code if comment.region_code in standing.places else None
    inside = [str(tell(comment.inside)), comment.inside_note] if comment.inside else []
    taken = bench.taken.get(comment.into_id or comment.id, [])
    rows = [
        {"term": say("ask.proposal"), "words": comment.proposal},
        {"term": say("ask.reason"), "words": comment.reason},
        {"term": say("来自地区"), "words": str(tell(standing.named(place))) if place else ""},
        {"term": say("ask.inside"), "words": say("：").join(part for part in inside if part)},
        {"term": say("ask.assignee"), "words": str(tell(line.assignee)) if line.assignee else ""},
        {"term": say("并入"), "words": say("第 {n} 号意见", n=comment.into_id) if comment.into_id else ""},
        {"term": say("处理"), "words": str(tell(comment.disposition)) if comment.disposition else ""},
        {"term": say("答复"), "words": comment.answer},
        {"term": say("答复人"), "words": _answered(line)},
        {"term": say("改入文本"), "words": say("、").join(say("文本 {n}", n=n) for n in taken)},
        {"term": say("提意见人评价"), "words": str(tell(line.satisfaction)) if line.satisfaction else ""},
    ]
    return [row for row in rows if row["words"]]


def _answered(line: Line) -> str:
    comment = line.comment
    if comment.answered_at is None:
        return ""
    said = say("{who}，{day}", who=line.answered_by or "—", day=day(comment.answered_at))
    return said + say("，{day} 公布", day=day(comment.published_at)) if comment.published_at else said


def _acts(bench: Bench, line: Line) -> list[dict[str, Any]]:
    """Forms already pointed at this comment, that come back to it."""
    comment = line.comment
    back = f"{bench.home}/comments#m-{comment.id}"
    acts = [
        {"href": f"{bench.home}/steps/{step}", "words": say(f"step.{step}"), "name": "comment", "next": back}
        for step, states in ON_ONE.items()
        if step in bench.open and comment.state in states
    ]
    if _applies(bench, line):
        href = f"{bench.home}/comments/apply_comments"
        acts.append({"href": href, "words": say("step.apply_comments"), "name": "comments", "next": back})
    return acts


def _applies(bench: Bench, line: Line) -> bool:
    comment = line.comment
    is_open = comment.state in ON_ONE["answer_comment"] and bool(comment.proposal)
    return "apply_comments" in bench.open and is_open and line.anchor.hold is Hold.EXACT
