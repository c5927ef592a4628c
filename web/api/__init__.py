"""The API, version 1: JSON twins of the pages, the same door, the same refusals, a description read off the table."""

from datetime import date
from importlib import import_module
from typing import Final

from flask import Blueprint, request

from workflow.process.answers import WrongAnswers

PARTS: Final = (
    "acts",
    "agreements",
    "audit_findings",
    "catalogue",
    "comparisons",
    "dossiers",
    "entries",
    "entry_files",
    "entry_import",
    "exchanges",
    "expert_import",
    "experts",
    "filing",
    "findings",
    "keeping",
    "letters",
    "living",
    "logs",
    "notices",
    "packages",
    "parcels",
    "partners",
    "past",
    "registers",
    "schema",
    "search",
    "session",
    "several",
    "shared",
    "signed",
    "standards",
    "standing_open",
    "statistics",
    "templates",
    "texts",
    "verifying",
    "watching",
    "work",
)
pages = Blueprint("api", __name__, url_prefix="/api/v1")
for part in PARTS:
    pages.register_blueprint(import_module(f"web.api.{part}").calls)


@pages.before_request
def a_day_is_a_day() -> None:
    """A program that asks for a past day and misspells it is not answered with today's."""
    try:
        date.fromisoformat(request.args.get("on") or date.min.isoformat())
    except ValueError as fault:
        raise WrongAnswers({"on": ("wrong.date", {})}) from fault
