"""The tables of a project that are held against its acts, and by what a row of each is known."""

from dataclasses import dataclass
from typing import Final

from workflow.db import Record
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.records.checking import Waiver
from workflow.records.comment_uses import CommentHandover, CommentUse
from workflow.records.consultations import Addressee, Comment, Consultation, RegionWindow
from workflow.records.deviating import DeviationConfirmation
from workflow.records.explaining import ExplanationPart
from workflow.records.feedback import FeedbackMark
from workflow.records.followups import StandardDuty
from workflow.records.informing import InformedDepartment
from workflow.records.limits import LimitJudgement
from workflow.records.motions import Motion, MotionVote
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.records.papers import Paper
from workflow.records.positions import Position
from workflow.records.releases import Announcement, Release
from workflow.records.reviews import Review
from workflow.records.standards import Claim, Drafter, Hand, Standard, StandardTrack
from workflow.records.standstill import Alert, AlertAnswer
from workflow.records.suggestions import AnswerMark


@dataclass(frozen=True)
class Noun:
    """A table: the columns by which a row is known in the record, and the table through which it is a project's."""

    record: type[Record]
    keys: tuple[str, ...]
    parent: type[Record] | None = None
    by: str = ""


NOUNS: Final = (
    Noun(Standard, ("id",)),
    Noun(StandardTrack, ("region_code",)),
    Noun(Hand, ("person_id", "role")),
    Noun(Drafter, ()),
    Noun(Paper, ()),
    Noun(Claim, ()),
    Noun(Position, ("id",)),
    Noun(Consultation, ("id",)),
    Noun(RegionWindow, ("consultation_id", "region_code"), Consultation, "consultation_id"),
    Noun(Addressee, ("id",), Consultation, "consultation_id"),
    Noun(Comment, ("id",)),
    Noun(CommentUse, ("comment_id", "version_id"), Comment, "comment_id"),
    Noun(CommentHandover, ("consultation_id", "region_code"), Consultation, "consultation_id"),
    Noun(FeedbackMark, ("comment_id", "standard_id")),
    Noun(AnswerMark, ("comment_id",), Comment, "comment_id"),
    Noun(Waiver, ("id",)),
    Noun(Alert, ("id",)),
    Noun(AlertAnswer, ("id",)),
    Noun(DeviationConfirmation, ("id",)),
    Noun(LimitJudgement, ("id",)),
    Noun(InformedDepartment, ("id",)),
    Noun(ExplanationPart, ("id",)),
    Noun(ReviewPanel, ("id",)),
    Noun(PanelMember, ("panel_id", "person_id"), ReviewPanel, "panel_id"),
    Noun(Demand, ()),
    Noun(Release, ("id",)),
    Noun(Announcement, ("release_id", "region_code"), Release, "release_id"),
    Noun(StandardDuty, ("id",)),
    Noun(Review, ("id",)),
    Noun(Amendment, ("id",)),
    Noun(AmendmentPart, ("amendment_id", "region_code"), Amendment, "amendment_id"),
    Noun(Motion, ("id",)),
    Noun(MotionVote, ("id",), Motion, "motion_id"),
)
