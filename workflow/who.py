"""Each role once, as a relation between a seat and a standard: `holds` for one case, and what a person may not
be at once.
"""

from collections.abc import Callable, Iterable

from workflow.picture.standing import Case, Seat
from workflow.vocabulary import COUNTED, TAKING_PART, Role, SeatRole

Relation = Callable[[Case, Seat], bool]


def holds(role: Role, case: Case) -> bool:
    """Whether the actor of the case stands in this relation to its standard."""
    if case.seat is None:
        return role in (Role.SYSTEM, Role.PUBLIC)
    relation = RELATIONS.get(role)
    return relation is not None and relation(case, case.seat)


def role_of(roles: Iterable[Role], case: Case) -> Role | None:
    """The first of the roles in which the actor may act here."""
    return next((role for role in roles if holds(role, case)), None)


def is_within(case: Case) -> bool:
    """Whether the actor is inside the project: named in person, or of a region that said yes to it and has not left."""
    if case.seat is None:
        return False
    if case.seat.region is None or case.seat.role in (SeatRole.EXPERT, SeatRole.DRAFTER):
        return True
    tracks, places = case.standing.tracks, case.standing.places
    mine = [code for code in tracks if case.seat.region in (code, places[code].parent_code)]
    return any(tracks[code].state in TAKING_PART for code in mine)


def _coordinator(case: Case, seat: Seat) -> bool:
    lead = case.standing.standard.lead_region
    return seat.role is SeatRole.HANDLER and seat.region == lead and seat.organ_id == case.standing.authority(lead)


def _chairing(case: Case, seat: Seat) -> bool:
    chair = case.standing.agreement.chair_region
    return seat.role is SeatRole.HANDLER and seat.region == chair and seat.organ_id == case.standing.authority(chair)


def _handler(case: Case, seat: Seat) -> bool:
    region = seat.region or ""
    return (
        seat.role is SeatRole.HANDLER
        and region in case.standing.tracks
        and seat.organ_id == case.standing.authority(region)
    )


def _applicant(case: Case, seat: Seat) -> bool:
    track = case.standing.tracks.get(seat.region or "")
    return seat.role is SeatRole.APPLICANT and track is not None and track.department_id in (None, seat.organ_id)


def _approver(case: Case, seat: Seat) -> bool:
    region = seat.region or ""
    return (
        seat.role is SeatRole.APPROVER
        and region in case.standing.tracks
        and seat.organ_id == case.standing.authority(region)
    )


def _cosigner(case: Case, seat: Seat) -> bool:
    links = (o for o in case.standing.chain if o.region_code == seat.region and o.role is Role.COSIGNER)
    return seat.role is SeatRole.COSIGNER and any(o.organ_id == seat.organ_id for o in links)


def _drafter(case: Case, seat: Seat) -> bool:
    return seat.role is SeatRole.DRAFTER and any(d.person_id == seat.person_id for d in case.standing.drafters)


def _editor(case: Case, seat: Seat) -> bool:
    return seat.role is SeatRole.DRAFTER and any(
        d.person_id == seat.person_id and d.is_editor for d in case.standing.drafters
    )


def _secretary(case: Case, seat: Seat) -> bool:
    return seat.role is SeatRole.SECRETARY and (seat.region is None or seat.region in case.standing.counted)


def _reviewer(case: Case, seat: Seat) -> bool:
    """Whoever sits on a panel; that an interest bars him is a reason that he is told (`not_barred`)."""
    return seat.role is SeatRole.EXPERT and any(m.person_id == seat.person_id for m in case.standing.panel_members)


def _chair(case: Case, seat: Seat) -> bool:
    return seat.role is SeatRole.EXPERT and any(
        m.person_id == seat.person_id and m.is_chair for m in case.standing.panel_members
    )


def _counted(role: SeatRole) -> Relation:
    def relation(case: Case, seat: Seat) -> bool:
        track = case.standing.tracks.get(seat.region or "")
        return seat.role is role and track is not None and track.state in COUNTED

    return relation


# Who answers for a duty of his own organ; a province files for its cities.
IMPLEMENTERS = frozenset({SeatRole.IMPLEMENTER, SeatRole.HANDLER, SeatRole.PROVINCE})


