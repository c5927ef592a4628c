"""What a person sees before signing: what changed since the last signature, what others said, what comes next."""

from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import gates
from workflow.picture import manuscript
from workflow.picture.standing import Seat, Standing
from workflow.reads.inbox import MOST, URGENT, mine
from workflow.reads.texts import touched_on_the_way
from workflow.records.agreements import Office
from workflow.records.events import Event, Log
from workflow.records.positions import Position
from workflow.records.standards import Standard, Turn
from workflow.records.texts import Version
from workflow.text.freshness import concerning
from workflow.text.redline import ClauseChange, redline
from workflow.vocabulary import Purpose, Standing3
from workflow.who import SEATED


@dataclass(frozen=True)
class Since:
    """The text as it stands and how it differs from the one this office signed last."""

    signed: Version | None
    frozen: Version | None
    changes: list[ClauseChange] = field(default_factory=list)
    touched: dict[str, list[Version]] = field(default_factory=dict)  # clause id → the versions that changed it
    ours: list[str] = field(default_factory=list)  # the clauses for which the region must look again


@dataclass(frozen=True)
class Said:
    """What an office of another region said in the present round; no position means that it has not spoken."""

    office: Office
    position: Position | None
    is_fresh: bool


def since_signature(session: Session, standing: Standing, seat: Seat, frozen: Version | None) -> Since:
    """The redline since the last signature of this person or this office: how the text to be signed differs from it."""
    signed = signed_by(standing, seat)
    if frozen is None or signed is None or signed.id == frozen.id:
        return Since(signed, frozen)
    old, new = manuscript.load(session, signed), manuscript.load(session, frozen)
    ours = concerning(signed.digest, frozen.digest, seat.region or "")
    return Since(signed, frozen, redline(old, new), touched_on_the_way(standing, signed, frozen), ours)


def signed_by(standing: Standing, seat: Seat) -> Version | None:
    """The text on which this person or this office last took a position."""
    mine = (p for p in reversed(standing.positions) if p.version_id is not None and _is_ours(p, seat))
    last = next(mine, None)
    return next((v for v in standing.versions if last and v.id == last.version_id), None)


def _is_ours(position: Position, seat: Seat) -> bool:
    office = (position.organ_id, position.region_code, SEATED.get(position.role))
    return position.person_id == seat.person_id or office == (seat.organ_id, seat.region, seat.role)


def others(standing: Standing, seat: Seat, asked: Purpose | None = None) -> dict[str, list[Said]]:
    """Region by region what the offices of the other parties said at this gate, else at the one that is open there."""
    found: dict[str, list[Said]] = {}
    for code, track in standing.tracks.items():
        if code == seat.region or track.state.counts is Standing3.RESTING:
            continue
        purpose = asked or gates.open_purpose(standing, code) or _latest_purpose(standing, code)
        chain = gates.offices(standing, code, purpose) if purpose else []
        found[code] = [_said(standing, office) for office in chain]
    return found


def _latest_purpose(standing: Standing, code: str) -> Purpose | None:
    return next((p.purpose for p in reversed(standing.positions) if p.region_code == code), None)


def _said(standing: Standing, office: Office) -> Said:
    position = gates.position_of(standing, office)
    return Said(office, position, position is not None and gates.is_fresh(standing, position))


def objections(standing: Standing, asked: Purpose | None = None) -> dict[str, list[Position]]:
    """Blocking positions that still stand, by the clause they point at."""
    found: dict[str, list[Position]] = {}
    for code in standing.tracks:
        purpose = asked or gates.open_purpose(standing, code)
        for office in gates.offices(standing, code, purpose) if purpose else []:
            position = gates.position_of(standing, office)
            if position is not None and position.stand.blocks and gates.is_fresh(standing, position):
                for clause in position.clauses:
                    found.setdefault(clause, []).append(position)
    return found


@dataclass(frozen=True)
class Matter:
    """One of the seat's turns."""

    standard_id: int
    step: str
    due_on: date | None


def my_turns(session: Session, seat: Seat) -> list[Matter]:
    """The turns of a seat, the most urgent first."""
    query = sa.select(Turn.standard_id, Turn.step, Turn.due_on).join(Standard, Standard.id == Turn.standard_id)
    rows = session.execute(query.where(mine(seat)).order_by(*URGENT).limit(MOST))
    return list(dict.fromkeys(Matter(*row) for row in rows))


def event(session: Session, standard_id: int, leaf_hash: bytes) -> tuple[Event, str] | None:
    """An event of a standard by its leaf hash, with the log it stands in."""
    query = sa.select(Event, Log.origin).join(Log, Log.id == Event.log_id)
    mine = (Event.noun == "standard", Event.object_id == standard_id, Event.leaf_hash == leaf_hash)
    row = session.execute(query.where(*mine)).one_or_none()
    return (row[0], row[1]) if row is not None else None
