"""Public consultations without log-in: one with its text, sending a comment, and a comment's fate by its receipt."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import errors, paging
from web.clauses import clause_views
from web.commenting import ASKED, fields
from web.config import database, settings
from web.consulted import consulted
from web.errors import Problem
from web.present import title
from web.reading import reading
from web.seats import acts_public, public
from web.visitors import address
from workflow import engine
from workflow.accounts import Throttled
from workflow.knocking import knock
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import consultations as reads
from workflow.reads import suggestions
from workflow.vocabulary import Satisfaction
from workflow.words import say

pages = Blueprint("consultations", __name__)


@pages.get("/public/consultations/<int:consultation_id>")
@public
def one(consultation_id: int) -> ResponseReturnValue:
    return _page(_found(consultation_id), request.args)


@pages.post("/public/consultations/<int:consultation_id>/comments")
@acts_public
def comment(consultation_id: int) -> ResponseReturnValue:
    with reading():
        asked = _found(consultation_id)
        if not asked.is_open:
            return _page(asked, request.form), 409
    raw = {name: words for name in ASKED if (words := request.form.get(name, "").strip())}
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        outcome = engine.take(database(), "comment", asked.standard.id, None, raw, at=g.now)
    except (WrongAnswers, Refused, Throttled) as fault:
        return _again(consultation_id, errors.problem(fault))
    flash(say("意见已收到。请记下回执号，凭它查处理结果。"), "done")
    return redirect(f"/public/receipts?number={outcome.facts['receipt']}", 303)


@pages.get("/public/receipts")
@public
def receipt() -> ResponseReturnValue:
    number = _number(request.args.get("number", ""))
    fate = reads.fate(g.session, number)
    suggested = suggestions.fate(g.session, number) if fate is None else None
    view: dict[str, Any] = {"number": number, "fate": fate, "title": title(fate.standard) if fate else ""}
    view |= {"suggested": suggested, "marks": list(Satisfaction)}
    return render_template("public/receipt.html", page=view), 404 if number and not (fate or suggested) else 200


@pages.post("/public/receipts/take_back")
@acts_public
def take_back() -> ResponseReturnValue:
    with reading():
        fate = reads.fate(g.session, _number(request.form.get("number", "")))
    if fate is None:
        raise NotThere
    number = fate.comment.receipt
    engine.take(database(), "take_back_comment", fate.standard.id, None, {"receipt": number}, at=g.now)
    flash(say("意见已撤回。"), "done")
    return redirect(f"/public/receipts?number={number}", 303)


@pages.post("/public/receipts/satisfaction")
@acts_public
def mark() -> ResponseReturnValue:
    """Whoever has the receipt says whether the answer satisfies."""
    with reading():
        fate = reads.fate(g.session, _number(request.form.get("number", "")))
    if fate is None:
        raise NotThere
    raw = {"receipt": fate.comment.receipt, "satisfaction": request.form.get("satisfaction", "")}
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        engine.take(database(), "mark_satisfaction", fate.standard.id, None, raw, at=g.now)
        flash(say("评价已记下。"), "done")
    except Refused as fault:
        flash(" ".join(reason.sentence for reason in fault.reasons), "refused")
    except (WrongAnswers, Throttled) as fault:
        flash(errors.problem(fault).title, "refused")
    return redirect(f"/public/receipts?number={fate.comment.receipt}", 303)


def _number(given: str) -> str:
    return given.strip().upper()[: reads.LONGEST + 1]


def _found(consultation_id: int) -> reads.Asked:
    found = reads.one(g.session, consultation_id)
    if found is None:
        raise NotThere
    return found


def _again(consultation_id: int, problem: Problem) -> ResponseReturnValue:
    with reading():
        return _page(_found(consultation_id), request.form, problem), problem.status, problem.headers


def _page(asked: reads.Asked, given: MultiDict[str, str], problem: Problem | None = None) -> str:
    """The consultation: what is asked, the text clause by clause, the form or the answers."""
    version, text = reads.text_of(g.session, asked)
    here = paging.asked()
    found = reads.answers(g.session, asked, here)
    view: dict[str, Any] = {"asked": consulted(asked), "problem": problem, "answers": found.rows}
    view |= {"version": version, "clauses": clause_views(text.clauses), "fields": fields(text, given, problem)}
    view["id"], view["count"] = asked.consultation.id, len(text.clauses)
    view["pages"] = paging.paged(found.total, size=reads.PAGE, here=here)
    return render_template("public/consultation.html", page=view)
