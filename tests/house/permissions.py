"""Reads off the running table who may take which step in which state, line by line, for people who do not read code."""

from collections.abc import Iterator
from functools import cache

from tests.house.walk.faults import CONVERTS
from tests.house.walk.invariants import TOGETHER
from tests.house.walk.people import CODES, EXPERTS, NOW, authority, department, expert, made, office, seat
from tests.house.walk.picture import picture
from tests.house.walk.situation import APART, Clock, Drafters, Region, Review, Serial, Situation
from workflow.picture.standing import Case, Seat, Standing
from workflow.process import machine
from workflow.process.row import BACK, Row, Scope
from workflow.process.standard import TABLE
from workflow.records.amendments import Amendment
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.vocabulary import (
    WORKING,
    AmendmentState,
    CommentState,
    Duty,
    DutyKind,
    Joint,
    MotionState,
    Purpose,
    Role,
    SeatRole,
    TextPurpose,
    Track,
)
from workflow.who import SEATED, holds

PARTS = {
    Scope.PANEL: "the panel",
    Scope.NUMBER: "the number",
    Scope.COMMENT: "a comment",
    Scope.DUTY: "a duty",
    Scope.MOTION: "a motion",
    Scope.AMENDMENT: "the amendment",
}
ENDS = (("review.region_failure", "ends"),)
INSIDE = (("comments.inside_days", 10),)  # regions go through their own comments first
FULL = (Review.FORMING, Review.DECLARED, Review.VOTING)


def lines() -> list[str]:
    """Every permission, by the state of the standard and then in the order of the table."""
    found = ["# state of the standard | who | step | own track stands at | what it moves"]
    for joint in TOGETHER:
        allowed = [line for row in TABLE for role in row.who for line in _allowed(row, role, joint)]
        found += ["", f"## {joint.value}", *allowed] if allowed else []
    return found


def _allowed(row: Row, role: Role, joint: Joint) -> Iterator[str]:
    """One line for a row and role in this state, if anybody may; `any` is every track state that can stand there."""
    if row.is_system:
        standings = (standing for track in Track if track in TOGETHER[joint] for standing in _standings(joint, track))
        if any(machine.is_placed(row, Case(standing, None, NOW)) for standing in standings):
            yield f"{joint.value} | {role.value} | {row.name} | - | {_moved(row)}"
        return
    known = [track for track in Track if track in TOGETHER[joint]]
    tracks = [track for track in known if _may(row, role, joint, track)]
    if tracks:
        own = "any" if tracks == known else ", ".join(track.value for track in tracks)
        signs = " (signed)" if row.signs else ""
        yield f"{joint.value} | {role.value} | {row.name}{signs} | {own} | {_moved(row)}"


def _may(row: Row, role: Role, joint: Joint, track: Track) -> bool:
    """Whether a seat of the role, in a region whose track stands there, has a button: asked of machine and relation."""
    return any(
        machine.is_placed(row, case) and holds(role, case)
        for standing in _standings(joint, track)
        for case in (Case(standing, who, NOW) for who in _seats(role))
    )


@cache
def _seats(role: Role) -> tuple[Seat | None, ...]:
    kind = SEATED.get(role)
    if kind is None:
        return (None,)
    if kind is SeatRole.EXPERT:
        return tuple(expert(place, 2) for place in range(len(EXPERTS)))
    return (seat(kind, CODES[0]),)


@cache
def _standings(joint: Joint, track: Track) -> list[Standing]:
    """Standards in that state, the actor's region at that track, every part in any of its states."""
    own, other = Region(track, Drafters.THERE), Region(Track.INITIATED, Drafters.THERE)
    serials = (Serial.NONE, Serial.RESERVED)
    stood_at = next(at for at in Joint if at in WORKING and track in TOGETHER[at]) if joint is Joint.SUSPENDED else None
    found = [
        Situation(
            joint,
            (own, beside),
            TextPurpose.FINAL,
            has_group=True,
            serial=serial,
            review=review,
            clock=Clock.RUNNING,
            stood_at=stood_at,
        )
        for beside in (other, Region(Track.OUTSIDE), Region(Track.DECLINED))
        for review in FULL
        for serial in serials
    ]
    if joint is Joint.REVIEWING:
        found += [_by_region(own, other, panel) for panel in FULL]
    found += [s._replace(agreed=agreed) for s in found for agreed in (CONVERTS, ENDS, INSIDE) if s is found[0]]
    under_way = [state for state in AmendmentState if not state.is_end]
    return [_with_parts(picture(s)) for s in found] + [_with_parts(picture(found[0]), state) for state in under_way]


def _by_region(own: Region, other: Region, panel: Review) -> Situation:
    """The same where each region reviews for itself; of the actor's region no more than a panel is added."""
    regions = tuple(region._replace(panel=panel) for region in (own, other))
    return Situation(Joint.REVIEWING, regions, TextPurpose.FINAL, has_group=True, agreed=APART)


def _with_parts(standing: Standing, amendment: AmendmentState | None = None) -> Standing:
    duties = [
        made(StandardDuty, id=n, state=state, kind=DutyKind.MEASURE, organ_id=department(CODES[0]), title="")
        for n, state in enumerate(Duty)
    ]
    offices = [office(CODES[0], p, 1, department(CODES[0]), Role.COSIGNER) for p in Purpose]
    offices += [office(CODES[0], p, 2, authority(CODES[0]), Role.HANDLER) for p in Purpose]
    chain = [*offices, *standing.chain]
    motions = [made(Motion, id=1, state=MotionState.TABLED)]
    amendments = [made(Amendment, id=1, number=1, state=amendment)] if amendment else []
    standing.__dict__.update(chain=chain, duties=duties, comment_counts=dict.fromkeys(CommentState, 2))
    standing.__dict__.update(remark_counts=dict.fromkeys(CommentState, 1))
    standing.__dict__.update(motions=motions, amendments=amendments)
    return standing


def _moved(row: Row) -> str:
    """What the row moves, from where to where."""
    whither = "where it stood" if BACK in row.moves else row.target.value if row.target else "stays"
    match row.scope:
        case Scope.JOINT:
            return f"the standard: {whither}"
        case Scope.OWN:
            return f"its own track: {whither}"
        case Scope.NAMED:
            return f"the track of a region it names, at {_sorted(row)}: {whither}"
        case Scope.GATE:
            return "the gate of its own region"
    return f"{PARTS[row.scope]}{f', {_sorted(row)}' if row.source else ''}: {whither}"


def _sorted(row: Row) -> str:
    return ", ".join(sorted(state.value for state in row.source))
