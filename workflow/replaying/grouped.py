"""One group at one hour, list by list as rules read it. Persons and organs are called by their ids: no event tells a
name in clear.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from workflow.accord.content import by_term
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.deputies import Deputy, Successor
from workflow.records.people import Appointment, Person
from workflow.records.places import Organ, Region
from workflow.replaying.calendared import Calendars
from workflow.replaying.charted import Charted
from workflow.replaying.seated import Seats
from workflow.replaying.views import NotTold, view
from workflow.shipped import rows

UNTOLD: Final[Mapping[str, str]] = {
    "persons.name": "personal; committed to with a salt, and erased when it need not be kept: rules go by ids",
    "organs.name_zh": "an organ is told by its id, region and kind: rules go by these",
    "regions.name_zh": "the register of regions ships with the program; the log tells codes, provinces and letters",
}


class Group(dict[str, Any]):
    """The lists of `whole.GROUP` as they stood, with `calendars`, `deputies`, `successors` beside them; each is made
    when it is first asked for. What no leaf tells raises `NotTold`. `rules` are all rule sets, the newest first.
    """

    def __init__(self, charted: Charted, seats: Seats, calendars: Calendars, at: datetime) -> None:
        super().__init__()
        self.charted, self.known, self.days, self.at = charted, seats, calendars, at

    def __missing__(self, name: str) -> Any:
        self[name] = MADE[name](self)
        return self[name]

    def under(self, rule_set: int, field: str) -> Mapping[str, Any]:
        """The same as it is for a project of this field that is judged by this rule set."""
        made = Group(self.charted, self.known, self.days, self.at)
        made.update(self)
        made["rules"] = [rules for rules in self["rules"] if rules.id == rule_set]
        made["chain"] = [office for office in self["chain"] if office.field in (None, field)]
        return made

    @property
    def codes(self) -> list[str]:
        """Its regions in the order of the agreement."""
        return [member.region_code for member in self["members"]]

    @property
    def parties(self) -> set[str]:
        """Its regions and the provinces above its cities."""
        return {*self.codes, *(place.parent_code for place in self["places"] if place.parent_code)}


@cache
def register() -> dict[str, dict[str, str]]:
    """The regions that ship with the program, by code."""
    return {row["code"]: row for row in rows("regions.csv")}


def _agreement(group: Group) -> list[Any]:
    told, stands = group.charted.charter.get("agreement"), group.charted.stands
    if told is None:
        raise NotTold("agreements")
    shown = {"state": stands["state"], "chair_region": stands["chair"], "valid_until": stands["until"]}
    return [view(Agreement, {"id": group.charted.id, **told, **shown})]


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
    return [view(Region, _place(group.charted, code)) for code in sorted(codes)]


def _place(charted: Charted, code: str) -> Mapping[str, Any]:
    shipped = register().get(code, {})
    names = {name: shipped.get(name, code) for name in ("name_zh", "name_en", "level", "source", "confidence")}
    above, letters = charted.places.get(code, (shipped.get("parent_code"), shipped.get("db_prefix", "")))
    same = {"code": code, "short": shipped.get("short_zh") or names["name_zh"][:1]}
    return {**names, **same, "parent_code": above or None, "db_prefix": letters or shipped.get("db_prefix", "")}


def _chain(group: Group) -> list[Any]:
    found = []
    for code in sorted(group.charted.charter.get("offices", {})):
        links = group.charted.links(code)
        if links is None:
            raise NotTold("offices")
        found += [view(Office, _office(group, code, link, n)) for n, link in enumerate(links) if link["until"] is None]
    return found


def _office(group: Group, code: str, link: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    return {"agreement_id": group.charted.id, "region_code": code, "id": number, **link}


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
    return sorted(found, key=lambda rules: int(rules.version), reverse=True)


def _seats(group: Group) -> list[Any]:
    if not group.known.is_founded:
        raise NotTold("appointments")
    here = {*group.parties, None}
    told = [(id_, seat) for id_, seat in group.known.regular(group.at) if seat.region in here]
    return [view(Appointment, {"id": id_, **seat.cells(group.at)}) for id_, seat in told]


def _persons(group: Group) -> list[Any]:
    ids = sorted({seat.person_id for seat in group["seats"]})
    return [view(Person, {"id": id_, "name": str(id_), "name_latin": str(id_), "is_demo": False}) for id_ in ids]


def _deputies(group: Group) -> list[Any]:
    """Of every seat that was ever lent, ended or not: what was done from it is still told with both names."""
    lent = ((id_, seat.lent) for id_, seat in sorted(group.known.seats.items()) if seat.lent)
    told = [{"seat_id": id_, "holder_id": how["holder_seat"], "kind": how["deputy"], **how} for id_, how in lent]
    return [view(Deputy, cells) for cells in told]


def _successors(group: Group) -> list[Any]:
    """The seats that open work went to by this hour."""
    gone = ((id_, seat) for id_, seat in sorted(group.known.seats.items()) if seat.heir and not seat.stands(group.at))
    return [view(Successor, {"seat_id": id_, **(seat.heir or {}), "at": seat.since["ended_at"]}) for id_, seat in gone]


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
    "deputies": _deputies,
    "successors": _successors,
}
