"""A suggestion for a clause: written on a page of its own, accepted or rejected where conflicts are settled."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.desk import Shown, seen, writable
from web.pages.desk import Unkept, told_in
from web.project.party import page_head, ways
from web.reading import reading
from web.seats import acts, shows
from workflow.desk.pad import Told, opened
from workflow.desk.suggesting import suggest
from workflow.process.reasons import NotThere
from workflow.words import say

pages = Blueprint("suggesting", __name__)


@pages.get("/standards/<int:standard_id>/suggest/<clause>")
@shows
def form(standard_id: int, clause: str) -> ResponseReturnValue:
    return _form(standard_id, clause)


@pages.post("/standards/<int:standard_id>/suggest/<clause>")
@acts
def make(standard_id: int, clause: str) -> ResponseReturnValue:
    with reading():
        writable(standard_id)
    try:
        told = told_in("title", "body")
        was = told_in("was_title", "was_body")
    except Unkept as fault:
        with reading():
            return _form(standard_id, clause, str(fault)), 422
    with database().plain() as session:
        made = suggest(opened(session, standard_id, g.now), clause, was, told, g.seat.person_id)
    flash(say("已提出 {n} 处建议。", n=made), "done")
    return redirect(f"/standards/{standard_id}/conflicts", 303)


def _form(standard_id: int, clause: str, fault: str = "") -> str:
    standing = seen(standard_id).standing
    shown = Shown(standing)
    if clause not in shown.clauses:
        raise NotThere
    was = shown.desk.words(clause)
    told = Told(request.form.get("title", was.title), request.form.get("body", was.body))
    page = {"id": standard_id, "head": page_head(standing, say("提建议")), "ways": ways(standing, "draft")}
    page |= {"clause": shown.view([clause])[0], "fault": fault, "was": was, "told": told}
    return render_template("drafting/suggest.html", page=page)
