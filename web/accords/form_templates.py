"""The templates of a group's forms as a page lists them, and what one asks for that was just handed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from web.present import day, group, region
from workflow.exports.paperwork import replacing
from workflow.exports.paperwork.shapes import catalogue, form, layouts
from workflow.exports.paperwork.templates import Looked
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere
from workflow.reads.agreements import Whole
from workflow.records.places import Region
from workflow.words import say

ALL = "all"  # the scope of a template that a whole group uses
Json = dict[str, Any]


@dataclass(frozen=True)
class Named:
    """An agreement, by what its forms are found by."""

    id: int
    code: str
    name: str
    places: Sequence[Region]

    @classmethod
    def of(cls, found: Whole) -> "Named":
        one = found.group.agreement
        return cls(one.id, one.code, group(one), [place for _, place, _ in found.group.parties])


def scope_of(session: Session, seat: Seat, named: Named, asked: str) -> str | None:
    """The region, or none for all, that a template is meant for; what the seat may not give is not there."""
    region_code = None if asked == ALL else asked
    if region_code not in replacing.scopes(session, seat, named.id):
        raise NotThere
    return region_code


def listed(session: Session, seat: Seat, named: Named) -> Json:
    """Every form with its templates: the usual one, that of the group, those of regions."""
    mine = replacing.scopes(session, seat, named.id)
    force = replacing.in_force(session, named.id)
    rows = [_row(named, name, force, mine) for name in catalogue()]
    scopes = [{"value": code or ALL, "words": _whose(named, code)} for code in mine]
    return {"name": named.name, "back": f"/agreements/{named.id}", "rows": rows, "scopes": scopes}


def _row(named: Named, name: str, force: dict[tuple[str, str | None], Any], mine: list[str | None]) -> Json:
    address = f"/agreements/{named.id}/forms/{name}"
    own = [_own(named, address, code, one, mine) for (of, code), one in force.items() if of == name]
    laid_out = [code for code in layouts(name) if code in {place.code for place in named.places}]
    usual = [{"href": f"{address}.docx", "words": say("通用模板")}]
    usual += [{"href": f"{address}.docx?region={code}", "words": _whose(named, code)} for code in laid_out]
    return {
        "name": say(f"form.{name}"),
        "cites": say(f"form_cites.{name}"),
        "usual": usual,
        "own": own,
        "to": address,
    }


def _own(named: Named, address: str, code: str | None, one: Any, mine: list[str | None]) -> Json:
    tail = f"?region={code}" if code else ""
    return {
        "href": f"{address}/own.docx{tail}",
        "words": _whose(named, code),
        "since": day(one.put_at),
        "scope": code or ALL,
        "may_end": code in mine,
    }


def _whose(named: Named, code: str | None) -> str:
    place = next((place for place in named.places if place.code == code), None)
    return region(place)["name"] if place else say("全组：{group}", group=named.name)


def look_of(named: Named, name: str, scope: str | None, look: Looked, digest: str) -> Json:
    """What a template asks for, what is wrong with it, what it lacks; whether it may be used."""
    faults = [say(f"rule.{one.rule}", **one.facts) for one in replacing.against(look)]
    lists = [{"name": key, "columns": sorted(said)} for key, said in sorted(look.lists.items())]
    return {
        "title": say("{form}模板", form=say(f"form.{name}")),
        "whose": _whose(named, scope),
        "scope": scope or ALL,
        "digest": digest,
        "asked": sorted(look.values),
        "lists": lists,
        "faults": faults,
        "missing": look.missing(form(name, named.code, scope or "")),
        "to": f"/agreements/{named.id}/forms/{name}",
        "back": f"/agreements/{named.id}/forms",
    }
