"""Declarations of use: the form beside a released or a recognised standard, and leaving by the receipt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import errors, forms
from web.config import database, settings
from web.entered import PUBLIC
from web.errors import Problem
from web.pages.public import found_edition
from web.present import title
from web.reading import reading
from web.seats import acts_public, public
from web.visitors import address
from workflow.accord.entered import Entered
from workflow.entering import declaring
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.kinds import all_kinds
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.entries import ROWS, fitted
from workflow.process.reasons import NotThere, Refused
from workflow.reads import entries
from workflow.reads.declared import KIND
from workflow.rules.declaring import LISTED
from workflow.vocabulary import LIVE, Role
from workflow.words import say

pages = Blueprint("use", __name__)
Json = dict[str, Any]
ASKED = ("region", "organisation", "credit_code", "since", "scope", "contact")
FILLED_BY = {"organisation": "organization", "contact": "email"}


@dataclass(frozen=True)
class About:
    """What is declared to be used: a standard of ours, or one that regions recognise; `numbers` by region."""

    home: str
    title: str
    agreement: int
    hangs_on: dict[str, str]
    numbers: dict[str, str]
    number: str = ""


@pages.get("/public/standards/<int:standard_id>/use")
@public
def form(standard_id: int) -> ResponseReturnValue:
    return _form(_of_ours(standard_id), request.args)


@pages.post("/public/standards/<int:standard_id>/use")
@acts_public
def declare(standard_id: int) -> ResponseReturnValue:
    return _declared(lambda: _of_ours(standard_id))


@pages.get(f"{PUBLIC}/<kind>/<int:entry_id>/use")
@public
def listed_form(kind: str, entry_id: int) -> ResponseReturnValue:
    return _form(_recognised(kind, entry_id), request.args)


@pages.post(f"{PUBLIC}/<kind>/<int:entry_id>/use")
@acts_public
def declare_listed(kind: str, entry_id: int) -> ResponseReturnValue:
    return _declared(lambda: _recognised(kind, entry_id))


@pages.post("/public/receipts/leave")
@acts_public
def leave() -> ResponseReturnValue:
    """Whoever has the receipt takes back what waits, or ends what stands."""
    receipt = request.form.get("number", "").strip().upper()[: declaring.LONGEST + 1]
    raw = {"reason": words} if (words := request.form.get("reason", "").strip()) else {}
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        declaring.leave(database(), receipt, raw, at=g.now)
        flash(say("已记下：这条声明不再有效。"), "done")
    except (WrongAnswers, Refused, Throttled) as fault:
        problem = errors.problem(fault)
        flash(" ".join([problem.title, *problem.fields.values()]), "refused")
    return redirect(f"/public/receipts?number={receipt}", 303)


def _of_ours(standard_id: int) -> About:
    """A released standard, while it is in use."""
    edition = found_edition(standard_id)
    if edition.standing.state not in LIVE:
        raise NotThere
    numbers = {place.code: number.display for number, place in edition.numbers}
    about, home = {"standard": str(standard_id)}, f"/public/standards/{standard_id}"
    standing = edition.standing
    return About(home, title(standing.standard), standing.agreement.id, about, numbers)


def _recognised(kind: str, entry_id: int) -> About:
    """A standard on a list of recognition, while it is listed."""
    found = entries.one(g.session, entries.within(None), entry_id)
    is_listed = found is not None and found.kind == kind and kind in all_kinds()[KIND].parents
    if found is None or not is_listed or found.state not in LISTED:
        raise NotThere
    number, home = str(found.fields.get("number") or ""), f"{PUBLIC}/{kind}/{entry_id}"
    return About(home, found.title, found.agreement_id, {"parent": str(entry_id)}, {}, number)


def _declared(found: Callable[[], About]) -> ResponseReturnValue:
    with reading():
        about = found()
    raw = {name: words for name in ASKED if (words := request.form.get(name, "").strip())}
    raw |= {"credit_code": raw["credit_code"].upper()} if "credit_code" in raw else {}
    if about.numbers and raw.get("region") not in about.numbers:
        raw.pop("region", None)  # where it does not hold nobody uses it
    number = about.numbers.get(raw.get("region", ""), about.number)
    raw |= about.hangs_on | ({"number": number} if number else {})
    raw |= {"title": raw["organisation"]} if "organisation" in raw else {}
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        _, receipt = declaring.declare(database(), about.agreement, KIND, raw, at=g.now)
    except (WrongAnswers, Refused, Throttled) as fault:
        problem = errors.problem(fault)
        with reading():
            return _form(found(), request.form, problem), problem.status, problem.headers
    flash(say("声明已收到，由所选地区核实后公开。请记下回执号，凭它查结果、撤回或终止。"), "done")
    return redirect(f"/public/receipts?number={receipt}", 303)


def _form(about: About, given: MultiDict[str, str], problem: Problem | None = None) -> str:
    row, kind = fitted(ROWS["declare_entry"], all_kinds()[KIND]), all_kinds()[KIND]
    seen = Entered.beginning(g.session, about.agreement, kind)
    if seen is None:
        raise NotThere
    case = Case(seen, None, g.now, role=Role.PUBLIC)
    made = forms.fields(g.session, row, case, given, problem.fields if problem else {})
    named = {field["name"]: field | _filled(field["name"]) for field in made}
    if about.numbers and "region" in named:
        options = (one for one in named["region"]["options"] if one["value"] in about.numbers)
        named["region"]["options"] = [one | {"note": about.numbers[one["value"]]} for one in options]
    page = {"about": about, "fields": [named[name] for name in ASKED if name in named], "problem": problem}
    return render_template("public/use.html", page=page)


def _filled(name: str) -> Json:
    """How a browser fills a field, and that the region must be chosen."""
    made: Json = {"autocomplete": FILLED_BY[name]} if name in FILLED_BY else {}
    return made | ({"required": True} if name == "region" else {})
