"""Departments asked about a standard 会签: region by region who proposes, who co-signs, who is informed, how it stands,
since when, who was reminded, and how far the region's lateness was told up the ladder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock, gates
from workflow.picture.standing import Case, Standing
from workflow.records.agreements import Office
from workflow.records.informing import InformedDepartment
from workflow.records.notices import RegionNotice
from workflow.records.positions import Position
from workflow.rules.debts import debt, next_rung, rung_of
from workflow.vocabulary import COUNTED, UNDECIDED, Concurrence, DepartmentPart, Named, PaperKind, Purpose, Role

REMINDER = "tell_department_late"
ASKED = (Purpose.INITIATION, Purpose.RELEASE, Purpose.REVIEW, Purpose.ACCESSION, Purpose.AMENDMENT)


@dataclass(frozen=True)
class Asked:
    """One department in one part; `gate` is where a co-signer speaks, `position` what it said last."""

    region: str
    organ: Named
    part: DepartmentPart
    state: Concurrence
    gate: Purpose | None = None
    since: datetime | None = None
    due: date | None = None
    position: Position | None = None
    note: str = ""


@dataclass(frozen=True)
class Ladder:
    """How far a region's lateness was told: reminders of its departments, urging, and the rung with its next step."""

    region: str
    reminded: list[datetime]
    urged_on: date | None
    due: date | None
    rung: int
    next: datetime | None


@dataclass(frozen=True)
class Matrix:
    """The departments of a standard by region, and each region's ladder."""

    asked: list[Asked]
    ladders: list[Ladder]

    def of(self, region: str, part: DepartmentPart) -> list[Asked]:
        return [one for one in self.asked if one.region == region and one.part is part]


def matrix(session: Session, standing: Standing, at: datetime) -> Matrix:
    """The regions that take part, in the group's order."""
    case = Case(standing, None, at)
    codes = [code for code, track in standing.tracks.items() if track.state in COUNTED | UNDECIDED]
    told = _informed(session, standing)
    asked = [
        one
        for code in codes
        for one in (*_proposing(standing, code), *_cosigning(standing, code, at), *told.get(code, []))
    ]
    reminded = _reminded(session, standing)
    return Matrix(asked, [_ladder(case, code, reminded.get(code, [])) for code in codes])


def _proposing(standing: Standing, code: str) -> Iterator[Asked]:
    """The department that applies for the region; since it did, or since it was named."""
    track = standing.tracks[code]
    if track.department_id is None or track.department_id not in standing.organs:
        return
    mine = (p for p in reversed(standing.papers) if (p.region_code, p.kind) == (code, PaperKind.APPLICATION))
    paper = next(mine, None)
    state = Concurrence.APPLIED if paper is not None else Concurrence.OPEN
    since = paper.at if paper is not None else track.since
    yield Asked(code, standing.organ(track.department_id), DepartmentPart.PROPOSE, state, since=since)


def _cosigning(standing: Standing, code: str, at: datetime) -> Iterator[Asked]:
    """Each department of the region's chains at each gate that asks it."""
    for purpose in ASKED:
        own = [o for o in standing.chain if (o.region_code, o.purpose, o.role) == (code, purpose, Role.COSIGNER)]
        for office in own:
            yield _cosigner(standing, office, clock.day_of(at))


def _cosigner(standing: Standing, office: Office, today: date) -> Asked:
    organ, code = standing.organ(office.organ_id), office.region_code
    position = gates.position_of(standing, office)
    if position is not None:
        return Asked(
            code, organ, DepartmentPart.COSIGN, _said(standing, position), office.purpose, position.at, None, position
        )
    mine = (t for t in standing.turns if (t.region_code, t.role, t.organ_id) == (code, Role.COSIGNER, office.organ_id))
    turn = next(mine, None) if gates.in_hand(standing, code) is office.purpose else None
    if turn is None:
        return Asked(code, organ, DepartmentPart.COSIGN, Concurrence.NOT_DUE, office.purpose)
    is_late = turn.due_on is not None and turn.due_on < today
    state = Concurrence.LATE if is_late else Concurrence.OPEN
    return Asked(code, organ, DepartmentPart.COSIGN, state, office.purpose, turn.since, turn.due_on)


def _said(standing: Standing, position: Position) -> Concurrence:
    if position.stand.blocks:
        return Concurrence.BLOCKS
    return Concurrence.SPOKEN if gates.is_fresh(standing, position) else Concurrence.STALE


def _informed(session: Session, standing: Standing) -> dict[str, list[Asked]]:
    """Who was told, the latest word to each department."""
    query = sa.select(InformedDepartment).where(InformedDepartment.standard_id == standing.standard.id)
    latest = {one.organ_id: one for one in session.scalars(query.order_by(InformedDepartment.id))}
    found: dict[str, list[Asked]] = {}
    for one in latest.values():
        told = Asked(
            one.region_code,
            standing.organ(one.organ_id),
            DepartmentPart.INFORM,
            Concurrence.TOLD,
            since=one.at,
            note=one.notes,
        )
        found.setdefault(one.region_code, []).append(told)
    return found


def _reminded(session: Session, standing: Standing) -> dict[str, list[datetime]]:
    """When each region was told of a late department: a timer that came for nothing told nobody, a notice did."""
    mine = (RegionNotice.standard_id == standing.standard.id, RegionNotice.step == REMINDER)
    query = sa.select(RegionNotice.region_code, RegionNotice.queued_at).where(*mine).order_by(RegionNotice.id)
    found: dict[str, list[datetime]] = {}
    for code, at in session.execute(query):
        found.setdefault(code, []).append(at)
    return found


def _ladder(case: Case, code: str, reminded: list[datetime]) -> Ladder:
    track = case.standing.tracks[code]
    return Ladder(code, reminded, track.urged_on, debt(case, code), rung_of(case, code), next_rung(case, code))
