"""A standard, and what its agreement held, as they stood at a past hour: rebuilt from what the log told by then. Names
of people, organs and regions stand in no event: they are those of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.facts import plain
from workflow.log.journal import spelled
from workflow.process.missing import gaps
from workflow.process.standard import ROWS
from workflow.projection import outlook
from workflow.reads.numbers import STRONGEST, Band, stretch
from workflow.reads.timeline import MILESTONES
from workflow.records.agreements import Agreement, Member, Office, RuleSet
from workflow.records.followups import StandardDuty
from workflow.records.numbers import Serial
from workflow.records.people import Person
from workflow.records.places import Organ, Region
from workflow.records.standards import Standard
from workflow.replaying.kindred import Kindred
from workflow.replaying.past import Past
from workflow.replaying.stored import Stored, leaves_of
from workflow.replaying.views import NotTold
from workflow.shipped import default_terms
from workflow.vocabulary import Number

LAID_DOWN = ("region_code", "organ_id", "kind", "title", "matter", "matter_facts", "due_on")
LAST = "~"  # behind the name of every log


@dataclass(frozen=True)
class Stood:
    """One standard at an hour, and when its stages had begun."""

    past: Past
    began: Mapping[str, datetime]
    events: int


@dataclass(frozen=True)
class Held:
    """What an agreement held at an hour: its rules, members, chain, and the strip of its band."""

    rules: RuleSet
    members: list[Member]
    chain: list[Office]
    band: Band


def standard(session: Session, found: Standard, at: datetime) -> Stood | None:
    """The standard after the last act by that hour; None before its first."""
    until, replay = spelled(at), Stored(session).replay(session, found.id, found.agreement_id)
    began: dict[str, datetime] = {}
    for leaf, opened in leaves_of(session, found.id):
        row = ROWS.get(leaf["act"])
        if leaf["ts"] > until or row is None:
            break
        replay.past(leaf)  # the book reads the group of the day
        replay.follow(row, leaf, opened)
        replay.sequence = leaf["seq"]
        began |= {leaf["act"]: datetime.fromisoformat(leaf["ts"])} if leaf["act"] in MILESTONES else {}
    if not replay.sequence:
        return None
    past = _named(session, replay.past(_behind(found.id, at)))
    past.standard.outlook = outlook(past, gaps(past, at))
    return Stood(past, began, replay.sequence)


def agreement(session: Session, found: Agreement, at: datetime) -> Held | None:
    """What it held at that hour; None before its log begins."""
    stored = Stored(session)
    try:
        group = stored.groups.at(found.id, at)
        rules = max((one for one in group["rules"] if one.effective_from <= at.date()), key=lambda one: one.version)
    except (NotTold, ValueError):
        return None
    chain = [office for office in group["chain"] if office.until is None]
    return Held(_ordered(rules), list(group["members"]), chain, _band(session, stored.kindred, found, at))


def _ordered(rules: RuleSet) -> RuleSet:
    """Its figures in the order of those that ship, as pages show them: leaves keep them by key."""
    order = {key: place for place, key in enumerate(default_terms())}
    keys = sorted(rules.terms, key=lambda key: order.get(key, len(order)))
    told = {name: getattr(rules, name) for name in ("version", "effective_from", "citation")}
    return RuleSet(**told, terms={key: rules.terms[key] for key in keys})


def _behind(standard_id: int, at: datetime) -> dict[str, Any]:
    """The place in the order of leaves behind all that was done by an hour."""
    return {"ts": spelled(at), "log": LAST, "idx": 0, "obj": f"standard/{standard_id}"}


def _named(session: Session, past: Past) -> Past:
    """The same with the names that leaves do not tell."""
    organs = session.scalars(sa.select(Organ).where(Organ.id.in_(past.organs)))
    places = {one.code: one for one in session.scalars(sa.select(Region).where(Region.code.in_(past.places)))}
    people = {seat.person_id for seat, _ in past.roster}
    persons = {one.id: one for one in session.scalars(sa.select(Person).where(Person.id.in_(people)))}
    named: dict[str, Any] = {"organs": {one.id: one for one in organs}, "agreement": past.agreement}
    named["places"] = {code: places[code] for code in past.places}
    named["roster"] = [(seat, persons.get(seat.person_id, person)) for seat, person in past.roster]
    named["agreement"] = session.get_one(Agreement, past.agreement.id)
    vars(past).update(named)
    _whose(session, past)
    return past


def _whose(session: Session, past: Past) -> None:
    """What a duty is and whose: laid down with its row and never changed, but told by no leaf of every kind."""
    query = sa.select(StandardDuty).where(StandardDuty.id.in_([duty.id for duty in past.duties]))
    rows = {row.id: row for row in session.scalars(query)}
    for duty in past.duties:
        row = rows.get(duty.id)
        known = {name: plain(getattr(row, name)) for name in LAID_DOWN} if row is not None else {}
        vars(duty)["_cells"] = {**known, **vars(duty)["_cells"]}


def _band(session: Session, kindred: Kindred, found: Agreement, at: datetime) -> Band:
    """The strip as it stood: every serial that had left the band by then, and whose it was."""
    taken = kindred.before(_behind(0, at) | {"log": f"{found.log_name}/{LAST}"})["taken"]
    inside = {number: state for number, state in taken.items() if _is_inside(found, number[0])}
    counts = {state: n for state in Number if (n := sum(one is state for one in inside.values()))}
    free = found.band_end - found.band_start + 1 - len({n for n, _ in inside}) if found.band_end is not None else None
    first, last = stretch(found, None, max((n for n, _ in inside), default=found.band_start))
    held = {number: whose for number, whose in _holders(kindred, at).items() if number in inside}
    query = sa.select(Standard).where(Standard.id.in_(sorted(set(held.values()))))
    standards = {one.id: one for one in session.scalars(query)}
    shown: dict[int, tuple[Serial, Standard]] = {}
    for (serial, part), state in sorted(
        inside.items(), key=lambda one: (STRONGEST.index(one[1]), one[0]), reverse=True
    ):
        if first <= serial <= last and held.get((serial, part)) in standards:
            whose = standards[held[serial, part]]
            shown[serial] = Serial(serial=serial, part=part, state=state, standard_id=whose.id), whose
    return Band(counts, free, len(taken) - len(inside), first, last, shown)


def _is_inside(found: Agreement, serial: int) -> bool:
    return serial >= found.band_start and (found.band_end is None or serial <= found.band_end)


def _holders(kindred: Kindred, at: datetime) -> dict[tuple[int, int], int]:
    """Which standard held which serial last."""
    until, found = spelled(at), dict[tuple[int, int], int]()
    for other in kindred.shown.values():
        for place, state in zip(other.places, other.states, strict=True):
            if place[0] <= until and state["serial"]:
                number, _, part = state["serial"].rpartition(":")[0].partition(".")
                found[int(number), int(part)] = other.id
    return found