def _implementer(case: Case, seat: Seat) -> bool:
    return seat.role in IMPLEMENTERS and case.standing.implements(seat, case.answers.get("duty"))


def _province(case: Case, seat: Seat) -> bool:
    parents = {place.parent_code for place in case.standing.places.values()}
    return seat.role is SeatRole.PROVINCE and seat.region in parents


def _auditor(case: Case, seat: Seat) -> bool:
    """An auditor of a party, of a party's province, or of the whole installation."""
    places = case.standing.places
    regions = {*places, *(place.parent_code for place in places.values())}
    return seat.role is SeatRole.AUDITOR and (seat.region is None or seat.region in regions)


def _secadmin(case: Case, seat: Seat) -> bool:
    return seat.role is SeatRole.SECADMIN and seat.region in case.standing.tracks


RELATIONS: dict[Role, Relation] = {
    Role.SECADMIN: _secadmin,
    Role.COORDINATOR: _coordinator,
    Role.CHAIRING: _chairing,
    Role.HANDLER: _handler,
    Role.APPLICANT: _applicant,
    Role.APPROVER: _approver,
    Role.COSIGNER: _cosigner,
    Role.DRAFTER: _drafter,
    Role.EDITOR: _editor,
    Role.SECRETARY: _secretary,
    Role.REVIEWER: _reviewer,
    Role.CHAIR: _chair,
    Role.KEEPER: _counted(SeatRole.KEEPER),
    Role.OFFICER: _counted(SeatRole.OFFICER),
    Role.IMPLEMENTER: _implementer,
    Role.PROVINCE: _province,
    Role.AUDITOR: _auditor,
}

# The seat role that fills each relation: inboxes find the open turns of a seat by it.
SEATED: dict[Role, SeatRole] = {
    Role.COORDINATOR: SeatRole.HANDLER,
    Role.CHAIRING: SeatRole.HANDLER,
    Role.HANDLER: SeatRole.HANDLER,
    Role.APPLICANT: SeatRole.APPLICANT,
    Role.APPROVER: SeatRole.APPROVER,
    Role.COSIGNER: SeatRole.COSIGNER,
    Role.DRAFTER: SeatRole.DRAFTER,
    Role.EDITOR: SeatRole.DRAFTER,
    Role.SECRETARY: SeatRole.SECRETARY,
    Role.REVIEWER: SeatRole.EXPERT,
    Role.CHAIR: SeatRole.EXPERT,
    Role.KEEPER: SeatRole.KEEPER,
    Role.OFFICER: SeatRole.OFFICER,
    Role.IMPLEMENTER: SeatRole.IMPLEMENTER,
    Role.PROVINCE: SeatRole.PROVINCE,
    Role.AUDITOR: SeatRole.AUDITOR,
}

_MAKERS = frozenset({Role.DRAFTER, Role.EDITOR})
_JUDGES = frozenset({Role.REVIEWER, Role.CHAIR})

# Separation of duties: acting in a role is closed to who ever took part in the project in one of these.
EXCLUDED: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset({Role.APPROVER}),
    Role.CHAIRING: frozenset({Role.APPROVER}),
    Role.APPLICANT: frozenset({Role.APPROVER}),
    Role.HANDLER: frozenset({Role.APPROVER, Role.COSIGNER}) | _JUDGES,
    Role.APPROVER: _MAKERS
    | _JUDGES
    | {Role.HANDLER, Role.COORDINATOR, Role.APPLICANT, Role.COSIGNER, Role.KEEPER, Role.OFFICER},
    Role.COSIGNER: _JUDGES | {Role.APPROVER, Role.HANDLER, Role.COORDINATOR},
    Role.DRAFTER: _JUDGES | {Role.APPROVER, Role.KEEPER},
    Role.EDITOR: _JUDGES | {Role.APPROVER, Role.KEEPER},
    Role.SECRETARY: _JUDGES,
    Role.REVIEWER: _MAKERS | {Role.SECRETARY, Role.HANDLER, Role.COSIGNER},
    Role.CHAIR: _MAKERS | {Role.SECRETARY, Role.HANDLER, Role.COSIGNER},
    Role.KEEPER: _MAKERS | {Role.APPROVER},
    Role.OFFICER: frozenset({Role.APPROVER}),
    Role.PROVINCE: _MAKERS | _JUDGES,
}
