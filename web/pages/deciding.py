"""Deciding on several comments at once: what will happen is shown first, then one form takes the act."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import forms, returning
from web.project.comments import ON_MANY
from web.project.deciding import preview
from web.project.party import found, page_head, ways
from web.seats import shows
from workflow import engine
from workflow.picture.standing import Case
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.words import say

pages = Blueprint("deciding", __name__)
MOST = 200  # comments of one act


@pages.get("/standards/<int:standard_id>/comments/<step>")
@shows
def decide(standard_id: int, step: str) -> ResponseReturnValue:
    standing = found(standard_id)
    offer = engine.offer(ROWS[step], standing, g.seat, g.now) if step in ON_MANY else None
    if offer is None:
        raise NotThere
    named = {forms.number(value) for value in request.args.getlist("comments")[:MOST]}
    if not named:
        return redirect(f"/standards/{standard_id}/comments", 303)
    case = Case(standing, g.seat, g.now, role=offer.role)
    shown = preview(
        case, offer.row, [id_ for id_ in sorted(filter(None, named))], forms.number(request.args.get("into"))
    )
    given: MultiDict[str, str] = MultiDict(request.args)
    given.setdefault("answer", shown["answer"])
    page: dict[str, Any] = {
        **shown,
        "head": page_head(standing, say(f"step.{step}")),
        "ways": ways(standing, "comments"),
        "reasons": [reason.as_json() for reason in offer.reasons],
        "fields": [
            f for f in forms.fields(g.session, offer.row, case, given, {}) if f["name"] not in ("comments", "into")
        ],
        "hidden": {"version": standing.standard.version, "idempotency_key": forms.new_key()},
        "way": returning.inside(request.args.get("next", f"/standards/{standard_id}/comments")),
        "step": step,
    }
    return render_template("standards/decide.html", page=page, standard_id=standard_id)
