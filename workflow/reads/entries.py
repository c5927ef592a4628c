"""Entries to read: how many of each kind, one with its course, what was said and told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.kinds import all_kinds
from workflow.picture.standing import Seat
from workflow.reads.catalogue import agreements_of
from workflow.reads.seats import sat
from workflow.records.agreements import Agreement
from workflow.records.entries import Entry, EntryFigure, EntryTurn, EntryVoice
from workflow.records.places import Region
from workflow.vocabulary import AgreementState, EntryState, Named, SeatRole

# Not for the public: what is asked for or weighed and not decided.
INSIDE = frozenset(
    {
        EntryState.APPLIED,
        EntryState.REFUSED,
        EntryState.WITHDRAWN,
        EntryState.NOMINATED,
        EntryState.COMPARED,
        EntryState.OPINED,
        EntryState.CANCELLED,
    }
)
Condition = sa.ColumnElement[bool]
Spoken = TypeVar("Spoken", EntryFigure, EntryVoice, EntryTurn)


@dataclass(frozen=True)
class Shown:
    """An entry as it stands, or as it stood."""

    id: int
    kind: str
    state: EntryState
    cells: Mapping[str, Any]
    since: datetime

    @property
    def title(self) -> str:
        return str(self.cells["title"])

    @property
    def fields(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.cells["fields"]
        return found

    def day(self, name: str) -> date | None:
        """One of its days: `due` or `until`."""
        value = self.cells[name]
        return date.fromisoformat(value) if isinstance(value, str) else value


@dataclass(frozen=True)
class Turn:
    """One step of its course, and who took it."""

    turn: EntryTurn
    person: Named | None
    organ: Named | None


def is_outside(seat: Seat | None) -> bool:
    """Whether a reader is told no more than the public: in no seat, or in one of no region that audits nothing."""
    return seat is None or (seat.region is None and seat.role is not SeatRole.AUDITOR)


def within(seat: Seat | None) -> Condition:
    """The entries that a seat may read; the public reads those of public kinds once they are decided."""
    if seat is None or is_outside(seat):
        kinds = [kind.code for kind in all_kinds().values() if kind.is_public]
        return sa.and_(Entry.kind.in_(kinds), Entry.state.not_in(INSIDE))
    return sa.true() if seat.region is None else Entry.agreement_id.in_(agreements_of(seat))


def counts(session: Session, where: Condition) -> dict[str, dict[EntryState, int]]:
    """How many entries of each kind stand in each state."""
    query = sa.select(Entry.kind, Entry.state, sa.func.count()).where(where).group_by(Entry.kind, Entry.state)
    found: dict[str, dict[EntryState, int]] = {}
    for kind, state, n in session.execute(query):
        found.setdefault(kind, {})[state] = n
    return found


def shown(entry: Entry) -> Shown:
    """An entry as it stands."""
    names = ("agreement_id", "region_code", "key", "title", "standard_id", "parent_id", "batch", "due", "until")
    cells = {name: getattr(entry, name) for name in names} | {"fields": entry.fields}
    return Shown(entry.id, entry.kind, entry.state, cells, entry.changed_at)


def one(session: Session, where: Condition, entry_id: int) -> Entry | None:
    """An entry that may be read here."""
    if not 0 < entry_id < 2**31:
        return None
    return session.scalars(sa.select(Entry).where(Entry.id == entry_id, where)).one_or_none()


def then(session: Session, entry: Entry, ended: datetime | None, *, is_public: bool = False) -> Shown | None:
    """An entry as it stood before an hour, or as it stands; to the public nothing of when it was not decided."""
    if ended is None:
        return shown(entry)
    query = sa.select(EntryTurn).where(EntryTurn.entry_id == entry.id, EntryTurn.at < ended)
    turn = session.scalars(query.order_by(EntryTurn.number.desc()).limit(1)).first()
    if turn is None or (is_public and turn.state in INSIDE):
        return None
    return Shown(entry.id, entry.kind, turn.state, turn.view, turn.at)


def until(ended: datetime | None, told: Iterable[Spoken]) -> list[Spoken]:
    """What was said or told before an hour."""
    return [one for one in told if ended is None or one.at < ended]


def below_then(
    session: Session, where: Condition, entry_id: int, ended: datetime | None, *, is_public: bool = False
) -> list[Shown]:
    """What hangs on an entry; of a past hour each as it stood then, if it did."""
    found = (then(session, one, ended, is_public=is_public) for one in below(session, where, entry_id))
    return [one for one in found if one is not None]


def below(session: Session, where: Condition, entry_id: int) -> list[Entry]:
    """What hangs on an entry."""
    query = sa.select(Entry).where(Entry.parent_id == entry_id, where).order_by(Entry.kind, Entry.id)
    return list(session.scalars(query.limit(500)))


def course(session: Session, entry_id: int) -> list[Turn]:
    """Every step in order, with who took it."""
    query = sa.select(EntryTurn).where(EntryTurn.entry_id == entry_id).order_by(EntryTurn.number)
    turns = list(session.scalars(query))
    seats = sat(session, {turn.seat_id for turn in turns if turn.seat_id is not None})
    return [Turn(turn, *seats.get(turn.seat_id or 0, (None, None, None))[:2]) for turn in turns]


def voices(session: Session, ids: Iterable[int]) -> dict[int, list[EntryVoice]]:
    """The words of regions on each of these entries, the oldest first."""
    query = sa.select(EntryVoice).where(EntryVoice.entry_id.in_(list(ids)))
    found: dict[int, list[EntryVoice]] = {}
    for voice in session.scalars(query.order_by(EntryVoice.entry_id, EntryVoice.number, EntryVoice.region_code)):
        found.setdefault(voice.entry_id, []).append(voice)
    return found


def figures(session: Session, ids: Iterable[int]) -> dict[int, list[EntryFigure]]:
    """The figures told of each of these entries, in the order of their days."""
    query = sa.select(EntryFigure).where(EntryFigure.entry_id.in_(list(ids)))
    found: dict[int, list[EntryFigure]] = {}
    for figure in session.scalars(query.order_by(EntryFigure.entry_id, EntryFigure.of_day, EntryFigure.number)):
        found.setdefault(figure.entry_id, []).append(figure)
    return found


def groups(session: Session, seat: Seat) -> list[Agreement]:
    """The agreements under which a seat could begin an entry."""
    standing = Agreement.state.in_((AgreementState.IN_FORCE, AgreementState.LAPSED))
    query = sa.select(Agreement).where(standing, Agreement.id.in_(agreements_of(seat)))
    return list(session.scalars(query.order_by(Agreement.id)))


def places(session: Session) -> dict[str, Region]:
    """The regions by their codes."""
    return {one.code: one for one in session.scalars(sa.select(Region))}
