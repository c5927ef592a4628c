"""Imitates, on situations, what the effects write besides the states; the states themselves come from the table.

Each function bears the name of its row, as the effects do, and gives every situation that may follow.
"""

from tests.house.walk.answers import Answers
from tests.house.walk.people import CODES, FLOOR, OWN_DAY
from tests.house.walk.situation import (
    Clock,
    Drafters,
    Posting,
    Region,
    Review,
    Said,
    Serial,
    Situation,
    Successor,
    Word,
)
from workflow.picture.standing import Case
from workflow.rules import leaving
from workflow.vocabulary import COUNTED, Joint, Stand, TextPurpose

FROZEN_IN = {
    Joint.DRAFTING: TextPurpose.CONSULTATION,
    Joint.ANSWERING: TextPurpose.REVIEW,
    Joint.APPROVING: TextPurpose.FINAL,
}


def initiate(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """A region that joins while the text is written makes the group due again."""
    return [s._replace(has_group=s.has_group and s.joint is not Joint.DRAFTING)]


def name_drafters(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, drafters=Drafters.THERE)._replace(has_group=False)]


def confirm_group(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(has_group=True)]


def save_draft(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(text=s.text or TextPurpose.DRAFT)]


def freeze_text(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """New words: who had agreed, agreed to others."""
    regions = tuple(r._replace(word=Word.STALE) if r.word is Word.FRESH else r for r in s.regions)
    purpose = FROZEN_IN[s.joint]
    demands = s.has_demands and not answers.get("met")
    return [s._replace(regions=regions, text=purpose, suits=purpose is TextPurpose.FINAL, has_demands=demands)]


def open_consultation(s: Situation, place: int, answers: Answers) -> list[Situation]:
    regions = tuple(r._replace(window=Posting.PLANNED) if r.track in COUNTED else r for r in s.regions)
    return [s._replace(regions=regions, clock=Clock.NONE)]


def post_draft(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """The last posting fixes the closing day for all."""
    posted = s.with_region(place, window=Posting.POSTED)
    is_last = all(r.window is Posting.POSTED for r in posted.counted)
    return [posted._replace(clock=Clock.RUNNING) if is_last else posted]


def extend_window(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(clock=Clock.RUNNING if s.clock is Clock.OVER else s.clock)]


def comment(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(has_comments=s.joint is Joint.ANSWERING)]


def answer_comment(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(has_comments=False)]


def call_review(s: Situation, place: int, answers: Answers) -> list[Situation]:
    if s.is_apart:
        regions = (r._replace(panel=Review.FORMING, term=Clock.NONE) if r.track in COUNTED else r for r in s.regions)
        return [s._replace(regions=tuple(regions), clock=Clock.NONE)]
    return [s._replace(review=Review.FORMING, clock=Clock.NONE)]


def sitting(s: Situation, place: int, panel: Review | None = None, notice: Clock | None = None) -> list[Situation]:
    """The panel of all, or that of the region at this place, has come so far, and so has its notice."""
    if s.is_apart:
        region = s.regions[place]
        return [s.with_region(place, panel=panel or region.panel, term=notice or region.term)]
    return [s._replace(review=panel or s.review, clock=notice or s.clock)]


def appoint_panel(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return sitting(s, place, Review.NOTICED, Clock.RUNNING)


def declare_interest(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """The last of the members declares: nobody has an interest, or one has."""
    return sitting(s, place, Review.DECLARED if answers["interest"] == "none" else Review.RECUSED)


def open_vote(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return sitting(s, place, notice=Clock.NONE)


def vote(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """The last of the votes is cast."""
    return sitting(s, place, Review.CARRIED if answers["position"] is Stand.AGREE else Review.LOST)


def redo_vote(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return sitting(s, place, Review.DECLARED, Clock.OVER)


def pass_review(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(has_demands=s.has_demands or "demands" in answers)]


def approve_release(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, word=Word.FRESH)]


def object_release(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, word=Word.BLOCK)]


def confirm_number(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(serial=Serial.CONFIRMED)]


def schedule_release(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(clock=Clock.RUNNING)]


def enter_into_force(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """The years until the review begin."""
    return [s._replace(clock=Clock.RUNNING)]


def release(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(clock=Clock.RUNNING)]


def withdraw_from_project(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """Its drafters leave with it; whether the editor in chief was among them is left open, if others remain."""
    was_there = s.regions[place].drafters is Drafters.THERE
    left = s.with_region(place, drafters=Drafters.NONE) if was_there else s
    others = any(r.drafters is Drafters.THERE for r in left.counted)
    without = left._replace(has_group=False)
    if not (was_there and s.has_group):
        return [left]
    return [left, without] if others else [without]


def leave_after_failures(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """As a leaving, but for one end: the editor in chief is the first region's, as the picture has it."""
    there = [n for n, region in enumerate(s.regions) if region.drafters is Drafters.THERE]
    left = s.with_region(place, drafters=Drafters.NONE)
    return [left._replace(has_group=s.has_group and place not in there[:1])]


def open_review(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """A new round: nobody has said anything in it, and nobody is passed over."""
    return [s._replace(regions=tuple(r._replace(said=Said.NONE, is_over=False) for r in s.regions))]


def take_review_position(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """Who was passed over and says nothing that the others have not said counts again."""
    said = Said(answers["outcome"].value)
    others = {r.said for n, r in enumerate(s.regions) if n != place and r in judging(s)}
    is_over = s.regions[place].is_over and not others <= {said, Said.NONE}
    return [s.with_region(place, said=said, is_over=is_over)]


def judging(s: Situation) -> list[Region]:
    """The regions whose words decide a review; where too few would, nobody is passed over."""
    deciding = [r for r in s.counted if not r.is_over]
    return deciding if len(deciding) >= min(FLOOR, len(s.counted)) else s.counted


def start_revision(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s._replace(successor=Successor.RUNNING)]


def conclude_confirm(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """The years until the next review begin anew."""
    return [s._replace(clock=Clock.RUNNING)]


def pass_over(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, is_over=True)]


def accede(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """Whatever an earlier time in this standard left does not speak for this one."""
    return [s.with_region(place, term=Clock.NONE, is_admitted=False)]


def post_at_home(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, term=Clock.RUNNING)]


def admit(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [s.with_region(place, is_admitted=True)]


def announce_accession(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """With the day of all where it is still ahead, else from today; or with a later day of its own."""
    is_later = answers["effective"] == OWN_DAY[Clock.RUNNING]
    at_once = Clock.NONE if s.joint is Joint.RELEASED else Clock.OVER
    return [s.with_region(place, term=Clock.RUNNING if is_later else at_once)]


def go_on_without(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return withdraw_from_project(s, place, answers)


def adjust_plan(s: Situation, place: int, answers: Answers) -> list[Situation]:
    """Titles are metadata: a final text under the former ones is not the present one any more."""
    return [s._replace(suits=False)]


def transfer_lead(s: Situation, place: int, answers: Answers) -> list[Situation]:
    return [led_by(s, place)]


def led_by(s: Situation, place: int) -> Situation:
    """The lead stands in the first place."""
    regions: tuple[Region, ...] = (s.regions[place], *s.regions[:place], *s.regions[place + 1 :])
    return s._replace(regions=regions)


def lead_falls(s: Situation, place: int, answers: Answers, case: Case) -> Situation:
    """The heir takes the first place."""
    return led_by(s, CODES.index(leaving.heirs(case)[0]))


MANY = {
    function.__name__: function
    for function in (
        initiate,
        name_drafters,
        confirm_group,
        save_draft,
        freeze_text,
        open_consultation,
        post_draft,
        extend_window,
        comment,
        answer_comment,
        call_review,
        appoint_panel,
        declare_interest,
        open_vote,
        vote,
        redo_vote,
        pass_review,
        approve_release,
        object_release,
        confirm_number,
        schedule_release,
        release,
        withdraw_from_project,
        enter_into_force,
        open_review,
        take_review_position,
        start_revision,
        conclude_confirm,
        pass_over,
        accede,
        post_at_home,
        admit,
        announce_accession,
        go_on_without,
        adjust_plan,
        transfer_lead,
    )
} | {
    "enter_comment": comment,
    "pass_review_here": pass_review,
    "leave_after_failures": leave_after_failures,
    "take_back_comment": answer_comment,
    "merge_comment": answer_comment,
    **dict.fromkeys(("call_early_review", "reopen_review", "revision_failed"), open_review),
}
