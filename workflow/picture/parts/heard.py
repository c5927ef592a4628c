"""What the public said of a released text, and which of it goes into the next revision; each costs a statement."""

from functools import cached_property

import sqlalchemy as sa

from workflow.picture.parts.life import LifeParts
from workflow.records.consultations import Comment
from workflow.records.feedback import FeedbackMark
from workflow.vocabulary import CommentKind


class HeardParts(LifeParts):
    """Feedback on this standard, and on the one that it revises."""

    @cached_property
    def feedback(self) -> list[Comment]:
        """What was said of this standard since its release and nobody has marked for a revision."""
        marked = sa.select(FeedbackMark.comment_id).where(FeedbackMark.standard_id == self.standard.id)
        mine = (Comment.standard_id == self.standard.id, Comment.kind == CommentKind.FEEDBACK)
        return self._all(sa.select(Comment).where(*mine, Comment.id.not_in(marked)).order_by(Comment.id))

    @cached_property
    def inherited(self) -> list[Comment]:
        """What was marked on the standard that this one revises, for this one to take up."""
        before = self.standard.predecessor_id
        done = sa.select(FeedbackMark.comment_id).where(FeedbackMark.standard_id == self.standard.id)
        query = sa.select(Comment).join(FeedbackMark, FeedbackMark.comment_id == Comment.id)
        wanted = (FeedbackMark.standard_id == before, Comment.id.not_in(done))
        return self._all(query.where(*wanted).order_by(Comment.id)) if before else []
