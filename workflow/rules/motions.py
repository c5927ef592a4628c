"""The law of motions 共商事项: who votes, when one carries, and that what it carried moves at once or never."""

from dataclasses import dataclass
from typing import Any

from workflow import clock
from workflow.picture.standing import Case
from workflow.records.motions import Motion
from workflow.rules.leaving import heirs
from workflow.rules.shapes import Facts, Rule, lasted
from workflow.vocabulary import (
    BEFORE,
    COUNTED,
    LIVE,
    UNDECIDED,
    WORKING,
    Joint,
    MotionKind,
    MotionState,
    Role,
    Stand,
    Track,
)

YES = frozenset({Stand.AGREE, Stand.AGREE_NOTES})
WRITTEN = WORKING - {Joint.INITIATING}
WAITED_FOR = WORKING - {Joint.ANSWERING} | {Joint.SCHEDULED}
OWED_IN = WAITED_FOR | {Joint.UNDER_REVIEW}


@dataclass(frozen=True)
class Kind:
    """A kind of motion: while the standard stands where it may be tabled, which tracks it may name, what it must say
    (`plan`: at least one of the plan's fields).
    """

    during: frozenset[Joint]
    names: frozenset[Track] = frozenset()
    wants: tuple[str, ...] = ()


PLAN = ("title_zh", "title_en", "scope", "territory")
SHARES = ("clauses", "responsible")
KINDS: dict[MotionKind, Kind] = {
    MotionKind.SUSPEND: Kind(WORKING, wants=("until",)),
    MotionKind.RESUME: Kind(frozenset({Joint.SUSPENDED})),
    MotionKind.TERMINATE: Kind(WORKING | {Joint.SUSPENDED}),
    MotionKind.EXTEND_PLAN: Kind(WORKING),
    MotionKind.ADJUST_PLAN: Kind(WRITTEN, wants=("plan",)),
    MotionKind.TRANSFER_LEAD: Kind(BEFORE | LIVE, names=COUNTED),
    MotionKind.GO_ON_WITHOUT: Kind(OWED_IN, names=UNDECIDED | COUNTED),
    MotionKind.ADMIT: Kind(LIVE, names=frozenset({Track.ACCEDING})),
    MotionKind.SHARE_CLAUSES: Kind(WRITTEN, wants=SHARES),
}


def motion_of(case: Case) -> Motion | None:
    """The motion that the answers name."""
    return next((m for m in case.standing.motions if m.id == case.answers.get("motion")), None)


def is_live(case: Case, motion: Motion) -> bool:
    """Whether a motion could still move something: its kind has its place, the region it names stands where it did."""
    law, track = KINDS[motion.kind], case.standing.tracks.get(motion.region_code or "")
    return case.standing.state in law.during and (track is None or track.state in law.names)


def voters(case: Case, motion: Motion) -> list[str]:
    """Whose approvers decide: the counted regions (before any counts, those that will), but for the one it concerns."""
    standing = case.standing
    concerned = {
        MotionKind.GO_ON_WITHOUT: motion.region_code,
        MotionKind.TRANSFER_LEAD: standing.standard.lead_region,
    }.get(motion.kind)
    return [code for code in heirs(case) if code != concerned]


def stands(case: Case, motion: Motion) -> dict[str, Stand]:
    """The latest word of each region on a motion."""
    return {vote.region_code: vote.stand for vote in case.standing.motion_votes if vote.motion_id == motion.id}


@dataclass(frozen=True)
class Tally:
    """The votes of those who may vote, counted."""

    voters: int
    spoken: int
    agree: int
    blocks: int
    lead_agrees: bool = False


def tally(case: Case, motion: Motion) -> Tally:
    said = stands(case, motion)
    words = [said[code] for code in voters(case, motion) if code in said]
    return Tally(
        len(voters(case, motion)),
        len(words),
        sum(word in YES for word in words),
        sum(word.blocks for word in words),
        said.get(case.standing.standard.lead_region) in YES,
    )


def carries(votes: Tally, rule: Any, *, is_due: bool, needs: int = 2, needs_half: bool = True) -> bool:
    """Whether a motion has carried: `rule` is `default`, `lead`, `all`, or a number of regions that must agree.

    By default at once when all have spoken without a block and `needs` agree (one, where there is one voter); when the
    term is over, more than half must have agreed. A blocking position stops every motion but one of the lead alone.
    """
    if rule == "lead":
        return votes.lead_agrees
    if votes.blocks or not votes.voters:
        return False
    if rule == "all":
        return votes.agree == votes.voters
    if rule != "default":
        return votes.agree >= int(rule)
    if votes.agree < min(needs, votes.voters):
        return False
    is_enough = not needs_half or 2 * votes.agree > votes.voters
    return votes.spoken == votes.voters or (is_due and is_enough)


def passing_term(kind: MotionKind) -> str:
    """The key of the term that says how a kind of motion carries."""
    return f"motion.pass.{kind.value}"


def has_carried(case: Case, motion: Motion) -> bool:
    """Admitting asks for one yes alone: the newcomer publishes under its own power."""
    is_admission = motion.kind is MotionKind.ADMIT
    rule = case.standing.terms[passing_term(motion.kind)].value
    is_due = case.at >= clock.end_of(motion.decide_by)
    return carries(
        tally(case, motion), rule, is_due=is_due, needs=1 if is_admission else 2, needs_half=not is_admission
    )


def _silent(case: Case, motion: Motion) -> list[str]:
    said = stands(case, motion)
    return [code for code in voters(case, motion) if said.get(code) not in YES]


def _unpassed(case: Case) -> Facts | None:
    motion = motion_of(case)
    if motion is None or has_carried(case, motion):
        return None if motion else {"regions": [], "until": "—", "instant": "—"}
    until = motion.decide_by
    return {"regions": case.among(_silent(case, motion)), "until": until, "instant": clock.end_of(until)}


def _unlost(case: Case) -> Facts | None:
    motion = motion_of(case)
    is_lost = motion is not None and case.at >= clock.end_of(motion.decide_by) and not has_carried(case, motion)
    return None if is_lost else {"until": motion.decide_by if motion else "—"}


motion_passes = Rule("motion_carried", "设计", _unpassed, Role.APPROVER)
motion_over = Rule("motion_over", "设计", _unlost)


def carried(case: Case, kind: MotionKind) -> Motion | None:
    """The motion of this kind that carries in this very act, and names the region of the answers if it names one."""
    return next(
        (
            m
            for m in case.standing.motions
            if (m.kind, m.state, m.ended_at, m.moved_at) == (kind, MotionState.CARRIED, case.at, None)
            and m.region_code in (None, case.answers.get("region"))
        ),
        None,
    )


def motion_carried(kind: MotionKind) -> Rule:
    """A motion of this kind carries now."""
    return Rule("motion_carried", "设计", lambda case: None if carried(case, kind) else {"regions": [], "until": "—"})


def tabled(case: Case) -> list[Motion]:
    return [m for m in case.standing.motions if m.state is MotionState.TABLED]


suspension_over = lasted(
    "suspension_over",
    lambda case: (
        clock.start_of(case.standing.standard.suspended_until) if case.standing.standard.suspended_until else None
    ),
    cites="设计",
)
