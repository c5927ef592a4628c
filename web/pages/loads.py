"""Departments and their load: how much each has to do, and the lists behind every number."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web.accords.one import organ_name
from web.present import region
from web.seats import shows
from web.views import listed
from workflow.process.reasons import NotThere
from workflow.reads import load as reads
from workflow.reads.entries import within
from workflow.records.entries import Entry
from workflow.records.places import Organ
from workflow.vocabulary import EntryState
from workflow.words import say

pages = Blueprint("loads", __name__)
Json = dict[str, Any]
DUTY = "department_duty"


@pages.get("/departments")
@shows
def departments() -> ResponseReturnValue:
    page: Json = {"heads": [say(name) for name in reads.LOADS], "day": g.today}
    page["rows"] = [_row(one) for one in reads.loads(g.session, g.seat, g.today)]
    return render_template("registers/loads.html", page=page)


def _row(one: reads.Load) -> Json:
    href = f"/departments/{one.organ.id}"
    cells = [{"n": n, "href": f"{href}#l-{name.replace('.', '-')}"} for name, n in one.counts.items()]
    return {"name": organ_name(one.organ), "region": region(one.region)["name"], "href": href, "cells": cells}


@pages.get("/departments/<int:organ_id>")
@shows
def department(organ_id: int) -> ResponseReturnValue:
    found = reads.department(g.session, g.seat, organ_id)
    if found is None:
        raise NotThere
    organ, place = found
    page: Json = {"name": organ_name(organ), "region": region(place)["name"], "day": g.today, "duties": _duties(organ)}
    page["lists"] = listed.shown(reads.of_department(g.session, g.seat, organ_id, g.today))
    return render_template("registers/load.html", page=page)


def _duties(organ: Organ) -> list[Json]:
    """What the register says of the department, known by its region and name."""
    mine = (Entry.kind == DUTY, Entry.region_code == organ.region_code, Entry.title == organ.name_zh)
    query = sa.select(Entry).where(within(g.seat), *mine, Entry.state != EntryState.ENDED).order_by(Entry.id)
    return [{"title": one.title, "href": f"/registers/{DUTY}/{one.id}"} for one in g.session.scalars(query)]
