"""Where every standard stood at an hour, told by its own events and not by today's rows, and the choices among them: a
count on a page and the list that it opens are the same choice.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.reads.board import stage_of
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import RESTING, UNDECIDED, Joint, Stage, Track

CARRIED = frozenset({Track.ANNOUNCED, Track.IN_FORCE})
# What a region's track must show to be counted under a name.
PARTS: dict[str, frozenset[Track]] = {
    "taking_part": frozenset(Track) - RESTING,
    "undecided": UNDECIDED,
    "carried": CARRIED,
}
NO_YEAR = "none"
JOINTS = {one.value: one for one in Joint}
TRACKS = {one.value: one for one in Track}


@dataclass(frozen=True)
class Stood:
    """One standard at an hour; `year` is that of its release, None where it is not known or not released."""

    id: int
    agreement_id: int
    state: Joint
    tracks: dict[str, Track]
    lead: str
    field: str
    is_imported: bool
    is_released: bool
    year: int | None

    @property
    def stage(self) -> Stage:
        return stage_of(self.state, is_imported=self.is_imported)


@dataclass(frozen=True)
class Slice:
    """A choice among standards; what is None is not asked."""

    ended: bool | None = None
    stage: Stage | None = None
    state: Joint | None = None
    imported: bool | None = None
    group: int | None = None
    region: str | None = None
    part: str | None = None
    field: str | None = None
    year: str | None = None
    until: str | None = None  # released in this year or before; what has no year counts as before

    def holds(self, one: Stood) -> bool:
        """Whether a standard is chosen."""
        wanted = (
            (self.ended, one.state.is_end),
            (self.stage, one.stage),
            (self.state, one.state),
            (self.imported, one.is_imported),
            (self.group, one.agreement_id),
            (self.field, one.field),
            (self.year, (str(one.year) if one.year else NO_YEAR) if one.is_released else ""),
        )
        told = all(want is None or want == found for want, found in wanted)
        return told and self._is_placed(one) and self._is_by_then(one)

    def _is_by_then(self, one: Stood) -> bool:
        return self.until is None or (one.is_released and str(one.year or 0).zfill(4) <= self.until)

    def _is_placed(self, one: Stood) -> bool:
        if self.region is None:
            return True
        track = one.tracks.get(self.region)
        return track is not None and track in PARTS.get(self.part or "", frozenset(Track) - RESTING)

    def among(self, stock: Iterable[Stood]) -> list[Stood]:
        """Those that are chosen, in the order of the stock."""
        return [one for one in stock if self.holds(one)]


def stock(session: Session, where: Iterable[sa.ColumnElement[bool]], at: datetime) -> list[Stood]:
    """The standards under a condition as they stood at that hour, by number; those that did not exist yet are left
    out. One statement, whatever their number.
    """
    told: dict[int, list[Any]] = {}
    for row in session.execute(_leaves(where, at)):
        told.setdefault(row.object_id, []).append(row)
    return [_stood(id_, rows) for id_, rows in told.items()]


def _leaves(where: Iterable[sa.ColumnElement[bool]], at: datetime) -> sa.Select[*tuple[Any, ...]]:
    """Of each standard the first leaf, the last one by that hour, and that of its release."""
    mine = (Event.noun == "standard", Event.at <= at)
    last = sa.select(Event.object_id, sa.func.max(Event.sequence).label("last")).where(*mine)
    ends = last.group_by(Event.object_id).subquery()
    query = sa.select(Event.object_id, Event.sequence, Event.act, Event.at, Event.leaf, Standard.agreement_id)
    query = query.join(ends, ends.c.object_id == Event.object_id).join(Standard, Standard.id == Event.object_id)
    wanted = sa.or_(Event.sequence.in_((1, ends.c.last)), Event.act == "release")
    return query.where(*mine, wanted, *where).order_by(Event.object_id, Event.sequence)


def _stood(id_: int, rows: list[Any]) -> Stood:
    first, last = json.loads(rows[0].leaf), json.loads(rows[-1].leaf)
    facts, to = first["facts"], last["to"]
    is_imported = rows[0].act == "register_release"
    released = next((row.at for row in rows if row.act == "release"), None)
    year = day_of(released).year if released else _printed(facts.get("released_on"))
    return Stood(
        id=id_,
        agreement_id=rows[-1].agreement_id,
        state=JOINTS[to["joint"]],
        tracks={code: TRACKS[state] for code, state in to["tracks"].items()},
        lead=to["lead"],
        field=facts.get("field", ""),
        is_imported=is_imported,
        is_released=is_imported or released is not None,
        year=year or None,
    )


def _printed(day: str | None) -> int:
    """The year of a day that a source gave."""
    return int(day[:4]) if day else 0
