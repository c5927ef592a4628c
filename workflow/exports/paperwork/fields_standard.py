"""Values of the standard, its group, and one region's part in it, as forms print them."""

from collections.abc import Callable
from typing import Final

from workflow.exports.paperwork.source import Source, Value, day
from workflow.vocabulary import SeatRole
from workflow.words import tell

Read = Callable[[Source], Value]


def organ(source: Source, organ_id: int | None) -> Value:
    known = organ_id is not None and organ_id in source.standing.organs
    return source.standing.organ(organ_id).zh if known and organ_id is not None else None


def place(source: Source, code: str) -> str:
    return source.standing.places[code].name_zh if code in source.standing.places else code


def authority(source: Source, code: str) -> str:
    return source.standing.organ(source.standing.authority(code)).zh


def units(source: Source, code: str = "") -> Value:
    """The drafting units of a region, or of all, each once."""
    mine = (d.unit for d in source.standing.drafters if not code or d.region_code == code)
    return "、".join(dict.fromkeys(mine)) or None


def _editor(source: Source) -> Value:
    person = next((d.person_id for d in source.standing.drafters if d.is_editor), None)
    return source.standing.person(person).zh or None if person else None


def _drafters(source: Source) -> Value:
    return "、".join(source.standing.person(d.person_id).zh for d in source.standing.drafters) or None


def _predecessors(source: Source) -> Value:
    mine = [source.track] if source.track else list(source.standing.tracks.values())
    return "、".join(t.replaces for t in mine if t.replaces) or None


def _regions(source: Source) -> str:
    counted = source.standing.counted or list(source.standing.tracks)
    return "、".join(place(source, code) for code in counted)


def _department(source: Source) -> Value:
    return organ(source, source.track.department_id if source.track else None)


def _contact(source: Source) -> Value:
    """Who handles the matter in the region's authority: a name of an office, never how to reach a person at home."""
    if not source.region:
        return None
    held = source.standing.seats.get((SeatRole.HANDLER, source.standing.authority(source.region)), [])
    return "、".join(source.standing.person(seat.person_id).zh for seat in held) or None


def _plan_paper(source: Source, what: str) -> Value:
    paper = source.paper(source.region, "initiate") if source.region else None
    if paper is None:
        return None
    return paper.document_number or None if what == "number" else day(paper.dated)


def _checks(source: Source) -> Value:
    found = source.track.checks if source.track else None
    return "；".join(str(tell(f"check.{name}")) for name in found) if found else None


FIELDS: Final[dict[str, Read]] = {
    "standard.title": lambda s: s.standing.standard.title_zh,
    "standard.title_en": lambda s: s.standing.standard.title_en or None,
    "standard.nature": lambda s: str(tell(s.standing.standard.nature)),
    "standard.kind": lambda s: "修订" if s.standing.standard.is_revision else "制定",
    "standard.revises": _predecessors,
    "standard.ics": lambda s: s.standing.standard.ics or None,
    "standard.ccs": lambda s: s.standing.standard.ccs or None,
    "standard.scope": lambda s: s.standing.standard.scope or None,
    "standard.field": lambda s: s.standing.standard.field or None,
    "standard.special_law": lambda s: s.standing.standard.special_law or None,
    "standard.wished_on": lambda s: day(s.standing.standard.wished_on),
    "standard.lead": lambda s: place(s, s.standing.standard.lead_region),
    "standard.lead_authority": lambda s: authority(s, s.standing.standard.lead_region),
    "standard.regions": _regions,
    "standard.units": units,
    "standard.editor": _editor,
    "standard.drafters": _drafters,
    "standard.lead_unit": lambda s: units(s, s.standing.standard.lead_region),
    "group.name": lambda s: s.standing.agreement.name_zh,
    "group.banner": lambda s: s.standing.agreement.banner_zh or s.standing.agreement.name_zh,
    "group.chair": lambda s: authority(s, s.standing.agreement.chair_region),
    "region.name": lambda s: place(s, s.region) if s.region else None,
    "region.authority": lambda s: authority(s, s.region) if s.region else None,
    "region.department": _department,
    "region.unit": lambda s: units(s, s.region) if s.region else None,
    "region.contact": _contact,
    "region.checks": _checks,
    "plan.number": lambda s: (s.track.plan_number or None) if s.track else None,
    "plan.until": lambda s: day(s.track.plan_until) if s.track else None,
    "plan.document": lambda s: _plan_paper(s, "number"),
    "plan.dated": lambda s: _plan_paper(s, "dated"),
    "blank": lambda s: None,
}
