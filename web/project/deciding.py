"""What an act on several comments would do, before it is taken: which of them, and how the text would read."""

from typing import Any

from web.project.redlines import card
from web.views.redlining import Drawing
from workflow.picture import wishes
from workflow.picture.standing import Case
from workflow.process.row import Row
from workflow.records.consultations import Comment
from workflow.rules.answering import Keeping
from workflow.text.clauses import Text
from workflow.text.redline import ChangeKind, redline
from workflow.words import say, tell

STANDING = (ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.REMOVED)


def preview(case: Case, row: Row, ids: list[int], into: int | None) -> dict[str, Any]:
    """The comments that the act takes, those it cannot take, and what it makes of the text."""
    asked = {ask.name: ask for ask in row.asks}
    choices = asked["comments"].choices
    able = {choice.value for choice in (choices(case) if choices else [])}
    hides = Keeping(case.standing, case.at).hides
    named = [c for c in case.standing.comments if c.id in ids and not hides(c, case.region)]
    chosen = [comment for comment in named if comment.id in able]
    told: dict[str, Any] = {"cards": [], "into": None, "targets": [], "answer": ""}
    misplaced: tuple[int, ...] = ()
    if "into" in asked:
        told |= _merging(case, row, named, into)
        chosen = [comment for comment in chosen if comment.id != told["into"]]
    if row.name == "apply_comments":
        misplaced, told["cards"] = _applied(case, [comment.id for comment in chosen])
        chosen = [comment for comment in chosen if comment.id not in misplaced]
        told["answer"] = say("采纳。已按所提字句修改。")
    left = [comment for comment in named if comment not in chosen and comment.id != told["into"]]
    along = [c for c in case.standing.comments if c.into_id in {comment.id for comment in chosen}]
    return told | {
        "chosen": [_line(comment) for comment in chosen],
        "left": [_line(comment) | {"why": _why(comment, misplaced)} for comment in left],
        "along": len(along),
    }


def _merging(case: Case, row: Row, named: list[Comment], into: int | None) -> dict[str, Any]:
    """Into which of them: the one that was chosen, else a choice among them all."""
    ask = next(ask for ask in row.asks if ask.name == "into")
    able = {choice.value for choice in (ask.choices(case) if ask.choices else [])}
    targets = [comment for comment in named if comment.id in able]
    chosen = next((comment.id for comment in targets if comment.id == into), None)
    return {"into": chosen, "targets": [_line(comment) for comment in targets]}


def _applied(case: Case, ids: list[int]) -> tuple[tuple[int, ...], list[dict[str, Any]]]:
    """The comments without a place of their own, and the redline of all the others."""
    misplaced = wishes.granted(case.standing, ids).misplaced
    after = wishes.granted(case.standing, [id_ for id_ in ids if id_ not in misplaced])
    old = case.standing.written
    changes = redline(old, Text(old.meta, after.clauses))
    drawing = Drawing.of(changes, case.standing.places)
    return misplaced, [card(change, drawing) for change in changes if change.kind in STANDING]


def _line(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "clause": comment.clause_label,
        "opinion": comment.opinion,
        "proposal": comment.proposal,
        "now": [str(tell(comment.state)), *([str(tell(comment.disposition))] if comment.disposition else [])],
        "href": f"#m-{comment.id}",
    }


def _why(comment: Comment, misplaced: tuple[int, ...]) -> str:
    if comment.id in misplaced:
        return say("所引字句已不是原样，或与另一条改同一处")
    return (
        say("处在“{state}”，不能这样办理", state=comment.state)
        if comment.proposal
        else say("没有提出字句，或不能这样办理")
    )
