"""How long projects stood in each stage in each region, and before which steps they waited, told by their own events
as of any hour. A region's time is its own part of the way: what others still owe is not on its account.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.reads.stock import JOINTS, TRACKS
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import COUNTED, PUBLIC, UNDECIDED, Joint, Stage, Track

# Acts that can move a standard or a track; whatever else was done on the way moved nothing.
MOVING: Final = sorted(
    name
    for name, row in ROWS.items()
    if row.moves or row.begets or (row.target is not None and row.scope in (Scope.JOINT, Scope.OWN, Scope.NAMED))
)
AT_WORK: Final = COUNTED - {Track.CONFIRMED, Track.IN_FORCE}  # who confirmed waits for the others


@dataclass(frozen=True)
class Moved:
    """Where a standard stood after an act."""

    standard_id: int
    agreement_id: int
    at: datetime
    act: str
    region: str | None
    joint: Joint
    tracks: dict[str, Track]


@dataclass(frozen=True)
class Spell:
    """Days that one project spent in a stage in a region; one under way is counted until the hour asked for."""

    standard_id: int
    agreement_id: int
    stage: Stage
    region: str
    days: int
    is_under_way: bool


@dataclass(frozen=True)
class Wait:
    """Days that one project stood still before a step was taken."""

    standard_id: int
    agreement_id: int
    step: str
    region: str | None
    on: date
    days: int


def spells(session: Session, where: Iterable[sa.ColumnElement[bool]], at: datetime) -> list[Spell]:
    """Every stage of every region in the standards under a condition, as known at that hour. One statement; what was
    entered from records is left out, for nobody recorded its way.
    """
    return [one for course in _courses(session, where, at) for one in _spent(course, at)]


def waits(session: Session, where: Iterable[sa.ColumnElement[bool]], since: date, at: datetime) -> list[Wait]:
    """How long each standard had stood still before each step that moved it, of steps since a day until an hour; what
    is released waits for nothing.
    """
    found = (one for course in _courses(session, where, at) for one in _stood_still(course))
    return [one for one in found if one.on >= since]


def stage_in(joint: Joint, track: Track) -> Stage | None:
    """The stage in which a region is at work; none while it waits for others, is done, or takes no part."""
    if joint.is_end or joint is Joint.SUSPENDED:
        return None
    if track in UNDECIDED:
        return Stage.INITIATION
    if track is Track.ANNOUNCED:
        return Stage.IMPLEMENTATION
    shared = joint.stage if joint.stage in (Stage.DRAFTING, Stage.RELEASE) else None
    return shared if track in AT_WORK else None


def _courses(session: Session, where: Iterable[sa.ColumnElement[bool]], at: datetime) -> Iterator[list[Moved]]:
    """The moves of each standard that was made here, in order."""
    query = sa.select(Event.object_id, Event.at, Event.act, Event.region_code, Event.leaf, Standard.agreement_id)
    query = query.join(Standard, Standard.id == Event.object_id)
    moving = sa.or_(Event.sequence == 1, Event.act.in_(MOVING))
    query = query.where(Event.noun == "standard", Event.at <= at, moving, Standard.is_imported.is_(False), *where)
    rows = session.execute(query.order_by(Event.object_id, Event.sequence))
    for _, course in groupby(rows, key=lambda row: row.object_id):
        yield [_moved(row) for row in course]


def _moved(row: Any) -> Moved:
    to = json.loads(row.leaf)["to"]
    tracks = {code: TRACKS[state] for code, state in to["tracks"].items()}
    return Moved(row.object_id, row.agreement_id, row.at, row.act, row.region_code, JOINTS[to["joint"]], tracks)


def _spent(course: list[Moved], at: datetime) -> Iterator[Spell]:
    seconds: dict[tuple[Stage, str], float] = {}
    now: set[tuple[Stage, str]] = set()
    for one, until in zip(course, [*(each.at for each in course[1:]), at], strict=True):
        works = ((stage_in(one.joint, track), region) for region, track in one.tracks.items())
        now = {(stage, region) for stage, region in works if stage is not None}
        for key in now:
            seconds[key] = seconds.get(key, 0.0) + (until - one.at).total_seconds()
    first = course[0]
    for key, spent in seconds.items():
        yield Spell(first.standard_id, first.agreement_id, *key, _days(spent), key in now)


def _stood_still(course: list[Moved]) -> Iterator[Wait]:
    rested = course[0].at
    for before, one in pairwise(course):
        if (before.joint, before.tracks) == (one.joint, one.tracks):
            continue
        days = _days((one.at - rested).total_seconds())
        rested = one.at
        if before.joint in PUBLIC:
            continue
        yield Wait(one.standard_id, one.agreement_id, one.act, one.region, day_of(one.at), days)


def _days(seconds: float) -> int:
    """Whole days, rounded."""
    return round(seconds / 86400)
