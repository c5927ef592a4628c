"""Seats that nobody sits on: whoever can fill one is told, rather than an office that is empty."""

from dataclasses import replace
from typing import Final

from workflow.picture.standing import Case
from workflow.process.gaps.gap import Gap, Gaps, stood_since
from workflow.records.people import Appointment
from workflow.vocabulary import Joint, Panel, Role, SeatRole
from workflow.who import IMPLEMENTERS, SEATED

# Whose seats are watched; the chain of a gate watches its own offices.
OFFICES: Final = frozenset(
    {Role.KEEPER, Role.OFFICER, Role.SECRETARY, Role.IMPLEMENTER, Role.COORDINATOR, Role.HANDLER, Role.APPLICANT}
)
JUDGES: Final = frozenset({Role.CHAIR, Role.REVIEWER})


def manned(case: Case, found: Gaps) -> Gaps:
    """The same gaps, but for those that wait for nobody."""
    for gap in found:
        if gap.role in OFFICES and gap.step and not _sits(case, gap):
            yield _vacant(case, gap)
        elif gap.role in JUDGES and gap.person_id and not _sits(case, gap):
            yield _gone(case, gap)
        else:
            yield gap


def experts(case: Case) -> Gaps:
    """A panel is asked for, and there are fewer experts in office than it must have."""
    standing = case.standing
    is_asked = not standing.open_panels or any(panel.state is Panel.FORMING for panel in standing.open_panels)
    if standing.state is not Joint.REVIEWING or not is_asked:
        return
    n = len({seat.person_id for seat in _in_office(case) if seat.role is SeatRole.EXPERT})
    least, lead = standing.terms.days("review.panel_min"), standing.standard.lead_region
    if n < least:
        yield Gap("gap.experts", stood_since(case), {"n": n, "min": least}, "", Role.SECADMIN, lead)


def _in_office(case: Case) -> list[Appointment]:
    seats = (seat for seat, _ in case.standing.roster)
    return [s for s in seats if s.since <= case.today and (s.until is None or case.today <= s.until)]


def _sits(case: Case, gap: Gap) -> bool:
    """Whether anybody in office could be meant; a duty of an organ is anybody's of it who may report."""
    assert gap.role is not None
    kinds = IMPLEMENTERS if gap.role is Role.IMPLEMENTER else {SEATED[gap.role]}
    return any(
        seat.role in kinds
        and (gap.person_id in (None, seat.person_id))
        and (gap.organ_id in (None, seat.organ_id))
        and (gap.region in (None, seat.region_code) or gap.organ_id is not None)
        for seat in _in_office(case)
    )


def _vacant(case: Case, gap: Gap) -> Gap:
    region = gap.region or case.standing.standard.lead_region
    organ = gap.organ_id or case.standing.authority(region)
    facts = {"region": case.standing.named(region), "office": case.standing.organ(organ), "role": gap.role}
    return replace(gap, key="gap.vacant", facts=facts, step="", role=Role.SECADMIN, region=region, person_id=None)


def _gone(case: Case, gap: Gap) -> Gap:
    """A member of the panel whose seat has ended: another must be named."""
    name = case.standing.person(gap.person_id or 0)
    told = replace(gap, key="gap.member_gone", facts={"name": name}, step="replace_member", role=Role.SECRETARY)
    return replace(told, person_id=None)
