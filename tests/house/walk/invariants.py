"""What must hold in every situation and of every act; the letters are those of the process's own list of invariants."""

from collections.abc import Iterable, Sequence

from tests.house.walk.judge import is_apart
from tests.house.walk.people import FLOOR
from tests.house.walk.roads import Invariants, Roads
from tests.house.walk.situation import (
    MOST_FAILED,
    SAME,
    SAME_LATER,
    Clock,
    Drafters,
    Held,
    Review,
    Serial,
    Situation,
    Word,
)
from workflow.process.row import Row, Scope
from workflow.process.standard import FORWARD
from workflow.vocabulary import LIVE, RESTING, UNDECIDED, WORKING, Joint, TextPurpose, Track

GONE = {Track.DECLINED, Track.WITHDREW, Track.OUTSIDE}
LEFT = {*GONE, Track.REPEALED, Track.SEPARATED}

# Which track states may stand under which joint state; anything else is corruption.
TOGETHER: dict[Joint, set[Track]] = {
    Joint.PROPOSED: {Track.ACCEPTED, Track.INVITED, Track.OUTSIDE},
    Joint.INITIATING: {*UNDECIDED, Track.INITIATED, *GONE},
    Joint.DRAFTING: {*UNDECIDED, Track.INITIATED, *GONE},
    Joint.CONSULTING: {Track.INITIATED, *GONE},
    Joint.ANSWERING: {Track.INITIATED, *GONE},
    Joint.REVIEWING: {Track.INITIATED, *GONE},
    Joint.APPROVING: {Track.INITIATED, Track.APPROVED, Track.OBJECTED, *GONE},
    Joint.SCHEDULED: {Track.APPROVED, Track.CONFIRMED, *GONE},
    Joint.SEALED: {Track.CONFIRMED, *GONE},
    Joint.RELEASED: {Track.ANNOUNCED, Track.ACCEDING, *LEFT},
    Joint.IN_FORCE: {Track.IN_FORCE, Track.ANNOUNCED, Track.ACCEDING, *LEFT},
    Joint.UNDER_REVIEW: {Track.IN_FORCE, Track.ANNOUNCED, Track.ACCEDING, *LEFT},
    Joint.REVISING: {Track.IN_FORCE, Track.ANNOUNCED, Track.ACCEDING, *LEFT},
}
ALL_BEFORE = set().union(*(TOGETHER[joint] for joint in WORKING | {Joint.SCHEDULED, Joint.SEALED}))
# A suspended standard keeps its tracks as they stood, and so does one that ends before it is released.
TOGETHER |= {
    Joint.SUSPENDED: set().union(*(TOGETHER[joint] for joint in WORKING)),
    Joint.TERMINATED: ALL_BEFORE,
    Joint.CONVERTED: ALL_BEFORE | LEFT,
    Joint.REPLACED: {Track.REPLACED, *LEFT},
    Joint.WITHDRAWN: LEFT,
}
GATES = {joint: place for place, joint in enumerate(FORWARD)}
DECIDED = {Joint.SCHEDULED: {Track.APPROVED, Track.CONFIRMED}, Joint.SEALED: {Track.CONFIRMED}}


def takes_part(s: Situation) -> bool:
    """Whether any region is still in it, or deciding."""
    return any(region.track not in RESTING for region in s.regions)


def agreed(s: Situation) -> str | None:
    """W5: a release is arranged only on everybody's fresh yes to today's text, with a number confirmed by two."""
    wanted = DECIDED.get(s.joint)
    if wanted is None:
        return None
    faults = [
        "a region has not agreed" if any(r.track not in wanted for r in s.counted) else "",
        "a yes is not on the present text" if any(r.word is not Word.FRESH for r in s.counted) else "",
        "the text does not name today's participants" if s.text is not TextPurpose.FINAL or not s.suits else "",
        "the number is not confirmed" if s.serial is not Serial.CONFIRMED else "",
        "too few regions" if len(s.counted) < FLOOR else "",
    ]
    return "; ".join(fault for fault in faults if fault) or None


def arranged_only_when_agreed(before: Situation, row: Row, after: Situation) -> str | None:
    """W5, at the acts themselves, before anything is put right by settling."""
    if before.joint not in LIVE and after.joint in LIVE:
        return agreed(before._replace(joint=Joint.SEALED))
    return agreed(after) if row.scope is Scope.JOINT and after.joint is not before.joint else None


def has_drafters(before: Situation, row: Row, after: Situation) -> str | None:
    """W6: whoever releases has drafters in the group, and the group is confirmed."""
    if before.joint in LIVE or after.joint not in LIVE:
        return None
    if any(r.drafters is not Drafters.THERE for r in before.counted):
        return "a region that releases has no drafters"
    return None if before.has_group else "the group is not confirmed"


