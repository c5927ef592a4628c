"""What the ids of a dossier are called, in Chinese and English; of no evidential weight."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.process.row import AskType
from workflow.process.standard import ROWS
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.vocabulary import Joint, SeatRole, Track
from workflow.words import LANGUAGES, catalogue, word_key

Both = dict[str, str]


@dataclass
class Ids:
    """The ids that leaves speak of."""

    acts: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    seats: set[int] = field(default_factory=set)
    organs: set[int] = field(default_factory=set)

    def note(self, leaf: Mapping[str, Any]) -> None:
        """Add those of one leaf."""
        self.acts.add(leaf["act"])
        self.regions |= {leaf["region"], *(leaf["to"].get("tracks") or {})} - {None}
        self.persons |= {leaf["actor"], leaf["obo"]} - {None}
        self.seats |= {leaf["seat"]} - {None}
        row = ROWS.get(leaf["act"])
        for ask in row.asks if row else ():
            told = leaf["facts"].get(ask.name) if ask.type is AskType.PERSON else None
            self.persons |= {one for one in (told if isinstance(told, list) else [told]) if isinstance(one, int)}

    def add(self, *, organs: set[int], persons: set[int]) -> None:
        """Add those that stand beside the events."""
        self.organs |= organs
        self.persons |= persons


def names(session: Session, ids: Ids, *, is_public: bool) -> dict[str, Any]:
    """The names of all of them; for the public those of persons and seats stay closed."""
    seats = {} if is_public else _seats(session, ids.seats)
    persons = set() if is_public else ids.persons | {seat["person"] for seat in seats.values()}
    organs = set() if is_public else ids.organs | {seat["organ"] for seat in seats.values()}
    return {
        "acts": {act: both(f"step.{act}") for act in sorted(ids.acts | ROWS.keys())},
        "states": {state.value: both(word_key(state)) for state in Joint},
        "tracks": {state.value: both(word_key(state)) for state in Track},
        "roles": {role.value: both(word_key(role)) for role in SeatRole},
        "regions": _regions(session, ids.regions),
        "organs": {str(o.id): {"zh": o.name_zh, "en": o.name_en} for o in _of(session, Organ, Organ.id, organs)},
        "persons": {
            str(p.id): {"zh": p.name, "en": p.name_latin or p.name} for p in _of(session, Person, Person.id, persons)
        },
        "seats": {str(seat): told for seat, told in seats.items()},
    }


def both(key: str) -> Both:
    """The words of a key in both languages; a key without words stands for itself."""
    return {tongue: catalogue(tongue).get(key, key.rpartition(".")[2]) for tongue in LANGUAGES}


def _regions(session: Session, codes: Collection[str]) -> dict[str, Both]:
    found = _of(session, Region, Region.code, codes)
    return {r.code: {"zh": r.name_zh, "en": r.name_en, "short": r.short} for r in found}


def _seats(session: Session, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    found = _of(session, Appointment, Appointment.id, ids)
    return {s.id: {"organ": s.organ_id, "person": s.person_id, "role": s.role.value} for s in found}


def _of(session: Session, record: Any, key: Any, ids: Iterable[Any]) -> list[Any]:
    return list(session.scalars(sa.select(record).where(key.in_(sorted(ids))).order_by(key)))
