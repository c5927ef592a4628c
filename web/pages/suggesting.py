"""A suggestion for a clause by anybody who takes part: the clauses to choose from, and the form of one."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web.config import database
from web.forms import number
from web.images import images_of
from web.pages.desk import Unkept, told_in
from web.project.beside import beside, clauses_of, sees_desk, usable
from web.project.party import page_head, ways
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import anchor, clause_views, label
from workflow.desk.pad import Pad, Told, opened
from workflow.desk.suggesting import By, suggest
from workflow.process.beside import SUGGEST
from workflow.process.reasons import NotThere
from workflow.reads import feedback, suggested, talk
from workflow.reads.desk import lying
from workflow.text.canonical import Unacceptable, acceptable
from workflow.words import say

pages = Blueprint("suggesting", __name__)
MOST_REASON = 2_000


@pages.get("/standards/<int:standard_id>/suggest")
@shows
def choose(standard_id: int) -> str:
    """The newest version, clause by clause, with the ways to suggest and to talk."""
    here = beside(standard_id, SUGGEST)
    clauses = tuple(clauses_of(here.standing).values())
    talks, wishes = talk.counted(g.session, standard_id), suggested.counted(g.session, standard_id)
    page = {"id": standard_id, "head": page_head(here.standing, say("提建议")), "ways": ways(here.standing, "threads")}
    page["reasons"] = [reason.as_json() for reason in here.reasons]
    page["heard"] = len(feedback.handed_on(g.session, here.standing.standard))
    page["clauses"] = [
        {"clause": one.id, "anchor": anchor(one.id), "label": label(one), "view": view}
        | {"talks": talks.get(one.id, 0), "wishes": wishes.get(one.id, 0)}
        for one, view in zip(clauses, clause_views(clauses, images=images_of(standard_id)), strict=True)
    ]
    return render_template("drafting/choose.html", page=page)


@pages.get("/standards/<int:standard_id>/suggest/<clause>")
@shows
def form(standard_id: int, clause: str) -> ResponseReturnValue:
    return _form(standard_id, clause)


@pages.post("/standards/<int:standard_id>/suggest/<clause>")
@acts
def make(standard_id: int, clause: str) -> ResponseReturnValue:
    with reading():
        is_near = sees_desk(usable(standard_id, SUGGEST))
    try:
        told, reason = told_in("title", "body"), _reason()
    except Unkept as fault:
        with reading():
            return _form(standard_id, clause, str(fault)), 422
    with database().plain() as session:
        pad = opened(session, standard_id, g.now)
        made = suggest(pad, clause, _seen(pad, clause, is_near=is_near), told, By(g.seat.person_id, reason))
    if not made:
        with reading():
            return _form(standard_id, clause, say("文字没有改动，没有提出建议。")), 422
    flash(say("已提出 {n} 处建议。", n=made), "done")
    return redirect(f"/standards/{standard_id}/suggestions?show=mine", 303)


def _reason() -> str:
    """Why, in the suggester's words."""
    try:
        words = acceptable(request.form.get("reason", "")).strip()
    except Unacceptable as flaw:
        raise Unkept(say("理由里有不能使用的字符 {codepoint}。", codepoint=flaw.codepoint)) from flaw
    if len(words) > MOST_REASON:
        raise Unkept(say("超过 {n} 字，放不下。", n=MOST_REASON))
    return words


def _seen(pad: Pad, clause: str, *, is_near: bool) -> Told:
    """The words that the form was made from; between two versions the desk's are its own people's alone."""
    revision = number(request.form.get("revision")) or 0 if is_near else 0
    found = pad.told_at(clause[:32], revision, number(request.form.get("from")) or 0)
    if found is None:
        raise NotThere
    return found


def _form(standard_id: int, clause: str, fault: str = "") -> str:
    here = beside(standard_id, SUGGEST)
    clauses, desk = clauses_of(here.standing), lying(g.session, standard_id, g.now)
    if clause not in clauses or here.standing.draft is None:
        raise NotThere
    row = desk.rows.get(clause) if sees_desk(here.standing) else None
    was = Told(row.title, row.body) if row else Told(clauses[clause].title, clauses[clause].body)
    told = Told(request.form.get("title", was.title), request.form.get("body", was.body))
    page = {"id": standard_id, "head": page_head(here.standing, say("提建议")), "ways": ways(here.standing, "threads")}
    page |= {"reasons": [reason.as_json() for reason in here.reasons], "clause": clause, "fault": fault, "told": told}
    page |= {"from": request.form.get("from", str(here.standing.draft.id)), "reason": request.form.get("reason", "")}
    page["revision"] = request.form.get("revision", str(row.revision if row else 0))
    views = clause_views([clauses[clause]], within=tuple(clauses.values()), images=images_of(standard_id))
    return render_template("drafting/suggest.html", page=page | {"view": views[0], "label": label(clauses[clause])})
