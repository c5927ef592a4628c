"""Feedback marked for the next revision, and marked as taken up by that revision: the same mark by other people."""

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.feedback import FeedbackMark


def mark_for_revision(work: Work, case: Case) -> None:
    _marked(work, case)


def take_up_feedback(work: Work, case: Case) -> None:
    _marked(work, case)


def _marked(work: Work, case: Case) -> None:
    assert case.seat is not None
    by = {"standard_id": case.standing.standard.id, "person_id": case.seat.person_id, "at": work.at}
    work.insert_many(FeedbackMark, [{"comment_id": id_, **by} for id_ in sorted(set(case.answers["feedback"]))])
