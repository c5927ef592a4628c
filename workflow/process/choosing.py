"""The lists that answers are chosen from, each read off the case."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from workflow import corrigible, gates
from workflow.picture.standing import Case
from workflow.process.duties import duty_name
from workflow.process.row import NONE_OF_THEM, Choice
from workflow.records.followups import StandardDuty
from workflow.records.texts import Version
from workflow.rules.answering import Keeping
from workflow.rules.deviating import unconfirmed
from workflow.vocabulary import (
    CommentState,
    Duty,
    Named,
    OrganKind,
    Role,
    SeatRole,
    TextPurpose,
    Track,
)
from workflow.words import say

Choices = Callable[[Case], list[Choice]]


def regions_in(*states: Track) -> Choices:
    """Regions whose track stands in one of the states."""
    return lambda case: [Choice(code, case.standing.named(code)) for code in case.standing.in_states(states)]


def cities_waiting(case: Case) -> list[Choice]:
    """For a seat of a province: its cities whose gate stands open and asks for its word."""
    if case.seat is None or case.seat.role is not SeatRole.PROVINCE:
        return []
    standing, mine = case.standing, (Role.PROVINCE, case.seat.organ_id)
    purposes = {code: gates.open_purpose(standing, code) for code in standing.places}
    owed = {code: gates.owing(standing, code, purpose) for code, purpose in purposes.items() if purpose}
    found = [code for code, offices in owed.items() if mine in ((o.role, o.organ_id) for o in offices)]
    return [Choice(code, standing.named(code)) for code in found]


def cosigners_owing(case: Case) -> list[Choice]:
    """Departments of the actor's region whose yes is missing at the gate that stands open."""
    purpose = gates.open_purpose(case.standing, case.region)
    owe = gates.owing(case.standing, case.region, purpose) if purpose else []
    return [Choice(o.organ_id, case.standing.organ(o.organ_id)) for o in owe if o.role is Role.COSIGNER]


def counted_regions(case: Case) -> list[Choice]:
    return [Choice(code, case.standing.named(code)) for code in case.standing.counted]


def parts_of_regions(case: Case) -> list[Choice]:
    """The parts of regions that the agreement names."""
    return [Choice(code, name) for code, name in case.standing.territories.items()]


def parts_or_all(case: Case) -> list[Choice]:
    """The same, and the whole of the regions where the standard holds in parts of them today."""
    whole = [Choice(NONE_OF_THEM, say("全境"))] if case.standing.standard.territory else []
    return [*whole, *parts_of_regions(case)]


def departments(case: Case) -> list[Choice]:
    """The industry departments of the actor's region."""
    own = (o for o in case.standing.organs.values() if o.region_code == case.region and o.kind is OrganKind.DEPARTMENT)
    return [Choice(o.id, Named(str(o.id), o.name_zh, o.name_en)) for o in own]


def organs_of_region(case: Case) -> list[Choice]:
    """Authority and departments of the regions that count: who can own a duty."""
    kinds = (OrganKind.AUTHORITY, OrganKind.DEPARTMENT)
    own = (o for o in case.standing.organs.values() if o.region_code in case.standing.counted and o.kind in kinds)
    return [Choice(o.id, Named(str(o.id), o.name_zh, o.name_en)) for o in own]


def seated(role: SeatRole, *, own_region: bool = True) -> Choices:
    """Persons with a seat of this role, in the actor's region or in all counted ones."""

    def choices(case: Case) -> list[Choice]:
        places = {case.region} if own_region else {*case.standing.counted, None}
        found = {
            seat.person_id: person
            for seat, person in case.standing.roster
            if seat.role is role and seat.region_code in places
        }
        return [Choice(p.id, Named(str(p.id), p.name, p.name_latin or p.name)) for p in found.values()]

    return choices


def office_mates(case: Case) -> list[Choice]:
    """Who else holds the actor's office."""
    if case.seat is None:
        return []
    mine = case.seat
    found = (
        person
        for seat, person in case.standing.roster
        if (seat.organ_id, seat.role) == (mine.organ_id, mine.role) and person.id != mine.person_id
    )
    return [Choice(p.id, Named(str(p.id), p.name, p.name_latin or p.name)) for p in found]


