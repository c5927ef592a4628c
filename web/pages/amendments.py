"""An amendment without log-in: what it changes, where each region posted it, and commenting while it lies open."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import errors
from web.commenting import ASKED, fields
from web.config import database, settings
from web.errors import Problem
from web.present import group, title
from web.reading import reading
from web.seats import acts_public, public
from web.views.amended import amendment_view
from web.visitors import address
from workflow import engine
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import amendments as reads
from workflow.records.amendments import Amendment
from workflow.words import say

pages = Blueprint("amendments", __name__)


@pages.get("/public/amendments/<int:amendment_id>")
@public
def one(amendment_id: int) -> ResponseReturnValue:
    return _page(*_found(amendment_id), request.args)


@pages.post("/public/amendments/<int:amendment_id>/comments")
@acts_public
def comment(amendment_id: int) -> ResponseReturnValue:
    with reading():
        standing, amendment = _found(amendment_id)
        if not reads.is_open(standing, amendment):
            return _page(standing, amendment, request.form), 409
        standard_id = standing.standard.id
    raw = {name: words for name in ASKED if (words := request.form.get(name, "").strip())}
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        outcome = engine.take(database(), "comment", standard_id, None, raw, at=g.now)
    except (WrongAnswers, Refused, Throttled) as fault:
        problem = errors.problem(fault)
        with reading():
            return _page(*_found(amendment_id), request.form, problem), problem.status, problem.headers
    flash(say("意见已收到。请记下回执号，凭它查处理结果。"), "done")
    return redirect(f"/public/receipts?number={outcome.facts['receipt']}", 303)


def _found(amendment_id: int) -> tuple[Standing, Amendment]:
    found = reads.one(g.session, amendment_id)
    if found is None:
        raise NotThere
    return found


def _page(standing: Standing, amendment: Amendment, given: MultiDict[str, str], problem: Problem | None = None) -> str:
    """What is asked and the form; the clauses are those of the text in force."""
    view: dict[str, Any] = amendment_view(g.session, standing, amendment)
    frozen = standing.frozen
    assert frozen is not None
    view |= {"asked": {"is_open": view["is_open"]}, "problem": problem}
    view["fields"] = fields(manuscript.load(g.session, frozen), given, problem)
    view["title"], view["over"] = title(standing.standard), group(standing.agreement)
    view["action"] = f"/public/amendments/{amendment.id}"
    view["standard"] = f"/public/standards/{standing.standard.id}"
    return render_template("public/amendment.html", page=view)
