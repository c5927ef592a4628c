"""How the vote of a review panel is counted: who must have spoken, by when a letter is answered, what carries."""

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from workflow.judges import members_of, named, panel_of
from workflow.picture.standing import Case
from workflow.records.panels import PanelMember
from workflow.rules.shapes import Facts, Rule, none_left, of_answers, present
from workflow.terms import Terms
from workflow.vocabulary import Panel, Role, Stand

FOR: Final = frozenset({Stand.AGREE, Stand.AGREE_NOTES})
COMMITTEE: Final = "committee"  # of `review.rule`; the other choice is `present`


class Count(NamedTuple):
    """A vote: of how many members how many took part, and how many of these were for it and against it."""

    members: int
    there: int
    agree: int
    against: int


class Shares(NamedTuple):
    """What a vote needs: so many of the members; of those there so many for it, and at most so many against it."""

    quorum: Fraction
    agree: Fraction
    against: Fraction


def shares(terms: Terms) -> Shares:
    """The present rule lets abstentions weigh against the text and caps nothing; the committee's caps the noes."""
    if terms["review.rule"].value == COMMITTEE:
        wanted = ("review.committee_quorum", "review.committee_pass", "review.committee_against")
        return Shares(*map(terms.share, wanted))
    return Shares(terms.share("review.quorum"), terms.share("review.pass"), Fraction(1))


def carries(count: Count, needs: Shares) -> bool:
    """By the rule of those present 6 of 8 carry and 5 of 7 do not."""
    is_enough = count.agree >= needs.agree * count.there
    return count.there > 0 and is_enough and count.against <= needs.against * count.there


def judges(case: Case) -> list[PanelMember]:
    """The members that no declared interest bars."""
    return [m for m in members_of(case) if m.interest in (None, "none")]


def _is_letter(case: Case) -> bool:
    panel = panel_of(case)
    return panel is not None and panel.by_letter


def at_a_meeting(case: Case) -> bool:
    """Whether there is somebody to sign in: a letter goes to every member."""
    return not _is_letter(case)


def needed(case: Case) -> int:
    """How many members must be there, or must have replied."""
    return ceil(shares(case.standing.terms).quorum * len(judges(case)))


def replies_until(case: Case) -> date | None:
    """The last day on which letters are waited for: that named when the review was called, but not sooner than the term
    after the vote opened.
    """
    panel = panel_of(case)
    if panel is None or not panel.by_letter or panel.opened_at is None:
        return None
    return max(panel.meets_on, case.standing.due(panel.opened_at, case.standing.terms.days("review.reply_days")))


def _replies_are_over(case: Case) -> bool:
    until = replies_until(case)
    return until is not None and case.today > until


def signed_in(case: Case) -> set[int]:
    """Who is there when the vote opens: whom the chair names, else who signed in."""
    named = case.answers.get("present")
    return set(named) if named else {m.person_id for m in members_of(case) if m.is_present}


def own_place(case: Case) -> PanelMember | None:
    """The actor on the panel of the act."""
    return next((m for m in members_of(case) if case.seat and m.person_id == case.seat.person_id), None)


def _signed_in(case: Case) -> Facts | None:
    mine = own_place(case)
    return {"at": mine.signed_in_at} if mine is not None and mine.signed_in_at else None


def _voted(case: Case) -> Facts | None:
    mine = own_place(case)
    return {"at": mine.voted_at} if mine is not None and mine.vote is not None else None


def _is_barred(case: Case) -> Facts | None:
    mine = own_place(case)
    barred = mine is not None and mine.interest not in (None, "none")
    return {"interest": f"interest.{mine.interest}"} if mine is not None and barred else None


not_signed_in = Rule("not_signed_in", "设计", _signed_in)
one_vote = Rule("one_vote", "部门规则（已见）；通行做法（待核）", _voted)
not_barred = Rule("not_barred", "通行做法（待核）", _is_barred, Role.SECRETARY)


def _quorum(case: Case) -> Facts | None:
    if _is_letter(case):
        return None
    members = {m.person_id for m in judges(case)}
    there, need = len(members & signed_in(case)), needed(case)
    return {"present": there, "members": len(members), "need": need} if there < need else None


quorum_met = of_answers(Rule("quorum_met", "部门规则（已见）；通行做法（待核）", _quorum, Role.CHAIR))
vote_open = present(
    "vote_open",
    lambda case: any(panel.state is Panel.VOTING for panel in named(case)),
    cites="设计",
    cure=Role.CHAIR,
)


def taking_part(case: Case) -> list[PanelMember]:
    """Who counts as there: at a meeting who signed in, by letter who replied."""
    is_letter = _is_letter(case)
    return [m for m in judges(case) if (m.vote is not None if is_letter else m.is_present)]


def waited_for(case: Case) -> list[PanelMember]:
    """Whose vote is missing; letters are waited for no longer once time is over and enough have come."""
    if not _is_letter(case):
        return [m for m in taking_part(case) if m.vote is None]
    is_enough = _replies_are_over(case) and len(taking_part(case)) >= needed(case)
    return [] if is_enough else [m for m in judges(case) if m.vote is None]


votes_in = none_left(
    "votes_in",
    lambda case: [case.standing.person(m.person_id) for m in waited_for(case)],
    cites="部门规则（已见）；设计",
    cure=Role.REVIEWER,
    fact="names",
)


def _lacking(case: Case) -> Facts | None:
    """A vote that can be concluded is not cast again until somebody likes it."""
    return None if waited_for(case) else {"n": len(taking_part(case))}


votes_lacking = Rule("votes_lacking", "设计", _lacking, Role.CHAIR)


def _still_due(case: Case) -> Facts | None:
    return {"date": replies_until(case)} if _is_letter(case) and not _replies_are_over(case) else None


replies_over = Rule("replies_over", "部门规则（已见）", _still_due, Role.REVIEWER, replies_until)


def tally(case: Case) -> Count:
    """An abstention is there, and neither for nor against."""
    there = taking_part(case)
    said = [m.vote for m in there]
    return Count(len(judges(case)), len(there), sum(v in FOR for v in said), said.count(Stand.DISAGREE))


def _carried(case: Case) -> Facts | None:
    count, needs = tally(case), shares(case.standing.terms)
    told = {"agree": count.agree, "present": count.there, "against": count.against, "share": str(needs.agree)}
    return None if carries(count, needs) else told


def _lost(case: Case) -> Facts | None:
    count, needs = tally(case), shares(case.standing.terms)
    return {"agree": count.agree, "present": count.there} if carries(count, needs) else None


vote_carried = Rule("vote_carried", "部门规则（已见）", _carried)
vote_lost = Rule("vote_lost", "部门规则（已见）", _lost)
