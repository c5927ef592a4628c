"""Feedback of the public on a released standard: the form on each clause, the list for those who handle it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import errors
from web.commenting import ASKED, fields
from web.config import database, settings
from web.errors import Problem
from web.pages.public import found_edition
from web.present import day, group, title
from web.project.beside import clauses_of
from web.project.party import found, page_head, ways
from web.reading import reading
from web.seats import acts_public, public, shows
from web.views.clauses import anchor, label
from web.visitors import address
from workflow import engine
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.picture.standing import Standing
from workflow.process.answers import WrongAnswers
from workflow.process.heard import ROWS_OF_FEEDBACK
from workflow.process.reasons import NotThere, Refused
from workflow.process.standard import ROWS
from workflow.reads import feedback as reads
from workflow.reads.feedback import Heard
from workflow.vocabulary import LIVE
from workflow.words import say, tell

pages = Blueprint("hearing", __name__)
Json = dict[str, Any]
ASIDE = ("answer_comment", *(row.name for row in ROWS_OF_FEEDBACK))


@pages.get("/public/standards/<int:standard_id>/comment")
@public
def form(standard_id: int) -> ResponseReturnValue:
    return _form(standard_id, request.args)


@pages.post("/public/standards/<int:standard_id>/comments")
@acts_public
def comment(standard_id: int) -> ResponseReturnValue:
    raw = {name: words for name in ASKED if (words := request.form.get(name, "").strip())}
    with reading():
        _asked(standard_id)
    try:
        knock(database(), address(), secret=settings().secret(), at=g.now)
        outcome = engine.take(database(), "comment", standard_id, None, raw, at=g.now)
    except (WrongAnswers, Refused, Throttled) as fault:
        problem = errors.problem(fault)
        with reading():
            return _form(standard_id, request.form, problem), problem.status, problem.headers
    flash(say("意见已收到。请记下回执号，凭它查处理结果。"), "done")
    return redirect(f"/public/receipts?number={outcome.facts['receipt']}", 303)


@pages.get("/standards/<int:standard_id>/feedback")
@shows
def listed(standard_id: int) -> str:
    standing, clause = found(standard_id), request.args.get("clause", "")[:32]
    told = reads.heard(g.session, standing, clause)
    page: Json = {
        "id": standard_id,
        "head": page_head(standing, say("公众意见")),
        "ways": ways(standing, "implementation"),
    }
    page |= {"rows": [_row(one, standing) for one in told], "n": len(told)}
    page |= {"is_live": standing.state in LIVE, "clause": clause}
    page["acts"] = [_step(standing, step) for step in ASIDE if _is_open(standing, step)]
    return render_template("standards/feedback.html", page=page)


def _row(one: Heard, standing: Standing) -> Json:
    said, now = one.comment, clauses_of(standing).get(one.comment.clause_id)
    told = {"id": said.id, "opinion": said.opinion, "proposal": said.proposal, "reason": said.reason}
    told |= {"state": tell(said.state), "received": day(said.received_at), "answer": said.answer}
    told |= {"clause": label(now) if now else said.clause_label, "anchor": anchor(said.clause_id) if now else ""}
    return told | {"is_marked": one.is_marked, "is_taken": one.is_taken}


def _is_open(standing: Standing, step: str) -> bool:
    offer = engine.offer(ROWS[step], standing, g.seat, g.now)
    return offer is not None and offer.is_open


def _step(standing: Standing, step: str) -> Json:
    return {"href": f"/standards/{standing.standard.id}/steps/{step}", "words": say(f"step.{step}")}


def _asked(standard_id: int) -> Any:
    """A released text on which anything may be said; of one that is over, or without a text, nothing."""
    edition = found_edition(standard_id)
    if edition.text is None or edition.standing.state not in LIVE:
        raise NotThere
    return edition


def _form(standard_id: int, given: MultiDict[str, str], problem: Problem | None = None) -> str:
    edition = _asked(standard_id)
    page: Json = {"title": title(edition.standing.standard), "over": group(edition.standing.agreement)}
    page |= {"fields": fields(edition.text, given, problem), "problem": problem, "asked": {"is_open": True}}
    page |= {"action": f"/public/standards/{standard_id}", "standard": f"/public/standards/{standard_id}"}
    return render_template("public/feedback.html", page=page)