def has_consulted(before: Situation, row: Row, after: Situation) -> str | None:
    """W6: whoever releases has held a consultation window, and so has whoever goes without a second one."""
    is_release = before.joint not in LIVE and after.joint in LIVE
    is_forgone = (before.joint, after.joint) == (Joint.DRAFTING, Joint.ANSWERING)
    never = (is_release or is_forgone) and any(r.held is not Held.YES for r in before.counted)
    return f"{row.name} with a region that has never posted the draft" if never else None


def all_or_none(before: Situation, row: Row, after: Situation) -> str | None:
    """W7: a release announces every counted region; before it none is announced."""
    tracks = [r.track for r in after.counted]
    if before.joint not in LIVE and after.joint in LIVE:
        moved = [r.track for r in before.counted]
        return None if tracks == [Track.ANNOUNCED] * len(moved) else f"released with {tracks}"
    early = after.joint not in LIVE and Track.ANNOUNCED in tracks
    return "announced before the release" if early else None


NUMBERED: dict[Joint, set[Serial]] = {
    **{joint: {Serial.USED} for joint in LIVE},
    Joint.TERMINATED: {Serial.NONE, Serial.RETIRED},
    Joint.CONVERTED: {Serial.NONE, Serial.RETIRED, Serial.USED},
    Joint.REPLACED: {Serial.USED},
    Joint.WITHDRAWN: {Serial.RETIRED},
}
UNUSED = {Serial.NONE, Serial.RESERVED, Serial.CONFIRMED}


def number_kept(s: Situation) -> str | None:
    """W8: a live standard uses its number, one that ended holds none that was only reserved."""
    return None if s.serial in NUMBERED.get(s.joint, UNUSED) else f"{s.joint} with a number {s.serial}"


def number_spent(before: Situation, row: Row, after: Situation) -> str | None:
    """W8: nothing leaves `retired`, a used one is retired at the end alone, nothing returns to `free`."""
    if row.scope is Scope.NUMBER and row.target is not None and row.target.value == "free":
        return f"{row.name} frees a number"
    is_spent = before.serial in (Serial.RETIRED, Serial.USED) and after.serial is not before.serial
    is_over = after.joint is Joint.WITHDRAWN and after.serial is Serial.RETIRED
    return f"{row.name} takes a spent number" if is_spent and not is_over else None


def together(s: Situation) -> str | None:
    """W9: no track state outside the list."""
    allowed = TOGETHER[s.where] | ({Track.WITHDREW, Track.DECLINED} if s.stood_at else set())
    strange = {r.track for r in s.regions} - allowed
    return f"{', '.join(sorted(strange))} under {s.joint}" if strange else None


def ends_together(before: Situation, row: Row, after: Situation) -> str | None:
    """W9, of an end: what follows an end is forgotten, so it is judged at the act."""
    return together(after) if after.joint.is_end else None


def floor_held(before: Situation, row: Row, after: Situation) -> str | None:
    """W10: no gate opens below the floor, and drafting begins only when all have decided."""
    old, new = GATES.get(before.joint), GATES.get(after.joint)
    if old is None or new is None or new <= old or before.joint is Joint.PROPOSED or before.joint in LIVE:
        return None
    if len(before.counted) < FLOOR:
        return f"{row.name} below the floor"
    is_over = before.joint is Joint.INITIATING and any(r.track in UNDECIDED for r in before.regions)
    return f"{row.name} passes over a region that has not decided" if is_over else None


CONCLUDED = {Joint.IN_FORCE: "confirm", Joint.REVISING: "revise", Joint.WITHDRAWN: "withdraw"}


def reviewed_together(before: Situation, row: Row, after: Situation) -> str | None:
    """W10, of a review: none passes over all others and concludes alone."""
    is_concluded = before.joint is Joint.UNDER_REVIEW is not after.joint and not row.is_system
    agreeing = [r for r in before.counted if r.said.value == CONCLUDED.get(after.joint)]
    is_alone = is_concluded and len(agreeing) < min(FLOOR, len(before.counted))
    return f"{row.name} by {len(agreeing)} of {len(before.counted)}" if is_alone else None


def led(s: Situation) -> str | None:
    """W12: there is a lead whenever a region counts."""
    return "nobody leads" if s.counted and s.regions[0].track in RESTING else None


def stands_still(before: Situation, row: Row, after: Situation) -> str | None:
    """W11: a suspension and its end change nothing but that it stands still."""
    if after.joint is Joint.SUSPENDED is not before.joint:
        kept = after._replace(joint=before.joint, stood_at=None)
    elif before.joint is Joint.SUSPENDED is not after.joint and not after.joint.is_end:
        kept = after._replace(joint=Joint.SUSPENDED, stood_at=before.stood_at, is_pause_over=before.is_pause_over)
        if after.joint is not before.stood_at:
            return f"{row.name} leads from {before.stood_at} to {after.joint}"
    else:
        return None
    return None if kept == before else f"{row.name} changes more than that it stands still"


def alone(before: Situation, row: Row, after: Situation) -> str | None:
    """Only one that is left alone goes on alone."""
    left = [r for r in before.regions if r.track not in RESTING]
    return f"{len(left)} are left" if after.joint is Joint.CONVERTED and len(left) != 1 else None


