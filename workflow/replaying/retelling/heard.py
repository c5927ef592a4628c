"""Marks on feedback told again: which comments, by whom, for which standard."""

from typing import Final

from workflow.records.feedback import FeedbackMark
from workflow.replaying.retelling.book import Act, Book

MARKS: Final = ("mark_for_revision", "take_up_feedback")


def tell(book: Book, act: Act) -> None:
    if act.name in MARKS:
        for id_ in act.facts["feedback"]:
            book.put(FeedbackMark, comment_id=id_, person_id=act.actor, at=act.hour)
