"""The desk becomes a draft; before that, named persons settle what two people wrote in one place."""

import json

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import acting
from web.config import database
from web.desk import Shown, seen, writable
from web.door import key_given, version_given
from web.pages.desk import MOST_BODY, Unkept, words_in
from web.project.party import page_head, ways
from web.reading import reading
from web.seats import acts, shows
from web.views.clauses import label
from workflow.desk import conflicts, noting
from workflow.desk.conflicts import Choice, Moved
from workflow.desk.deciding import landed
from workflow.desk.following import follow
from workflow.desk.pad import Told, opened
from workflow.process.standard import ROWS
from workflow.text.bounds import unfit
from workflow.text.clauses import Text
from workflow.text.document import written
from workflow.text.linking import numbered_and_linked
from workflow.words import say

pages = Blueprint("settling", __name__)


@pages.get("/standards/<int:standard_id>/conflicts")
@shows
def open_conflicts(standard_id: int) -> ResponseReturnValue:
    return _page(standard_id, "")


@pages.post("/standards/<int:standard_id>/conflicts/<int:conflict_id>")
@acts
def settle(standard_id: int, conflict_id: int) -> ResponseReturnValue:
    """One conflict, by the person who sits here."""
    with reading():
        writable(standard_id)
    try:
        choice, own = Choice(request.form.get("choice", "")), words_in("own", MOST_BODY)
        with database().plain() as session:
            pad = opened(session, standard_id, g.now)
            follow(pad)
            conflicts.settle(pad, conflict_id, choice, own, g.seat.person_id)
    except Moved:
        return _again(standard_id, say("这一句后来又改过，或所在的条已不在：请在条款里写好，再选“保持现在的文字”。"))
    except ValueError:
        return _again(standard_id, say("请选一种写法，并检查所写的文字。"))
    except Unkept as fault:
        return _again(standard_id, str(fault))
    flash(say("已定下，写法和您的名字一并记下。"), "done")
    return redirect(f"/standards/{standard_id}/conflicts", 303)


@pages.post("/standards/<int:standard_id>/desk")
@acts
def save(standard_id: int) -> ResponseReturnValue:
    """The words of the desk become a draft through the door; none while a conflict is open."""
    with reading():
        reasons = seen(standard_id).reasons
    with database().plain() as session:
        pad = opened(session, standard_id, g.now)
        follow(pad)
        is_open = any(not one.is_weighty for one in noting.open_ones(session, standard_id))
        clauses, old = numbered_and_linked(pad.clauses()), tuple(pad.draft.values())
        told = {clause: Told(row.title, row.body) for clause, row in pad.rows.items()}
    if reasons or is_open:
        return _again(standard_id, say("还有没定下的冲突，先定下，再保存为一稿。") if is_open else "", 409)
    if clauses == old:
        flash(say("起草台上没有新的文字，没有另存一稿。"), "done")
        return redirect(f"/standards/{standard_id}/desk", 303)
    if bad := unfit(clauses):
        return _again(standard_id, say("wrong.clause", clause=label(bad[0]), n=len(bad)))
    structure = json.dumps(written(Text({}, clauses)), ensure_ascii=False)
    answers = {"structure": structure}
    acting.take(standard_id, ROWS["save_draft"], answers, version=version_given(), key=key_given())
    with database().plain() as session:
        pad = opened(session, standard_id, g.now)
        landed(pad, told)
        follow(pad, told)
    flash(say("已保存为新的一稿；条号随位置自动改好。"), "done")
    return redirect(f"/standards/{standard_id}/desk", 303)


def _again(standard_id: int, fault: str, status: int = 422) -> ResponseReturnValue:
    with reading():
        return _page(standard_id, fault), status


def _page(standard_id: int, fault: str) -> str:
    standing, reasons = seen(standard_id)
    shown = Shown(standing)
    page = {"id": standard_id, "head": page_head(standing, say("起草中的冲突")), "ways": ways(standing, "draft")}
    page |= {"fault": fault, "reasons": [reason.as_json() for reason in reasons], "conflicts": shown.conflicts()}
    return render_template("drafting/conflicts.html", page=page | {"settled": shown.settled()})
