"""Positions of offices: rows that are never changed."""

from typing import Any

from workflow import gates
from workflow.db import Work
from workflow.effects.proposals import keep_plan
from workflow.picture.standing import Case
from workflow.records.positions import Position
from workflow.vocabulary import Purpose, Role, Stand


def write_position(
    work: Work, case: Case, *, purpose: Purpose, role: Role, stand: Stand, organ: int | None = None
) -> dict[str, Any]:
    """The position of an office: the actor's own, or (settled by the approver) that of another organ."""
    standing, answers, seat = case.standing, case.answers, case.seat
    assert seat is not None
    spoken = organ or seat.organ_id
    frozen = gates.text_of(standing, purpose)
    present = gates.round_of(standing, case.region, purpose)
    text_hash = frozen.text_hash if frozen else None
    said = {"purpose": purpose, "round": present, "role": role, "stand": stand, "text_hash": text_hash}
    outcome = _outcome(case, purpose)
    made = work.insert(
        Position,
        **said,
        standard_id=standing.standard.id,
        region_code=case.region,
        organ_id=spoken,
        person_id=seat.person_id,
        seat_id=seat.id,
        version_id=frozen.id if frozen else None,
        notes=answers.get("notes", ""),
        reason=answers.get("reason", ""),
        clauses=answers.get("clauses") or [],
        outcome=outcome,
        lift=answers.get("lift", ""),
        at=work.at,
    )
    return {**said, "position": made, "organ": spoken} | ({"spoken_of": outcome} if outcome else {})


def _outcome(case: Case, purpose: Purpose) -> str | None:
    """What a word at a gate of review speaks of: what is answered, else what the others spoke of."""
    if purpose is not Purpose.REVIEW:
        return None
    given = case.answers.get("outcome")
    return given.value if given is not None else gates.proposed(case.standing, case.region)


def take_position(work: Work, case: Case) -> dict[str, Any]:
    purpose = gates.open_purpose(case.standing, case.region)
    assert purpose is not None
    assert case.role is not None
    return write_position(work, case, purpose=purpose, role=case.role, stand=case.answers["position"])


def overrule_department(work: Work, case: Case) -> dict[str, Any]:
    """Written beside the department's own position, which stays as it is."""
    purpose = gates.open_purpose(case.standing, case.region)
    assert purpose is not None
    organ = int(case.answers["department"])
    return write_position(work, case, purpose=purpose, role=Role.COSIGNER, stand=Stand.OVERRULED, organ=organ)


def approve_release(work: Work, case: Case) -> dict[str, Any]:
    return write_position(work, case, purpose=Purpose.RELEASE, role=Role.APPROVER, stand=case.answers["position"])


def take_amendment_position(work: Work, case: Case) -> dict[str, Any]:
    assert case.role is not None
    return write_position(work, case, purpose=Purpose.AMENDMENT, role=case.role, stand=case.answers["position"])


def overrule_on_amendment(work: Work, case: Case) -> dict[str, Any]:
    organ = int(case.answers["department"])
    return write_position(work, case, purpose=Purpose.AMENDMENT, role=Role.COSIGNER, stand=Stand.OVERRULED, organ=organ)


def approve_amendment(work: Work, case: Case) -> dict[str, Any]:
    return write_position(work, case, purpose=Purpose.AMENDMENT, role=Role.APPROVER, stand=case.answers["position"])


object_amendment = approve_amendment
object_release = approve_release  # yes and no are one deed: a position on the present text


def initiate(work: Work, case: Case) -> dict[str, Any]:
    """The region's own initiation is its approver's yes, and its plan."""
    keep_plan(work, case)
    return write_position(work, case, purpose=Purpose.INITIATION, role=Role.APPROVER, stand=Stand.AGREE)


def decline(work: Work, case: Case) -> dict[str, Any]:
    return write_position(work, case, purpose=Purpose.INITIATION, role=Role.APPROVER, stand=Stand.DISAGREE)
