"""The law of answering comments: who handles which, what a region does with its own first, whose words fit."""

from datetime import datetime

from workflow import clock
from workflow.picture import wishes
from workflow.picture.standing import Case, Standing
from workflow.records.consultations import Comment
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Inside, Joint, Role

ARTICLE_14 = "《地方标准管理办法》第十三、十四条（待核）；设计"


class Keeping:
    """Two terms decide: sealed until the consultation closes, and days for which a region goes through its own."""

    def __init__(self, standing: Standing, at: datetime) -> None:
        self.is_sealing = standing.terms["comments.sealed"].value is True
        self.days = standing.terms.days("comments.inside_days")
        self.rounds = {one.id: one for one in standing.consultations} if self.is_sealing or self.days else {}
        self.handed = standing.handovers if self.days else frozenset()
        self.today, self.is_asking = clock.day_of(at), standing.where is Joint.CONSULTING

    @property
    def keeps(self) -> bool:
        """Whether anything can be kept at all."""
        return bool(self.rounds)

    def __call__(self, comment: Comment) -> bool:
        asked = self.rounds.get(comment.consultation_id or 0)
        if asked is None or comment.region_code is None:
            return False
        if asked.closed_at is None:
            is_handed = (asked.id, comment.region_code) in self.handed
            return self.is_asking and (self.is_sealing or (self.days > 0 and not is_handed))
        is_over = self.today > clock.days_after(clock.day_of(asked.closed_at), self.days)
        return self.days > 0 and not is_over and (asked.id, comment.region_code) not in self.handed

    def hides(self, comment: Comment, region: str | None) -> bool:
        """Whether a comment is kept from those who read for a region: each reads its own."""
        return comment.region_code != region and self(comment)


def _unreached(case: Case) -> Facts | None:
    """A handler handles what came through the own window, everybody else what no region keeps."""
    named = {*case.answers.get("comments", ()), *(case.answers.get(name) for name in ("comment", "into"))} - {None}
    keeping = Keeping(case.standing, case.at)
    is_own = case.role is Role.HANDLER
    if not named or not (keeping.keeps or is_own):
        return None
    found = [c for c in case.standing.comments if c.id in named]
    wrong = [c for c in found if (c.region_code != case.region if is_own else keeping(c))]
    return {"comments": _numbered(wrong), "n": len(wrong)} if wrong else None


def _numbered(comments: list[Comment]) -> str:
    return "、".join(str(comment.id) for comment in comments)


comments_reached = of_answers(Rule("comments_reached", "设计", _unreached, Role.HANDLER))


def _merges_into_itself(case: Case) -> Facts | None:
    return {} if case.answers.get("into") in case.answers.get("comments", ()) else None


none_into_itself = of_answers(Rule("not_into_itself", "设计", _merges_into_itself))


def _misplaced(case: Case) -> Facts | None:
    """Words are put in by themselves only where the very words they are for still stand, each in its own place."""
    named = case.answers.get("comments", ())
    lost = wishes.granted(case.standing, named).misplaced if named else ()
    return {"comments": "、".join(map(str, lost)), "n": len(lost)} if lost else None


words_placed = of_answers(Rule("words_placed", ARTICLE_14, _misplaced, Role.DRAFTER))


def _handed_already(case: Case) -> Facts | None:
    asked = case.standing.consultation
    return {} if asked is not None and (asked.id, case.region) in case.standing.handovers else None


not_handed_over = Rule("not_handed_over", "设计", _handed_already)


def _unreasoned(case: Case) -> Facts | None:
    is_rejected = case.answers.get("inside") is Inside.REJECTED
    return {} if is_rejected and not case.answers.get("inside_note") else None


inside_reasoned = of_answers(Rule("inside_reasoned", ARTICLE_14, _unreasoned, Role.HANDLER))
