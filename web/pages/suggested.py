"""Suggestions and what becomes of them: those with the pen decide one or many, with a reason for a no."""

from collections.abc import Iterable
from typing import NamedTuple

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.desk import writable
from web.forms import number
from web.project.beside import beside, has_pen
from web.project.party import page_head, ways
from web.project.suggested import views
from web.reading import reading
from web.seats import acts, shows
from workflow.db import Outdated
from workflow.desk.conflicts import Moved
from workflow.desk.deciding import Unreasoned, Verdict, decide, withdraw
from workflow.desk.following import follow
from workflow.desk.pad import opened
from workflow.process.beside import SUGGEST
from workflow.reads import suggested as reads
from workflow.reads.suggested import Wanted
from workflow.text.canonical import Unacceptable, acceptable
from workflow.words import say

pages = Blueprint("suggested", __name__)
MOST_ANSWER = 2_000
SHOWS = ("open", "mine", "decided")


class Outcome(NamedTuple):
    """How many were decided, and how many could not be: somebody was faster, or the words in their place went on."""

    done: int
    late: int
    moved: int


@pages.get("/standards/<int:standard_id>/suggestions")
@shows
def suggestions(standard_id: int) -> str:
    return _page(standard_id)


def _page(standard_id: int, fault: str = "") -> str:
    here = beside(standard_id, SUGGEST)
    asked = request.args.get("show", "open")
    show, clause = asked if asked in SHOWS else "open", request.args.get("clause", "")[:32]
    narrowed = {
        "open": Wanted(is_open=True, clause=clause),
        "mine": Wanted(person=g.seat.person_id, clause=clause),
        "decided": Wanted(is_open=False, clause=clause),
    }
    words = {"open": say("等待决定"), "mine": say("我提的"), "decided": say("已决定")}
    page = {
        "id": standard_id,
        "head": page_head(here.standing, say("提出的建议")),
        "ways": ways(here.standing, "threads"),
    }
    page |= {"fault": fault, "show": show, "shows": [{"key": key, "words": words[key]} for key in SHOWS]}
    page |= {"rows": views(here.standing, reads.listed(g.session, standard_id, narrowed[show]))}
    return render_template(
        "drafting/suggestions.html", page=page | {"has_pen": has_pen(here.standing), "clause": clause}
    )


@pages.post("/standards/<int:standard_id>/suggestions")
@acts
def settle(standard_id: int) -> ResponseReturnValue:
    """Decide what is marked: `suggestion` may come many times, `verdict` says how."""
    with reading():
        writable(standard_id)
    wanted = {number(one) or 0 for one in request.form.getlist("suggestion")[: reads.MOST]}
    try:
        verdict = Verdict(request.form.get("verdict", ""))
        answer = acceptable(request.form.get("answer", "")[:MOST_ANSWER]).strip()
        outcome = _decided(standard_id, sorted(wanted), verdict, answer)
    except Unreasoned:
        return _again(standard_id, say("不采纳要写明理由。"))
    except (ValueError, Unacceptable):
        return _again(standard_id, say("请选采纳或不采纳，并检查所写的文字。"))
    if not wanted:
        return _again(standard_id, say("还没有选中建议。"))
    _tell(outcome)
    return redirect(f"/standards/{standard_id}/suggestions", 303)


def _decided(standard_id: int, wanted: Iterable[int], verdict: Verdict, answer: str) -> Outcome:
    """Each by itself in one transaction: what cannot be decided any more keeps none of the others back."""
    done, late, moved = 0, 0, 0
    with database().plain() as session:
        pad = opened(session, standard_id, g.now)
        follow(pad)
        for one in wanted:
            try:
                decide(pad, one, verdict, answer, g.seat.person_id)
                done += 1
            except Outdated:
                late += 1
            except Moved:
                moved += 1
    return Outcome(done, late, moved)


def _tell(outcome: Outcome) -> None:
    if outcome.done:
        flash(say("已决定 {n} 处，您的名字和理由一并记下。", n=outcome.done), "done")
    if outcome.late:
        flash(say("有 {n} 处别人已先决定。", n=outcome.late))
    if outcome.moved:
        flash(say("有 {n} 处的原句后来又改过，没有动它：请在条款里写好，再选“已自行写入”。", n=outcome.moved))


@pages.post("/standards/<int:standard_id>/suggestions/<int:suggestion_id>/withdraw")
@acts
def take_back(standard_id: int, suggestion_id: int) -> ResponseReturnValue:
    """The suggester thinks better of it."""
    with reading():
        beside(standard_id, SUGGEST)
    with database().plain() as session:
        withdraw(opened(session, standard_id, g.now), suggestion_id, g.seat.person_id)
    flash(say("已收回。"), "done")
    return redirect(f"/standards/{standard_id}/suggestions?show=mine", 303)


def _again(standard_id: int, fault: str) -> ResponseReturnValue:
    with reading():
        return _page(standard_id, fault), 422
