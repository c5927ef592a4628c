"""How a standard is carried out: the grid of regions and measures, and what regions keep beside it."""

from typing import Any

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web.entered import HOME
from web.present import day, region
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow import engine
from workflow.kinds import all_kinds
from workflow.picture.standing import Standing
from workflow.process.standard import ROWS
from workflow.reads import entries, feedback, implementing
from workflow.reads.implementing import ANNOUNCED, IN_FORCE, Measure
from workflow.rules import living
from workflow.vocabulary import DutyKind
from workflow.words import say, tell

pages = Blueprint("implementing", __name__)
Json = dict[str, Any]
# Of what regions keep, what speaks of a standard in use; offered where there is none yet.
OFFERED = ("effect", "case", "use_declaration", "site", "supervision", "conversion", "contribution")


@pages.get("/standards/<int:standard_id>/implementation")
@shows
def tower(standard_id: int) -> ResponseReturnValue:
    standing = found(standard_id)
    told = implementing.grid(g.session, standing, g.today)
    heads = [{"name": name, "words": _head(name)} for name in implementing.COLUMNS]
    rows: list[Json] = [
        {
            "region": region(standing.places[code]),
            "cells": [
                {"head": head["words"], "items": [_item(one) for one in told[code][head["name"]]]} for head in heads
            ],
        }
        for code in told
    ]
    page: Json = {"id": standard_id, "head": page_head(standing, say("实施")), "ways": ways(standing, "implementation")}
    review = living.reviewed_by(standing)
    page |= {"heads": heads, "rows": rows, "beside": _beside(standing), "review": day(review) if review else ""}
    page["is_planned"] = any(cell["items"] for row in rows for cell in row["cells"])
    page["heard"] = [
        {"words": label, "n": n, "href": f"/standards/{standard_id}/feedback?clause={clause}"}
        for clause, label, n in feedback.counts(g.session, standard_id)
    ]
    page |= {"plan": _step(standing, "plan_duty"), "report": _step(standing, "report_duty")}
    return render_template("standards/implementation.html", page=page)


def _head(name: str) -> str:
    given = {ANNOUNCED: say("公告"), IN_FORCE: say("施行")}
    return given.get(name) or str(tell(DutyKind(name)))


def _item(one: Measure) -> Json:
    told = {"fate": one.fate.value, "words": say(f"fate.{one.fate.value}"), "day": day(one.due), "shown": one.shown}
    return told | {"files": [f"/files/{digest}" for digest in one.files]}


def _beside(standing: Standing) -> list[Json]:
    """Each kind with how many there are; every number opens its list."""
    where, standard = entries.within(g.seat), standing.standard.id
    counted = {kind.code: n for kind, n in implementing.beside(g.session, where, standard)}
    shown = (kind for kind in all_kinds().values() if kind.code in counted or kind.code in OFFERED)
    return [
        {"words": tell(kind.name), "n": counted.get(kind.code, 0), "href": f"{HOME}/{kind.code}?standard={standard}"}
        for kind in shown
    ]


def _step(standing: Standing, step: str) -> str:
    """Where a step is taken, if it is this seat's now."""
    offer = engine.offer(ROWS[step], standing, g.seat, g.now)
    return f"/standards/{standing.standard.id}/steps/{step}" if offer is not None and offer.is_open else ""
