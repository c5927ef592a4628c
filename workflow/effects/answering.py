"""Comments handled many at a time: answered, merged, assigned, put into the text, gone through by their region."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from workflow.db import Work
from workflow.effects.drafting import redrafted
from workflow.picture import wishes
from workflow.picture.standing import Case
from workflow.records.comment_uses import CommentHandover, CommentUse
from workflow.records.consultations import Comment
from workflow.text.applying import Use


def _with_merged(ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """These comments and those merged into them."""
    named = sorted(ids)
    return sa.or_(Comment.id.in_(named), Comment.into_id.in_(named))


def _answered(work: Work, case: Case) -> dict[str, Any]:
    said = {"disposition": case.answers["disposition"], "answer": case.answers["answer"]}
    return said | {"answered_by": case.seat.person_id if case.seat else None, "answered_at": work.at}


def answer_comments(work: Work, case: Case) -> None:
    """One answer for all of them."""
    work.update(Comment, _with_merged(case.answers["comments"]), **_answered(work, case))


def merge_comments(work: Work, case: Case) -> None:
    """Many into one; what was merged into them goes along, and an answer that stands already answers for all."""
    into = next(c for c in case.standing.comments if c.id == case.answers["into"])
    told: dict[str, Any] = {"disposition": into.disposition, "answer": into.answer}
    told |= {"answered_by": into.answered_by, "answered_at": into.answered_at}
    work.update(Comment, _with_merged(case.answers["comments"]), into_id=into.id, **told)


def assign_comments(work: Work, case: Case) -> None:
    work.update(Comment, Comment.id.in_(case.answers["comments"]), assignee_id=case.answers["assignee"])


def apply_comments(work: Work, case: Case) -> dict[str, Any]:
    """The proposed words become a new version of the text, which knows what each comment changed."""
    granted = wishes.granted(case.standing, case.answers["comments"])
    told = redrafted(work, case, lambda old: granted.clauses)
    work.insert_many(CommentUse, [_row(use, told["version"]) for use in granted.uses])
    work.update(Comment, _with_merged(case.answers["comments"]), **_answered(work, case))
    return told | {"uses": [[use.comment, use.clause] for use in granted.uses]}


def _row(use: Use, version: int) -> dict[str, Any]:
    changed = {"before": use.before, "after": use.after}
    return {"comment_id": use.comment, "version_id": version, "clause_id": use.clause, **changed}


def weigh_comments(work: Work, case: Case) -> None:
    """What the region says of its own before all see them; the last word counts."""
    said = {"inside": case.answers["inside"], "inside_note": case.answers.get("inside_note", "")}
    work.update(Comment, Comment.id.in_(case.answers["comments"]), **said)


def hand_over_comments(work: Work, case: Case) -> dict[str, Any]:
    asked = case.standing.consultation
    assert asked is not None
    who = {"handed_by": case.seat.person_id if case.seat else 0, "handed_at": work.at}
    work.insert_many(
        CommentHandover,
        [{"consultation_id": asked.id, "region_code": case.region, "note": case.answers.get("note", ""), **who}],
    )
    return {"consultation": asked.id}
