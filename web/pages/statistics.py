"""Live figures: how many standards stand where, in which regions, years and fields; each figure says what it counts."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web.present import instant, seal
from web.seats import shows
from workflow.reads import statistics as reads
from workflow.reads.board import stage_of
from workflow.reads.statistics import Figures, OfRegion
from workflow.vocabulary import Joint, Stage
from workflow.words import say, tell

pages = Blueprint("statistics", __name__)
Json = dict[str, Any]


@pages.get("/statistics")
@shows
def statistics() -> ResponseReturnValue:
    found = reads.figures(g.session, g.seat)
    return render_template(
        "statistics/statistics.html",
        listed=found.listed,
        ended=found.ended,
        as_of=instant(g.now),
        stages=[_stage(stage, found) for stage in Stage],
        regions=[_region(one) for one in found.by_region],
        years=[
            {"words": str(year) if year else say("日期不详"), "n": n, "href": ""} for year, n in found.by_year.items()
        ],
        fields=[_field(field, n) for field, n in found.by_field.items()],
    )


def _field(field: str, n: int) -> Json:
    """A field with the list that its figure counts."""
    return {
        "words": str(tell(field)) if field else say("未注明"),
        "n": n,
        "href": f"/board?{urlencode({'field': field})}" if field else "",
    }


def _stage(stage: Stage, found: Figures) -> Json:
    states = {key: n for key, n in found.by_state.items() if stage_of(key[0], is_imported=key[1]) is stage}
    return {
        "name": say(f"stage.{stage.value}"),
        "n": sum(states.values()),
        "states": [{"words": _named(*key), "n": n} for key, n in states.items()],
    }


def _named(state: Joint, is_imported: bool) -> str:
    return say("{state}（补录）", state=state) if is_imported else str(tell(state))


def _region(one: OfRegion) -> Json:
    return {
        "seal": seal(one.region, "notdue"),
        "part": one.taking_part,
        "undecided": one.undecided,
        "released": one.released,
    }
