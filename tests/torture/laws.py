"""The invariants of process.md as a real standard must keep them after every act; each fault is a sentence."""

from collections.abc import Iterator
from datetime import datetime

from tests.cast import World
from tests.house.walk.invariants import TOGETHER
from tests.torture.player import seats_of
from workflow import who
from workflow.picture.standing import Case, Standing
from workflow.process import machine
from workflow.process.standard import ROWS
from workflow.records.standards import Turn
from workflow.vocabulary import BEFORE, LIVE, RESTING, Joint, Number, Purpose, Role, Stand, TextPurpose, Track
from workflow.who import role_of

ANNOUNCED = frozenset({Track.ANNOUNCED, Track.IN_FORCE})
RELEASING = frozenset({Joint.SCHEDULED, Joint.SEALED})
YES = frozenset({Stand.AGREE, Stand.AGREE_NOTES})


def faults(world: World, standing: Standing, at: datetime) -> Iterator[str]:
    """Everything in which one standard breaks the law."""
    where = f"{standing.standard.id} {standing.state.value} {[t.state.value for t in standing.tracks.values()]}"
    for law in (agreed, all_or_none, numbered, together, led, parted):
        yield from (f"{law.__name__}: {fault} at {where}" for fault in law(standing))
    yield from (f"no button: {fault} at {where}" for fault in buttonless(world, standing, at))


def agreed(standing: Standing) -> Iterator[str]:
    """W5: a sealed release rests on every region's fresh yes to the present text, with a number confirmed by two."""
    if standing.state is not Joint.SEALED or any(t.state is Track.OBJECTED for t in standing.tracks.values()):
        return
    text = standing.frozen
    if text is None or text.purpose is not TextPurpose.FINAL:
        yield "sealed without a final text"
        return
    for code in standing.counted:
        said = [p for p in standing.positions if p.region_code == code and p.purpose is Purpose.RELEASE]
        mine = [p for p in said if p.role is Role.APPROVER and p.round == max(q.round for q in said)]
        if standing.tracks[code].state is Track.CONFIRMED and not (
            mine and max(mine, key=lambda p: p.id).stand in YES and mine[-1].text_hash == text.text_hash
        ):
            yield f"W5 {code} is sealed without a fresh yes"
    if standing.serial is None or standing.serial.confirmed_by is None:
        yield "W5 sealed without a number confirmed by two"


def all_or_none(standing: Standing) -> Iterator[str]:
    """W7: before the release nobody is announced; after it nobody who counts is undecided."""
    states = {track.state for track in standing.tracks.values()}
    if standing.state in BEFORE and states & ANNOUNCED:
        yield "W7 announced before the release"
    if standing.state in LIVE and states & {Track.INITIATED, Track.APPROVED, Track.CONFIRMED, Track.OBJECTED}:
        yield "W7 left behind by the release"


def numbered(standing: Standing) -> Iterator[str]:
    """W8: a live standard uses its one serial; one that ended before holds none in reserve."""
    states = [serial.state for serial in standing.serials]
    if standing.state in LIVE and states.count(Number.USED) != 1:
        yield f"W8 live with serials {states}"
    if standing.state in BEFORE and Number.USED in states:
        yield f"W8 unreleased with serials {states}"
    if standing.state is Joint.TERMINATED and Number.RESERVED in states:
        yield "W8 ended with a serial in reserve"


def together(standing: Standing) -> Iterator[str]:
    """W9: no track state outside the list; a change of mind under a seal stands until the release aborts."""
    allowed = TOGETHER[standing.where] | ({Track.WITHDREW, Track.DECLINED} if standing.standard.stood_at else set())
    allowed |= {Track.OBJECTED} if standing.state in RELEASING else set()
    strange = {track.state for track in standing.tracks.values()} - allowed
    if strange:
        yield f"W9 {sorted(strange)}"


def led(standing: Standing) -> Iterator[str]:
    """W12: a lead exists whenever a counted region exists."""
    lead = standing.tracks.get(standing.standard.lead_region)
    if standing.counted and not standing.state.is_end and (lead is None or lead.state in RESTING):
        yield "W12 nobody leads"


def parted(standing: Standing) -> Iterator[str]:
    """I7: nobody took part in two roles of which one excludes the other."""
    for person, hands in standing.hands.items():
        both = {(role, other) for role in hands for other in who.EXCLUDED.get(role, frozenset()) & hands}
        if both:
            yield f"I7 person {person} was {sorted(both)}"


def buttonless(world: World, standing: Standing, at: datetime) -> Iterator[str]:
    """Whose turn it is has a button for it, drawn or greyed."""
    for turn in standing.turns:
        if turn.step and not _has_button(world, standing, turn, at):
            yield f"{turn.step} of {turn.role} {turn.region_code} {turn.organ_id} {turn.person_id}"


def _has_button(world: World, standing: Standing, turn: Turn, at: datetime) -> bool:
    row = ROWS[turn.step]
    cases = (Case(standing, seat, at) for seat in seats_of(world, standing, turn, at))
    return any(machine.is_placed(row, case) and role_of(row.who, case) is not None for case in cases)
