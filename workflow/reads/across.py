"""Figures across all groups, for the public and for who looks on from above: what each released, by state and year, how
long it took; and, for him alone, how many projects are under way. No title is told that is not public.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.picture.standing import Seat
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.portal import by_year, in_year
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.records.standards import Standard
from workflow.vocabulary import PUBLIC, Joint, SeatRole, Stage

WATCHING = frozenset({SeatRole.OBSERVER, SeatRole.AUDITOR})
STATES = tuple(state for state in Joint if state in PUBLIC)
STAGES = (Stage.INITIATION, Stage.DRAFTING, Stage.RELEASE)


@dataclass(frozen=True)
class Way:
    """A standard that went the whole way here, and in how many days."""

    standard: Standard
    days: int


@dataclass(frozen=True)
class Across:
    """Counts by group: of each state, of each year; days from the first initiation to the release."""

    states: dict[int, dict[Joint, int]]
    years: dict[int, dict[int, int]]
    ways: dict[int, list[Way]]

    def total(self, group: int) -> int:
        return sum(self.states.get(group, {}).values())

    def middle(self, group: int) -> int | None:
        """The median of the days; None where nothing went the whole way here."""
        found = self.ways.get(group)
        return round(median(way.days for way in found)) if found else None


def across(session: Session) -> Across:
    """All of it, in five statements whatever there is."""
    counted = sa.select(Standard.agreement_id, Standard.state, sa.func.count(Standard.id)).where(IS_PUBLIC)
    states: dict[int, dict[Joint, int]] = {}
    for group, state, n in session.execute(counted.group_by(Standard.agreement_id, Standard.state)):
        states.setdefault(group, {})[state] = n
    return Across(states, _years(session, [year for year, _ in by_year(session)]), _ways(session))


def _years(session: Session, years: Iterable[int]) -> dict[int, dict[int, int]]:
    wanted = list(years)
    if not wanted:
        return {}
    each = [sa.func.count(sa.case((in_year(year), Standard.id))) for year in wanted]
    query = sa.select(Standard.agreement_id, *each).where(IS_PUBLIC).group_by(Standard.agreement_id)
    return {group: dict(zip(wanted, counts, strict=True)) for group, *counts in session.execute(query)}


def _ways(session: Session) -> dict[int, list[Way]]:
    """Of what was made here, not entered from records; the longest first."""
    first = sa.select(Event.object_id, sa.func.min(Event.at).label("at"))
    begun = first.where(Event.noun == "standard", Event.act == "initiate").group_by(Event.object_id).subquery()
    query = sa.select(Standard, begun.c.at, Standard.released_at)
    query = query.join(begun, begun.c.object_id == Standard.id).where(IS_PUBLIC, Standard.released_at.is_not(None))
    found: dict[int, list[Way]] = {}
    for standard, start, end in session.execute(query):
        days = (clock.day_of(end) - clock.day_of(start)).days
        found.setdefault(standard.agreement_id, []).append(Way(standard, days))
    return {group: sorted(ways, key=lambda way: (-way.days, way.standard.id)) for group, ways in found.items()}


def may_count_projects(seat: Seat | None) -> bool:
    """Whoever looks on for the installation, not for a region, is told how many projects stand at each stage."""
    return seat is not None and seat.region is None and seat.role in WATCHING


def under_way(session: Session) -> dict[int, dict[Stage, int]]:
    """Projects before their release by group and stage, as bare counts."""
    query = sa.select(Standard.agreement_id, Standard.state, sa.func.count(Standard.id))
    query = query.where(sa.not_(IS_PUBLIC), Standard.state.not_in([s for s in Joint if s.is_end]))
    found: dict[int, dict[Stage, int]] = {}
    for group, state, n in session.execute(query.group_by(Standard.agreement_id, Standard.state)):
        stages = found.setdefault(group, {})
        stages[state.stage] = stages.get(state.stage, 0) + n
    return found


def names(session: Session) -> dict[int, Agreement]:
    """The agreements under which anything is counted, by id."""
    mine = sa.select(Standard.agreement_id).distinct()
    return {one.id: one for one in session.scalars(sa.select(Agreement).where(Agreement.id.in_(mine)))}