def failed_once(s: Situation) -> str | None:
    """W15: an open project has failed at most once; a region whose own panel fails again has left."""
    if s.failures > 1 and not s.joint.is_end:
        return f"{s.failures} failures"
    spent = [r for r in s.counted if r.panel is Review.FAILED and r.failed + 1 >= MOST_FAILED]
    return f"{len(spent)} regions stay after their second failure" if spent else None


def passed_by_all(before: Situation, row: Row, after: Situation) -> str | None:
    """W15, of the review: approval begins when the panel of all has passed the text, or that of every region."""
    if before.joint is not Joint.REVIEWING or after.joint is not Joint.APPROVING:
        return None
    if before.is_apart:
        failing = [r for r in before.counted if r.panel is not Review.PASSED]
        return f"{len(failing)} panels have not passed" if failing else None
    return None if before.review is Review.CARRIED else "the panel has not passed"


ASKED = Invariants(
    {"W5": agreed, "W8": number_kept, "W9": together, "W12": led, "W15": failed_once},
    {
        "W5 acts": arranged_only_when_agreed,
        "W6 drafters": has_drafters,
        "W6 window": has_consulted,
        "W7": all_or_none,
        "W15 acts": passed_by_all,
        "W8 acts": number_spent,
        "W9 acts": ends_together,
        "W10": floor_held,
        "W10 review": reviewed_together,
        "W11": stands_still,
        "alone": alone,
    },
)


def dead_ends(roads: Roads) -> list[int]:
    """W2: open situations from which no declared end can be reached."""
    ending = roads.reaching(lambda s: s.joint.is_end)
    return [number for number, s in enumerate(roads.situations) if not s.joint.is_end and number not in ending]


def moving_ends(roads: Roads) -> list[int]:
    """W2: ends from which something still moves."""
    return [number for number, s in enumerate(roads.situations) if s.joint.is_end and roads.successors[number]]


def out_of_reach(roads: Roads) -> list[int]:
    """W3: situations with a region taking part from which the standard can never come into force.

    Declared ends: a grace that is over, and a proposal that has lapsed.
    """
    reaching = roads.reaching(lambda s: s.joint is Joint.IN_FORCE)
    return [
        number
        for number, s in enumerate(roads.situations)
        if number not in reaching and takes_part(s) and not (s.joint.is_end or is_running_out(s))
    ]


def is_running_out(s: Situation) -> bool:
    return s.grace is Clock.OVER or (s.joint is Joint.PROPOSED and s.clock is Clock.OVER)


def states_met(roads: Roads) -> dict[Joint, set[Track]]:
    """Which track states were met under which joint state, with those that the walk does not tell apart; an end keeps
    them as they stood.
    """
    met: dict[Joint, set[Track]] = {}
    for s in roads.situations:
        met.setdefault(s.joint, set()).update(set() if s.joint.is_end else {region.track for region in s.regions})
    for joint, tracks in met.items():
        same = SAME_LATER if joint in LIVE else SAME
        tracks |= {track for track, met_as in same.items() if met_as in tracks}
    return met


# Of words in a text the walk has none: they move no state; taken in tests/workflow/test_{deviating,limiting}.py.
OF_WORDS = frozenset({"confirm_deviation", "confirm_limits", "state_limit", "reject_limits"})
# Of what the public says of a released text: comments there the walk has none; taken in tests/web/test_feedback.py.
OF_FEEDBACK = frozenset({"mark_for_revision", "take_up_feedback"})


def rows_unused(roads: Roads, rows: Iterable[Row]) -> list[str]:
    """W1: rows that nobody ever takes, but for those that begin a life, are walked by themselves, or speak of words."""
    missed = [row for row in rows if not roads.taken.get(row.name) and row.name not in OF_WORDS | OF_FEEDBACK]
    return [row.name for row in missed if not (begins(row) or is_apart(row))]


def begins(row: Row) -> bool:
    return row.scope is Scope.JOINT and not row.source


def states_unmet(roads: Roads, rows: Iterable[Row]) -> set[Joint]:
    """W1: joint states that the table aims at and nobody ever reaches."""
    aimed = {row.target for row in rows if isinstance(row.target, Joint)}
    return aimed - states_met(roads).keys()


def broken(roads: Roads, rows: Sequence[Row]) -> dict[str, str]:
    """Every invariant that does not hold, with the first road that shows it."""
    found = {invariant: roads.told(invariant) for invariant in roads.breaches}
    unused = [*rows_unused(roads, rows), *states_unmet(roads, rows)]
    lost = {"W2": dead_ends(roads) + moving_ends(roads), "W3": out_of_reach(roads)}
    found |= {key: f"{len(n)} times, first after {roads.road_to(n[0])}" for key, n in lost.items() if n}
    return found | ({"W1": f"never taken or reached: {unused}"} if unused else {})
