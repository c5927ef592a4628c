"""The official forms of a project as a page lists them: what can be printed now, and of the others why not yet."""

from typing import Any

from flask import g

from web.present import region
from workflow.exports.paperwork.filling import Filled, filled
from workflow.exports.paperwork.needs import is_ready
from workflow.exports.paperwork.shapes import Form, catalogue, form
from workflow.exports.paperwork.source import Source, reviews
from workflow.picture.standing import Seat, Standing
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.vocabulary import Stage
from workflow.words import say

FACES = ("pdf", "docx", "xlsx", "json")
LISTED = ("disposition", "summary", "signature", "expert_opinions", "concurrence")  # what is worked on as a table


def faces(name: str) -> list[str]:
    """As which files a form is sent."""
    return [kind for kind in FACES if kind != "xlsx" or name in LISTED]


def chosen_region(standing: Standing, seat: Seat, asked: str) -> str:
    """The region asked for, else the seat's own, else the lead; one that is not of the group is not there."""
    if asked and asked not in standing.tracks:
        raise NotThere
    own = seat.region if seat.region in standing.tracks else ""
    return asked or own or standing.standard.lead_region


def source_of(standing: Standing, code: str, review: int = 0) -> Source:
    """What the forms of a region are filled from; `review` names another panel than the latest."""
    found = reviews(standing, code)
    panel = next((p for p in found if not review or p.id == review), None)
    if review and panel is None:
        raise NotThere
    return Source.of(standing, g.now, code, panel, reader=g.seat.region)


def shape_of(standing: Standing, name: str, code: str) -> Form:
    """A form in the layout of the region or its group."""
    if name not in catalogue():
        raise NotThere
    return form(name, standing.agreement.code, code)


def filled_form(standing: Standing, name: str, code: str, review: int = 0) -> tuple[Filled, Source]:
    """A form with its values; one whose time has not come is not there."""
    shape, source = shape_of(standing, name, code), source_of(standing, code, review)
    if not is_ready(shape.needs, source):
        raise NotThere
    return filled(shape, source), source


def listed(standing: Standing, code: str) -> list[dict[str, Any]]:
    """All forms by stage, for one region."""
    source = source_of(standing, code)
    rows = [_row(standing, form(name, standing.agreement.code, code), source) for name in catalogue()]
    stages = [(stage, [row for row in rows if row["stage"] == stage.value]) for stage in Stage]
    return [{"name": say(f"stage.{stage.value}"), "forms": found} for stage, found in stages if found]


def _row(standing: Standing, shape: Form, source: Source) -> dict[str, Any]:
    address = f"/standards/{standing.standard.id}/forms/{shape.name}"
    tail = f"?region={source.region}"
    is_open = is_ready(shape.needs, source)
    return {
        "stage": shape.stage,
        "name": say(f"form.{shape.name}"),
        "href": f"{address}{tail}" if is_open else "",
        "why": "" if is_open else say(f"form_need.{shape.needs}", region=standing.named(source.region)),
        "files": [{"href": f"{address}.{kind}{tail}", "words": kind.upper()} for kind in faces(shape.name)]
        if is_open
        else [],
        "steps": [say(f"step.{step}") for step in shape.steps if step in ROWS],
        "whose": "" if shape.per == "standard" else say(f"form_per.{shape.per}"),
    }


def regions_of(standing: Standing, here: str) -> list[dict[str, Any]]:
    """The regions whose forms can be looked at."""
    address = f"/standards/{standing.standard.id}/forms?region="
    codes = [code for code in standing.tracks if code in standing.places]
    return [
        {"region": region(standing.places[code]), "href": f"{address}{code}", "current": code == here} for code in codes
    ]


def rounds_of(standing: Standing, code: str, name: str) -> list[dict[str, Any]]:
    """The reviews whose forms can be printed, where there was more than one."""
    found = reviews(standing, code)
    if len(found) < 2 or shape_of(standing, name, code).per != "panel":
        return []
    address = f"/standards/{standing.standard.id}/forms/{name}?region={code}&review="
    return [{"href": f"{address}{p.id}", "words": say("第 {n} 次审查", n=p.round)} for p in found]
