"""Suggestions of projects: the public's form and the published answers; what the regions of a group see of them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import agreed, errors, forms
from web.config import database, settings
from web.errors import Problem
from web.present import day
from web.project.rivals import near_view
from web.reading import reading
from web.seats import acts_public, public, shows
from web.visitors import address
from workflow import agreeing
from workflow.accord.picture import Accord
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.picture.standing import Case
from workflow.process.agreement import ROWS
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.process.row import AskType
from workflow.reads import rivals
from workflow.reads import suggestions as reads
from workflow.reads.rivals import Near
from workflow.reads.suggestions import Suggested
from workflow.vocabulary import Named
from workflow.who import role_of
from workflow.words import say, tell

pages = Blueprint("suggestions", __name__)
ROW, ANSWER = ROWS["suggest"], ROWS["answer_suggestion"]


@pages.get("/public/suggestions")
@public
def form() -> str:
    return _page(request.args)


@pages.post("/public/suggestions")
@acts_public
def suggest() -> ResponseReturnValue:
    raw = {ask.name: words for ask in ROW.asks if (words := request.form.get(ask.name, "").strip())}
    group = forms.number(request.form.get("group", "")) or 0
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        made = agreeing.take(database(), group, ROW.name, None, raw, at=g.now)
    except (WrongAnswers, Refused, Throttled, NotThere) as fault:
        problem = errors.problem(fault)
        with reading():
            return _page(request.form, problem), problem.status, problem.headers
    flash(say("建议已收到。请记下回执号，凭它查答复。"), "done")
    return redirect(f"/public/receipts?number={made.facts['receipt']}", 303)


@pages.get("/agreements/<int:agreement_id>/suggestions")
@shows
def of_a_group(agreement_id: int) -> str:
    accord = agreed.find(g.session, agreement_id)
    name = Named(accord.agreement.code, accord.agreement.name_zh, accord.agreement.name_en)
    may_answer = any(one.row is ANSWER for one in agreeing.offers(accord, g.seat, g.now))
    found = reads.of(g.session, agreement_id)
    near = rivals.near(g.session, g.seat, [one.suggestion.title for one in found if not one.is_answered])
    rows = [_row(one) | {"by": _by(one, accord), "near": _near(one, near)} for one in found]
    page = {"id": agreement_id, "name": tell(name), "rows": rows, "may_answer": may_answer}
    return render_template("agreements/suggestions.html", page=page)


def _page(given: MultiDict[str, str], problem: Problem | None = None) -> str:
    groups = [
        {"value": one.id, "words": tell(Named(one.code, one.name_zh, one.name_en))} for one in reads.groups(g.session)
    ]
    answers = [_row(one) for one in reads.answered(g.session)]
    page: dict[str, Any] = {"groups": groups, "group": given.get("group", ""), "answers": answers, "problem": problem}
    page["fields"] = [_field(ask.name, ask.type, given, problem) for ask in ROW.asks]
    return render_template("public/suggestions.html", page=page)


def _field(name: str, kind: AskType, given: MultiDict[str, str], problem: Problem | None) -> dict[str, Any]:
    wrong = problem.fields.get(name, "") if problem else ""
    made: dict[str, Any] = {"name": name, "label": say(f"ask.{name}"), "required": True, "value": given.get(name, "")}
    made |= {"type": "longtext", "rows": 5} if kind is AskType.LONGTEXT else {"type": "text"}
    return made | ({"error": wrong} if wrong else {})


def _row(one: Suggested) -> dict[str, Any]:
    said = one.suggestion
    return {
        "id": said.id,
        "group": tell(Named(one.agreement.code, one.agreement.name_zh, one.agreement.name_en)),
        "title": said.title,
        "need": said.need,
        "received": day(said.received_at),
        "disposition": tell(said.disposition) if said.disposition else "",
        "answer": said.answer,
    }


def _near(one: Suggested, near: Mapping[str, list[Near]]) -> list[dict[str, Any]]:
    """What is alike to the title, while it waits for an answer."""
    return [near_view(other) for other in near.get(one.suggestion.title, ())]


def _by(one: Suggested, accord: Accord) -> str:
    """Who it was, for those who may answer it, or whose region did: to nobody else was the name given."""
    is_theirs = one.suggestion.answered_region in (None, g.seat.region)
    may = g.seat.may(ANSWER.name) and role_of(ANSWER.who, Case(accord, g.seat, g.now)) is not None
    return f"{one.suggestion.name} {one.suggestion.contact}" if is_theirs and may else ""
