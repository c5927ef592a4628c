"""Work of an office taken up by one holder, handed on to another, or passed on when its holder has left."""

from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.standards import Claim, Drafter, Hand, Standard
from workflow.rules.handing_on import left_claims, left_drafters
from workflow.vocabulary import Role


def claim_work(work: Work, case: Case) -> None:
    _claim(work, case, person=case.seat.person_id if case.seat else 0)


def hand_on_work(work: Work, case: Case) -> None:
    _claim(work, case, person=case.answers["person"], handed_by=case.seat.person_id if case.seat else None)


def pass_on_work(work: Work, case: Case) -> dict[str, Any]:
    """What stayed with persons who left goes to their successors; without its editor the group is due again."""
    claims, drafters, standard = left_claims(case), left_drafters(case), case.standing.standard
    rows = [
        {"region_code": claim.region_code, "organ_id": claim.organ_id, "role": claim.role.value, "person_id": heir}
        | {"handed_by": claim.person_id}
        for claim, heir in claims
    ]
    work.insert_many(Claim, [{**row, "standard_id": standard.id, "at": work.at} for row in rows])
    for drafter, heir in drafters:
        work.update(Drafter, Drafter.id == drafter.id, until=work.at)
        if heir is not None:
            _draft_on(work, case, drafter, heir)
        elif drafter.is_editor:
            work.update(Standard, Standard.id == standard.id, group_confirmed_at=None)
    told = [{"region": d.region_code, "person": d.person_id, "heir": heir} for d, heir in drafters]
    return {"claims": rows, "drafters": told}


def _draft_on(work: Work, case: Case, drafter: Drafter, heir: int) -> None:
    own = {"standard_id": case.standing.standard.id, "person_id": heir}
    if all(d.person_id != heir for d in case.standing.drafters):
        place = {"unit": drafter.unit, "is_editor": drafter.is_editor, "order": drafter.order}
        work.insert(Drafter, **own, region_code=drafter.region_code, **place)
    elif drafter.is_editor:
        mine = (Drafter.standard_id == own["standard_id"], Drafter.person_id == heir, Drafter.until.is_(None))
        work.update(Drafter, *mine, is_editor=True)
    if Role.DRAFTER not in case.standing.hands.get(heir, set()):
        work.insert(Hand, **own, role=Role.DRAFTER)


def _claim(work: Work, case: Case, *, person: int, handed_by: int | None = None) -> None:
    assert case.seat is not None
    work.insert(
        Claim,
        standard_id=case.standing.standard.id,
        region_code=case.region,
        organ_id=case.seat.organ_id,
        role=case.role,
        person_id=person,
        handed_by=handed_by,
        at=work.at,
    )
