"""The door of entries for pages: the form that begins one or moves one, the statement of a step that signs, the act."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import acting, entered, errors, forms, returning
from web.acting import Drawn
from web.config import database
from web.entered import Target
from web.errors import Problem
from web.present import group
from web.seats import acts, shows
from workflow import ceremony
from workflow.accord.entered import Entered
from workflow.ceremony import NotSigned
from workflow.db import Outdated
from workflow.entrance.accounts import LoginFailed, Throttled
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused, misplaced, unmet
from workflow.process.row import Row
from workflow.reads import entries as reads
from workflow.requests import KeyReused
from workflow.who import role_of
from workflow.words import say, step_of_entry, tell

pages = Blueprint("entering", __name__)
pages.add_app_template_global(step_of_entry)
MENDED = (Refused, WrongAnswers, Outdated, KeyReused, NotSigned)
UNPROVED = (LoginFailed, Throttled)
Json = dict[str, Any]


@pages.get("/agreements/<int:agreement_id>/registers/<kind>/steps/<step>")
@shows
def begin_form(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    return _form(g.session, entered.to_begin(g.session, agreement_id, kind, step), returning.returned() or request.args)


@pages.post("/agreements/<int:agreement_id>/registers/<kind>/steps/<step>")
@acts
def begin(agreement_id: int, kind: str, step: str) -> ResponseReturnValue:
    with database().read() as session:
        target = entered.to_begin(session, agreement_id, kind, step)
    return _taken(target, forms.posted(target.row))


@pages.get("/entries/<int:entry_id>/steps/<step>")
@shows
def form(entry_id: int, step: str) -> ResponseReturnValue:
    return _form(g.session, entered.to_move(g.session, entry_id, step), returning.returned() or request.args)


@pages.post("/entries/<int:entry_id>/steps/<step>/statement")
@acts
def statement(entry_id: int, step: str) -> ResponseReturnValue:
    with database().read() as session:
        target = entered.to_move(session, entry_id, step)
    raw = forms.posted(target.row)
    try:
        drawn = entered.draw_up(target, raw)
    except MENDED as fault:
        return _mend(target, fault, raw)
    return _statement(target, raw, drawn)


@pages.post("/entries/<int:entry_id>/steps/<step>")
@acts
def take(entry_id: int, step: str) -> ResponseReturnValue:
    with database().read() as session:
        target = entered.to_move(session, entry_id, step)
    return _taken(target, forms.posted(target.row))


# --- pages -----------------------------------------------------------------------------------------------------------


def _taken(target: Target, raw: dict[str, Any]) -> ResponseReturnValue:
    proof = acting.proof_given()
    try:
        done = entered.taken(target, raw, key=forms.old_key(), proof=proof)
    except UNPROVED as fault:
        return _statement(target, raw, None, errors.problem(fault))
    except MENDED as fault:
        return _mend(target, fault, raw)
    told = {"step": step_of_entry(target.row.name), "index": done.index, "hash": done.leaf_hash[:16]}
    flash(say("已办理：{step}。记录第 {index} 号，指纹 {hash}。", **told), "done")
    return redirect(replace(target, entry_id=done.entry_id).back, 303)


def _form(
    session: Session, target: Target, given: MultiDict[str, str], problem: Problem | None = None
) -> ResponseReturnValue:
    seen = target.seen(session)
    case = Case(seen, g.seat, g.now)
    if no := misplaced(target.row, case):
        raise Refused([no])
    case = replace(case, role=role_of(target.row.who, case))
    reasons = [reason.as_json() for reason in unmet(target.row, case, before_answers=True)]
    given = given if given or not seen.entry else standing(target.row, seen)
    fields = forms.fields(session, target.row, case, given, problem.fields if problem else {})
    page = _page(target, seen) | {"fields": fields, "reasons": reasons, "problem": problem, "key": forms.new_key()}
    return render_template("registers/form.html", **page), problem.status if problem else 409 if reasons else 200


def standing(row: Row, seen: Entered) -> MultiDict[str, str]:
    """What an entry holds, as the fields of a form that tells it anew."""
    shown = reads.shown(seen.held)
    names = {"standard": "standard_id", "parent": "parent_id"}
    held = {**shown.cells, **shown.fields}
    return forms.told(row, {ask.name: held.get(names.get(ask.name, ask.name)) for ask in row.asks})


def _page(target: Target, seen: Entered) -> Json:
    name = seen.held.title if seen.entry else tell(seen.kind.name)
    page = {"row": target.row, "action": target.action, "back": target.back, "name": name}
    return page | {"kind": tell(seen.kind.name), "about": tell(seen.kind.about), "group": group(seen.agreement)}


def _mend(target: Target, fault: Exception, raw: dict[str, Any]) -> ResponseReturnValue:
    """The form again, with everything that was filled in and every reason."""
    with database().read() as session:
        return _form(session, target, forms.filled(raw), errors.problem(fault))


def _statement(
    target: Target, raw: dict[str, Any], drawn: Drawn | None, problem: Problem | None = None
) -> ResponseReturnValue:
    """The words that will be signed, in full, with their hash and the field for the password."""
    with database().read() as session:
        drawn = drawn or acting.drawn(session, forms.number(request.form.get("statement_id")) or 0)
        page: Json = {"row": target.row, "drawn": drawn, "answers": forms.filled(raw), "ways": acting.ways(session)}
    if drawn is None:
        raise NotSigned("sign.unknown")
    minutes = int(ceremony.LIFETIME.total_seconds() // 60)
    page |= {"key": forms.old_key() or forms.new_key(), "problem": problem, "minutes": minutes, "back": target.back}
    words = render_template("agreements/statement.html", **page, action=target.action)
    return words, problem.status if problem else 200, problem.headers if problem else {}
