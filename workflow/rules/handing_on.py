"""Work that stayed with somebody who has left: who took it up and holds the office no more, and to whom it goes."""

from workflow import who
from workflow.picture.standing import Case
from workflow.records.standards import Claim, Drafter
from workflow.rules.shapes import Facts, Rule
from workflow.vocabulary import Role, SeatRole


def left_claims(case: Case) -> list[tuple[Claim, int]]:
    """The work of offices that still stands with a person who left, with the successor that was named."""
    latest: dict[tuple[str, int, Role], Claim] = {}
    for claim in case.standing.claims:  # newest first
        latest.setdefault((claim.region_code, claim.organ_id, claim.role), claim)
    found = []
    for claim in latest.values():
        role = who.SEATED[claim.role]
        if not _sits(case, claim.person_id, role, claim.organ_id):
            heir = case.standing.heirs.get((claim.person_id, role, claim.organ_id))
            found += [(claim, heir)] if heir is not None else []
    return found


def left_drafters(case: Case) -> list[tuple[Drafter, int | None]]:
    """Drafters without a drafter's seat, each with the successor if one was named and may draft."""
    closed, found = who.EXCLUDED[Role.DRAFTER], list[tuple[Drafter, int | None]]()
    for drafter in case.standing.drafters:
        if not _sits(case, drafter.person_id, SeatRole.DRAFTER, None):
            heirs = case.standing.heirs
            named = [h for (p, role, _), h in heirs.items() if (p, role) == (drafter.person_id, SeatRole.DRAFTER)]
            fit = (h for h in named if not case.standing.hands.get(h, set()) & closed)
            found.append((drafter, next(fit, None)))
    return found


def _sits(case: Case, person: int, role: SeatRole, organ: int | None) -> bool:
    held = case.standing.seats
    offices = [(role, organ)] if organ is not None else [office for office in held if office[0] is role]
    return any(seat.person_id == person for office in offices for seat in held.get(office, ()))


def _nothing_left(case: Case) -> Facts | None:
    return None if left_claims(case) or left_drafters(case) else {}


work_left = Rule("work_left", "设计", _nothing_left)
