"""Figures as documents print them, each with its source and the day it spoke of: beside ours, never added to them."""

from typing import Any

from flask import Blueprint, render_template

from web.seats import public
from workflow import shipped
from workflow.words import language

pages = Blueprint("printed_figures", __name__)
FILE = "figures.csv"
TOLD = ("place", "metric", "as_of", "source", "note")


@pages.get("/statistics/figures")
@public
def figures() -> str:
    return render_template("statistics/figures.html", rows=rows())


def rows() -> list[dict[str, Any]]:
    """Every figure."""
    return [_row(one) for one in shipped.rows(FILE)]


def _row(one: dict[str, str]) -> dict[str, Any]:
    """A figure as printed, with what is said of it in the language of the page."""
    sign = "" if one["comparator"] == "=" else one["comparator"]
    told = {name: one[f"{name}_{language()}"] for name in TOLD}
    return {"id": one["id"], "value": f"{sign} {one['value']}".strip()} | told
