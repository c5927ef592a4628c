"""Clauses of the draft put elsewhere by plain buttons: the new structure goes through the door as a draft is saved."""

import json

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from web import acting
from web.door import key_given, version_given
from web.project.party import found
from web.reading import reading
from web.seats import acts
from web.views.clauses import anchor
from workflow.process.reasons import NotThere
from workflow.process.standard import ROWS
from workflow.reads import drafting
from workflow.text.arranging import Move
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import written
from workflow.words import say

pages = Blueprint("arranging", __name__)
ROW = ROWS["save_draft"]


@pages.post("/standards/<int:standard_id>/draft/arrange")
@acts
def arrange(standard_id: int) -> ResponseReturnValue:
    with reading() as session:
        desk = drafting.desk(session, found(standard_id))
        clauses, chosen = _arranged(desk)
    structure = json.dumps(written(Text({}, clauses)), ensure_ascii=False)
    acting.take(standard_id, ROW, {"structure": structure}, version=version_given(), key=key_given())
    flash(say("已保存为新的一稿；条号随位置自动改好。"), "done")
    page = f"/standards/{standard_id}/draft"
    return redirect(f"{page}?clause={chosen}" if request.form.get("stay") else f"{page}#{anchor(chosen)}", 303)


def _arranged(desk: drafting.Desk) -> tuple[tuple[Clause, ...], str]:
    """The clauses as the form wants them, and the one to look at next."""
    form = request.form
    try:
        if form.get("skeleton"):
            return drafting.skeleton(desk)
        if form.get("element"):
            return drafting.with_element(desk, ClauseKind(form["element"]))
        return drafting.moved(desk, form.get("clause", ""), Move(form.get("move", "")))
    except ValueError as fault:
        raise NotThere from fault
