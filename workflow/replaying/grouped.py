"""One group at one hour, list by list as rules read it. Persons and organs are called by their ids: no event tells a
name in clear.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from workflow.accord.content import by_term
from workflow.db import table_of
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.deputies import Deputy
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.replaying.calendared import Calendars
from workflow.replaying.charted import Charted
from workflow.replaying.placed import place
from workflow.replaying.seated import Seats
from workflow.replaying.views import NotTold, view
from workflow.vocabulary import Named, SeatRole

UNTOLD: Final[Mapping[str, str]] = {
    "persons.name": "personal; committed to with a salt, and erased when it need not be kept: rules go by ids",
    "organs.name_zh": "an organ is told by its id, region and kind: rules go by these",
    "regions.name_zh": "the register of regions ships with the program; the log tells codes, provinces and letters",
}


class Group(Mapping[str, Any]):
    """The lists of `whole.GROUP` as they stood, with what else rules ask of a group beside them; each is made when it
    is first asked for. What no leaf tells raises `NotTold`, and is not in it. `rules` are all its rule sets, the oldest
    first; `chain` are the offices of every field.
    """

    def __init__(self, charted: Charted, seats: Seats, calendars: Calendars, at: datetime) -> None:
        self.charted, self.known, self.days, self.at = charted, seats, calendars, at
        self.made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            self.made[name] = MADE[name](self)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in MADE if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        try:
            return isinstance(name, str) and self[name] is not None
        except (KeyError, NotTold):
            return False

    @property
    def codes(self) -> list[str]:
        """Its regions in the order of the agreement."""
        return [member.region_code for member in self["members"]]

    @property
    def parties(self) -> set[str]:
        """Its regions and the provinces above its cities."""
        return {*self.codes, *(one.parent_code for one in self["places"] if one.parent_code)}


def _agreement(group: Group) -> list[Any]:
    told, stands = group.charted.charter.get("agreement"), group.charted.stands
    if told is None:
        raise NotTold("agreements")
    shown = {"state": stands["state"], "chair_region": stands["chair"], "valid_until": stands["until"]}
    return [agreement(group.charted.id, {**told, **shown})]


def agreement(id_: int, told: Mapping[str, Any]) -> Any:
    """An agreement's row; of a draft what is nothing is not told."""
    blank = dict.fromkeys(column.name for column in table_of(Agreement).columns)
    return view(Agreement, {**blank, "id": id_, **told})


def _members(group: Group) -> list[Any]:
    told, empowered = group.charted.charter.get("members", {}), group.charted.stands["empowered"]
    key = {"agreement_id": group.charted.id}
    found = [
        view(Member, {**key, "region_code": code, **cells, "empowered_by": empowered.get(code, "")})
        for code, cells in told.items()
        if cells
    ]
    return sorted(found, key=lambda member: int(member.rank))


def _places(group: Group, codes: Iterable[str]) -> list[Any]:
    return [view(Region, place(group.charted.places, code)) for code in sorted(codes)]


def _chain(group: Group) -> list[Any]:
    standing: list[dict[str, Any]] = []
    for code in sorted(group.charted.charter.get("offices", {})):
        links = group.charted.links(code)
        if links is None:
            raise NotTold("offices")
        standing += [{"region_code": code, **link} for link in links if link["until"] is None]
    return [view(Office, {"agreement_id": group.charted.id, "id": n, **link}) for n, link in enumerate(standing, 1)]


def _organs(group: Group) -> list[Any]:
    told = dict(group.charted.organs)
    for seat in group.known.seats.values():
        if seat.told.get("organ") is not None and seat.kind:
            told.setdefault(seat.told["organ"], (seat.region or "", seat.kind))
    parties = group.parties
    return [
        view(Organ, {"id": id_, "region_code": region or None, "kind": kind, "name_zh": str(id_), "name_en": str(id_)})
        for id_, (region, kind) in sorted(told.items())
        if not region or region in parties
    ]


def _rules(group: Group) -> list[Any]:
    found = []
    for key, cells in group.charted.charter.get("rule_sets", {}).items():
        terms = group.charted.terms(int(key))
        told = {name: cell for name, cell in cells.items() if name != "terms"}
        told |= {"id": int(key), "agreement_id": group.charted.id}
        found.append(view(RuleSet, told | ({"terms": by_term(terms)} if terms is not None else {})))
    return sorted(found, key=lambda rules: int(rules.version))


def _seats(group: Group, *, is_lent: bool = False) -> list[Any]:
    """Confirmed seats that have not ended; who acts by delegation holds no office, and stands in a list of his own."""
    if not group.known.is_founded:
        raise NotTold("appointments")
    here = {*group.parties, None}
    there = ((id_, seat) for id_, seat in sorted(group.known.seats.items()) if seat.stands(group.at))
    mine = [(id_, seat) for id_, seat in there if seat.region in here and seat.is_delegated is is_lent]
    return [view(Appointment, {"id": id_, **seat.cells(group.at)}) for id_, seat in mine]


def _person(person: int) -> Any:
    return view(Person, {"id": person, "name": str(person), "name_latin": str(person), "is_demo": False})


def _persons(group: Group) -> list[Any]:
    return [_person(id_) for id_ in sorted({seat.person_id for seat in group["seats"]})]


def _everybody(group: Group) -> list[Any]:
    """Whoever sat, or sits, on any seat."""
    return [_person(id_) for id_ in sorted({seat.told["person"] for seat in group.known.seats.values()})]


def _deputies(group: Group) -> dict[int, Any]:
    """Of every seat that was ever lent, ended or not: what was done from it is still told with both names."""
    lent = ((id_, seat.lent) for id_, seat in sorted(group.known.seats.items()) if seat.lent)
    told = {id_: {"holder_id": how["holder_seat"], "kind": how["deputy"], "steps": how["steps"]} for id_, how in lent}
    return {id_: view(Deputy, {"seat_id": id_, **cells}) for id_, cells in told.items()}


def _lenders(group: Group) -> dict[int, Any]:
    held = group.known.seats
    return {id_: _person(held[one.holder_id].told["person"]) for id_, one in group["deputies"].items()}


def _heirs(group: Group) -> dict[tuple[int, SeatRole, int], int]:
    """Person, role and organ of ended seats → the person who takes their open work over."""
    seats = group.known.seats
    gone = [seat for _, seat in sorted(seats.items()) if seat.heir and not seat.stands(group.at)]
    return {
        (seat.told["person"], SeatRole(seat.told["role"]), seat.told["organ"]): seats[heir["heir_id"]].told["person"]
        for seat in gone
        if (heir := seat.heir) is not None
    }


def _territories(group: Group) -> dict[str, Named]:
    places = _places(group, group["agreement"][0].territories)
    return {one.code: Named(one.code, one.name_zh, one.name_en) for one in places}


MADE: Final[Mapping[str, Callable[[Group], Any]]] = {
    "agreement": _agreement,
    "members": _members,
    "places": lambda group: _places(group, group.codes),
    "above": lambda group: _places(group, group.parties),
    "chain": _chain,
    "organs": _organs,
    "rules": _rules,
    "seats": _seats,
    "persons": _persons,
    "calendars": lambda group: group.days.of(group.codes, group.at),
    "everybody": _everybody,
    "shown": lambda group: group.known.shown,
    "lent": partial(_seats, is_lent=True),
    "deputies": _deputies,
    "lenders": _lenders,
    "heirs": _heirs,
    "territories": _territories,
}