def told_facts(case: Case) -> list[Choice]:
    """What the actor's region told and may correct; of equals the newest."""
    return [Choice(fact.key, fact.label) for fact in {fact.key: fact for fact in corrigible.facts(case)}.values()]


def group_members(case: Case) -> list[Choice]:
    return [Choice(d.person_id, case.standing.person(d.person_id)) for d in case.standing.drafters]


def checks(case: Case) -> list[Choice]:
    """The checks an initiation needs, as the terms list them."""
    return [Choice(check, f"check.{check}") for check in case.standing.terms["initiation.checks"].value]


def clauses_of_present_text(case: Case) -> list[Choice]:
    """The clauses of the newest frozen text (of the draft while none is frozen)."""
    version = case.standing.frozen or case.standing.draft
    return [Choice(clause_id, Named(clause_id, label, label)) for clause_id, (_, _, label, *_) in _digest(version)]


def _digest(version: Version | None) -> list[tuple[str, list[Any]]]:
    return list(version.digest.items()) if version is not None else []


def clauses_of_draft(case: Case) -> list[Choice]:
    """The clauses of the newest text of all."""
    return [
        Choice(clause_id, Named(clause_id, label, label))
        for clause_id, (_, _, label, *_) in _digest(case.standing.draft)
    ]


def deviations_to_confirm(case: Case) -> list[Choice]:
    """The deviations of the actor's own region that nobody answers for."""
    return [Choice(name.code, name) for name in unconfirmed(case, case.region)]


def filing_owners(case: Case) -> list[Choice]:
    """Who files a region's edition: its authority; of a city, that of the province above it."""
    place = case.standing.places.get(case.region)
    filing = place.parent_code if place and place.parent_code else case.region
    own = (o for o in case.standing.organs.values() if o.kind is OrganKind.AUTHORITY and o.region_code == filing)
    return [Choice(o.id, Named(str(o.id), o.name_zh, o.name_en)) for o in own]


def freeze_purposes(case: Case) -> list[Choice]:
    """What a text may be frozen for in the present state."""
    by_state = {"drafting": TextPurpose.CONSULTATION, "answering": TextPurpose.REVIEW, "approving": TextPurpose.FINAL}
    purpose = by_state.get(case.standing.state.value)
    return [Choice(purpose.value, purpose)] if purpose else []


def comments_in(*states: CommentState) -> Choices:
    """Comments standing in one of the states, but for those that another region keeps to itself."""

    def choices(case: Case) -> list[Choice]:
        hides = Keeping(case.standing, case.at).hides
        found = (c for c in case.standing.comments if c.state in states and not hides(c, case.region))
        return [
            Choice(c.id, Named(str(c.id), f"{c.clause_label}:{c.opinion[:24]}", f"{c.clause_label}: {c.opinion[:24]}"))
            for c in found
        ]

    return choices


def open_demands(case: Case) -> list[Choice]:
    return [Choice(d.id, Named(str(d.id), d.words, d.words)) for d in case.standing.demands if d.met_in is None]


def duties_in(state: Duty) -> Choices:
    """Duties in a state: those of the actor's own organ when they are to be reported."""

    def choices(case: Case) -> list[Choice]:
        organ = case.seat.organ_id if case.seat and case.role is Role.IMPLEMENTER else None
        found = (d for d in case.standing.duties if d.state is state and organ in (None, d.organ_id))
        return [Choice(d.id, _duty_label(case, d)) for d in found]

    return choices


def excusable_duties(case: Case) -> list[Choice]:
    """Open duties that no law demands."""
    legal = {d.id for d in case.standing.duties if d.kind.legal}
    return [choice for choice in duties_in(Duty.OPEN)(case) if choice.value not in legal]


def _duty_label(case: Case, duty: StandardDuty) -> Named | StrEnum:
    place, name = case.standing.named(duty.region_code), duty_name(case.standing, duty)
    return Named(place.code, f"{place.zh}:{name.zh}", f"{place.en}: {name.en}") if isinstance(name, Named) else name
