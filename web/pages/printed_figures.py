"""Figures as documents print them, each with its source and the day it spoke of: beside ours, never added to them."""

from typing import Any

from flask import Blueprint, render_template

from web.seats import public
from workflow import shipped
from workflow.words import language

pages = Blueprint("printed_figures", __name__)
FILE = "figures.csv"


@pages.get("/statistics/figures")
@public
def figures() -> str:
    return render_template("statistics/figures.html", rows=[_row(one) for one in shipped.rows(FILE)])


def _row(one: dict[str, str]) -> dict[str, Any]:
    """A figure as printed; its unit and note only where the language of the page is theirs."""
    is_english = language() == "en"
    sign = "" if one["comparator"] == "=" else one["comparator"]
    return {
        "id": one["id"],
        "place": one["place"],
        "metric": one["metric_en" if is_english else "metric_zh"],
        "value": f"{sign} {one['value']}".strip(),
        "as_of": one["as_of"],
        "source": one["source_en" if is_english else "source_zh"],
    }
