"""What the tables know around a text and of those who might judge it: who drafted, acted, commented, who worked where;
namesakes are told apart by where they work.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of, start_of
from workflow.records.consultations import Comment
from workflow.records.experts import Employment, Expert
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ
from workflow.records.standards import Drafter, Hand, Standard, StandardTrack
from workflow.vocabulary import Role, SeatRole

LEADING: Final = (SeatRole.APPROVER, SeatRole.HANDLER, SeatRole.COSIGNER, SeatRole.APPLICANT)


@dataclass(frozen=True)
class Subject:
    """Somebody who might judge: by name, by account where he has one, and by where he worked until when."""

    key: int
    person_id: int | None
    name: str
    units: tuple[tuple[str, date | None], ...]

    def works(self, unit: str, since: date) -> bool:
        """Whether he works in this unit, or did on or after that day."""
        return any(_bare(name) == _bare(unit) and (until is None or until >= since) for name, until in self.units)

    def known_as(self, name: str, unit: str, since: date) -> bool:
        """Whether a name that somebody wrote down is his: the same words, and the same unit where one is given."""
        return _bare(name) == _bare(self.name) and (not unit.strip() or self.works(unit, since))


def _bare(words: str) -> str:
    """Words as they are compared: one width, no case, no blanks or marks."""
    flat = unicodedata.normalize("NFKC", words).casefold()
    return "".join(c for c in flat if unicodedata.category(c)[0] in "LN")


def of_bank(session: Session, experts: Sequence[Expert]) -> list[Subject]:
    """Experts of a bank by what it holds of them and by the seats of those who have an account."""
    ids = [one.id for one in experts]
    jobs = session.scalars(sa.select(Employment).where(Employment.expert_id.in_(ids)).order_by(Employment.id)).all()
    seats = _seats(session, [one.person_id for one in experts if one.person_id])
    made = []
    for one in experts:
        units = [(one.unit, None), *((job.unit, job.until) for job in jobs if job.expert_id == one.id)]
        units += [(name, until) for person, name, until in seats if person == one.person_id]
        made.append(Subject(one.id, one.person_id, one.name, tuple(units)))
    return made


def of_persons(session: Session, agreement_id: int, persons: Collection[int]) -> list[Subject]:
    """People with seats, with what the bank of the agreement knows of them besides; the key is the person's."""
    mine = (Expert.agreement_id == agreement_id, Expert.person_id.in_(persons))
    known = {one.person_id: one for one in of_bank(session, session.scalars(sa.select(Expert).where(*mine)).all())}
    names = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(persons)).order_by(Person.id)).all()
    seats = _seats(session, persons)
    found = []
    for id_, name in names:
        units = [(unit, until) for person, unit, until in seats if person == id_]
        units += known[id_].units if id_ in known else ()
        found.append(Subject(id_, id_, name, tuple(units)))
    return found


def _seats(session: Session, persons: Collection[int]) -> list[tuple[int, str, date | None]]:
    query = sa.select(Appointment, Organ.name_zh).join(Organ, Organ.id == Appointment.organ_id)
    query = query.where(Appointment.person_id.in_(persons), Appointment.confirmed_at.is_not(None))
    rows = session.execute(query.order_by(Appointment.id))
    return [(a.person_id, name, day_of(a.ended_at) if a.ended_at else a.until) for a, name in rows]


@dataclass(frozen=True)
class Surroundings:
    """What is known around one standard: who drafted it, in which units, who acted, who commented. A companion drafted
    another text with one of its drafters; with the hour of its release, none where it is not released.
    """

    drafters: dict[int, tuple[str, str]]  # person → name, unit
    units: tuple[str, ...]
    companions: dict[int, datetime | None]
    comments: tuple[tuple[str, str], ...]
    hands: dict[int, frozenset[Role]]
    leaders: frozenset[int]

    def acted(self, person: int | None, roles: Collection[Role]) -> bool:
        """Whether somebody took part in one of these roles."""
        return person is not None and bool(self.hands.get(person, frozenset()) & set(roles))

    def wrote_with(self, person: int | None, since: date) -> bool:
        """Whether somebody drafted with its drafters what is not released, or was not before that day."""
        if person is None or person not in self.companions:
            return False
        released = self.companions[person]
        return released is None or released >= start_of(since)


def around(session: Session, standard_id: int) -> Surroundings:
    """Read once for all experts; a fixed number of statements."""
    query = sa.select(Drafter.person_id, Person.name, Drafter.unit).join(Person, Person.id == Drafter.person_id)
    drafters = {p: (name, unit) for p, name, unit in session.execute(query.where(Drafter.standard_id == standard_id))}
    seats = sa.select(Organ.name_zh).join(Appointment, Appointment.organ_id == Organ.id)
    seated = (Appointment.person_id.in_(drafters), Appointment.role == SeatRole.DRAFTER)
    units = {unit for _, unit in drafters.values()} | set(session.scalars(seats.where(*seated)))
    said = sa.select(Comment.name, Comment.organisation).where(Comment.standard_id == standard_id, Comment.name != "")
    said = said.where(Comment.panel_id.is_(None))
    return Surroundings(
        drafters=drafters,
        units=tuple(sorted(unit for unit in units if unit)),
        companions=_companions(session, standard_id, drafters),
        comments=tuple((name, unit) for name, unit in session.execute(said.order_by(Comment.id))),
        hands=_hands(session, standard_id),
        leaders=_leaders(session, standard_id),
    )


def _hands(session: Session, standard_id: int) -> dict[int, frozenset[Role]]:
    taken = session.execute(sa.select(Hand.person_id, Hand.role).where(Hand.standard_id == standard_id))
    found: dict[int, frozenset[Role]] = {}
    for person, role in taken:
        found[person] = found.get(person, frozenset()) | {role}
    return found


def _companions(session: Session, standard_id: int, drafters: Iterable[int]) -> dict[int, datetime | None]:
    """Each with the newest text; one that is not released yet is newer than all."""
    theirs = sa.select(Drafter.standard_id).where(Drafter.person_id.in_(list(drafters)))
    query = sa.select(Drafter.person_id, Standard.released_at).join(Standard, Standard.id == Drafter.standard_id)
    query = query.where(Drafter.standard_id.in_(theirs), Drafter.standard_id != standard_id)
    found: dict[int, datetime | None] = {}
    for person, released in session.execute(query.order_by(Standard.released_at, Standard.id)):
        if released is None or found.get(person, released) is not None:
            found[person] = released
    return found


def _leaders(session: Session, standard_id: int) -> frozenset[int]:
    """Who sits in a department that applied for the project in its region."""
    applied = sa.select(StandardTrack.department_id).where(StandardTrack.standard_id == standard_id)
    here = (Appointment.organ_id.in_(applied.where(StandardTrack.department_id.is_not(None))), _sits())
    return frozenset(session.scalars(sa.select(Appointment.person_id).where(*here)))


def _sits() -> sa.ColumnElement[bool]:
    is_held = sa.and_(Appointment.confirmed_at.is_not(None), Appointment.ended_at.is_(None))
    return sa.and_(Appointment.role.in_(LEADING), is_held)
