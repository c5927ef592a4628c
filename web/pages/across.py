"""Figures of all groups beside each other; each opens the list that it counts, all of them can be taken away."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from web.present import group, instant, title
from web.seats import public
from web.views.portal import LIST
from workflow.exports.tables import MEDIA, table
from workflow.reads import across as reads
from workflow.reads import portal
from workflow.reads.across import STAGES, STATES, Across
from workflow.records.agreements import Agreement
from workflow.words import say, tell

pages = Blueprint("across", __name__)
Json = dict[str, Any]


@pages.get("/public/statistics")
@public
def statistics() -> ResponseReturnValue:
    found, shown = reads.across(g.session), [one.agreement for one in portal.groups(g.session)]
    years = sorted({year for counts in found.years.values() for year in counts}, reverse=True)
    return render_template(
        "public/statistics.html",
        states=[str(tell(state)) for state in STATES],
        rows=[_states(one, found) for one in shown],
        years=years,
        by_year=[_years(one, found, years) for one in shown],
        stages=[say(f"stage.{stage.value}") for stage in STAGES],
        projects=_projects() if reads.may_count_projects(g.seat) else None,
        as_of=instant(g.now),
    )


def _cell(n: int, **narrowed: Any) -> Json:
    return {"n": n, "href": f"{LIST}?{urlencode(narrowed)}" if n else ""}


def _states(one: Agreement, found: Across) -> Json:
    counts = found.states.get(one.id, {})
    cells = [_cell(counts.get(state, 0), group=one.code, state=state.value) for state in STATES]
    total = _cell(found.total(one.id), group=one.code)
    return {"name": group(one), "href": f"/public/groups/{one.code}", "total": total, "cells": cells} | {
        "days": found.middle(one.id),
        "ways": [
            {"href": f"/public/standards/{way.standard.id}", "title": title(way.standard), "days": way.days}
            for way in found.ways.get(one.id, ())
        ],
    }


def _years(one: Agreement, found: Across, years: list[int]) -> Json:
    counts = found.years.get(one.id, {})
    return {"name": group(one), "cells": [_cell(counts.get(year, 0), group=one.code, year=year) for year in years]}


def _projects() -> list[Json]:
    """Bare counts: what is not released has no list that could be opened here."""
    found, known = reads.under_way(g.session), reads.names(g.session)
    return [
        {"name": group(known[one]), "cells": [stages.get(stage, 0) for stage in STAGES]}
        for one, stages in sorted(found.items())
    ]


@pages.get("/public/statistics.csv")
@public
def as_csv() -> ResponseReturnValue:
    found = reads.across(g.session)
    heading = ["group", "name", "released_in_all", *(state.value for state in STATES), "median_days_to_release"]
    rows = [
        [one.code, one.name_zh, found.total(one.id), *_counts(found, one.id), found.middle(one.id)]
        for one in (each.agreement for each in portal.groups(g.session))
    ]
    answer = Response(table("csv", "groups", heading, rows), content_type=MEDIA["csv"])
    answer.headers["Content-Disposition"] = "attachment; filename=groups.csv"
    return answer


def _counts(found: Across, group_id: int) -> list[int]:
    return [found.states.get(group_id, {}).get(state, 0) for state in STATES]
