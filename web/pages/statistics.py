"""Live figures: how many standards stand where, in which regions, years and fields; each figure says what it counts."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web.present import instant, seal
from web.seats import shows
from workflow.reads import statistics as reads
from workflow.reads.statistics import Figures, OfRegion
from workflow.vocabulary import Stage
from workflow.words import say, tell

pages = Blueprint("statistics", __name__)
Json = dict[str, Any]


@pages.get("/statistics")
@shows
def statistics() -> ResponseReturnValue:
    found = reads.figures(g.session, g.seat)
    return render_template(
        "statistics/statistics.html",
        total=found.total,
        as_of=instant(g.now),
        stages=[_stage(stage, found) for stage in Stage],
        regions=[_region(one) for one in found.by_region],
        years=[
            {"words": str(year) if year else say("日期不详"), "n": n, "href": _board(year=year)}
            for year, n in found.by_year.items()
        ],
        fields=[
            {"words": field or say("未注明"), "n": n, "href": _board(field=field)}
            for field, n in found.by_field.items()
        ],
    )


def _board(**narrowed: Any) -> str:
    """The list that a figure counts; none where the board has no such list."""
    return f"/board?{urlencode(narrowed)}" if all(narrowed.values()) else ""


def _stage(stage: Stage, found: Figures) -> Json:
    states = {state: n for state, n in found.by_state.items() if state.stage is stage}
    return {
        "name": say(f"stage.{stage.value}"),
        "n": sum(states.values()),
        "states": [{"words": tell(state), "n": n} for state, n in states.items()],
    }


def _region(one: OfRegion) -> Json:
    return {
        "seal": seal(one.region, "notdue"),
        "part": one.taking_part,
        "undecided": one.undecided,
        "released": one.released,
    }
