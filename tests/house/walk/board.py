"""What the board says in each situation: who is waited for, and whether those people have a button for it."""

from collections.abc import Iterator

from tests.house.walk.people import CODES, EXPERTS, NOW, expert, seat
from tests.house.walk.picture import picture
from tests.house.walk.roads import Roads
from tests.house.walk.situation import Clock, Situation
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.gaps.gap import Gap
from workflow.process.missing import gaps
from workflow.process.reasons import misplaced
from workflow.process.standard import ROWS
from workflow.vocabulary import Joint, SeatRole
from workflow.who import SEATED


def waiting(s: Situation) -> bool:
    """Whether somebody must be waited for: before the end, with a region in it, and no clock run out unnoticed."""
    is_open = not s.joint.is_end and s.joint is not Joint.IN_FORCE and bool(s.counted)
    has_run_out = s.grace is Clock.OVER or (s.clock is Clock.OVER and s.joint is not Joint.REVIEWING)
    return is_open and not has_run_out


def silent(roads: Roads) -> list[int]:
    """Situations in which the board says nothing."""
    return [n for n, s in enumerate(roads.situations) if waiting(s) and not gaps(picture(s), NOW)]


def without_a_button(roads: Roads) -> dict[str, str]:
    """The gaps that send somebody to a step that nobody of that office has a button for, each with a road to it."""
    found: dict[str, str] = {}
    for number, s in enumerate(roads.situations):
        if waiting(s):
            standing = picture(s)
            for gap in gaps(standing, NOW):
                if gap.step and not _has_button(standing, gap, len(s.regions)):
                    found.setdefault(f"{gap.key} under {s.joint}", f"{gap.step} by {gap.role}: {roads.road_to(number)}")
    return found


def _has_button(standing: Standing, gap: Gap, regions: int) -> bool:
    return any(misplaced(ROWS[gap.step], Case(standing, who, NOW)) is None for who in _told(gap, regions))


def _told(gap: Gap, regions: int) -> Iterator[Seat]:
    """Everybody whom the gap tells that it is their turn."""
    assert gap.role is not None
    kind = SEATED[gap.role]
    if kind is SeatRole.EXPERT:
        return (expert(place, regions) for place in range(len(EXPERTS)))
    return (seat(kind, code) for code in CODES[:regions] if gap.region in (None, code))
