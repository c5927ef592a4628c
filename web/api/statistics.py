"""Figures for programs: the tables of the pages, as they can be taken away; and what documents print, apart."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint
from flask.typing import ResponseReturnValue

from web.api import listing
from web.pages import contributed, durations, growth, printed_figures, slow_steps, statistics, waits
from web.seats import public, shows
from web.sheets import Sheet

calls = Blueprint("statistics", __name__)
SHEETS: Final[dict[str, Callable[[], Sheet]]] = {
    "counts": statistics.counted,
    "standards": statistics.listed,
    "time": durations.counted,
    "time/projects": durations.chosen,
    "waiting": waits.counted,
    "waiting/turns": waits.chosen,
    "steps": slow_steps.counted,
    "steps/projects": slow_steps.chosen,
    "growth": growth.counted,
    "growth/printed": growth.printed,
    "levels": contributed.counted,
}


def _call(made: Callable[[], Sheet]) -> Callable[[], ResponseReturnValue]:
    return lambda: listing.cut(made().items)


for path, made in SHEETS.items():
    calls.add_url_rule(f"/statistics/{path}", path.replace("/", "_"), shows(_call(made)))


@calls.get("/statistics/figures")
@public
def figures() -> ResponseReturnValue:
    """Never added to ours."""
    return listing.listed(printed_figures.rows())
