"""The door of agreements for pages: the form of a step, the statement of one that signs, the act; a new draft."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import acting, agreed, errors, forms, returning
from web.accords import ruled
from web.acting import Drawn
from web.agreed import DRAFT
from web.config import database
from web.errors import Problem
from web.seats import acts, shows
from workflow import agreeing, ceremony, shipped
from workflow.accord.picture import Accord
from workflow.ceremony import NotSigned
from workflow.db import Outdated
from workflow.entrance.accounts import LoginFailed, Throttled
from workflow.picture.standing import Case
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused, misplaced
from workflow.process.row import Row, Scope
from workflow.requests import KeyReused
from workflow.vocabulary import SeatRole
from workflow.who import role_of
from workflow.words import say

pages = Blueprint("agreeing", __name__)
MENDED = (Refused, WrongAnswers, Outdated, KeyReused, NotSigned)
UNPROVED = (LoginFailed, Throttled)
NAMED = {"change": "changes", "draw": "draws", "concern": "findings"}  # what an answer names → where it is read
PLACES = {Scope.FINDING: "/findings", Scope.WORD: "/terms", Scope.EXPERT: "/experts", Scope.DRAW: "/experts"}


@pages.get("/agreements/new")
@shows
def draft_form() -> ResponseReturnValue:
    if g.seat.role is not SeatRole.HANDLER or g.seat.region is None:
        raise NotThere
    return _draft_form(g.session, returning.returned())


@pages.post("/agreements/steps/draft_agreement")
@acts
def draft() -> ResponseReturnValue:
    raw: dict[str, Any] = forms.posted(DRAFT)
    try:
        made = agreed.draft(raw, key=forms.old_key())
    except MENDED as fault:
        with database().read() as session:
            return _draft_form(session, forms.filled(raw), errors.problem(fault))
    flash(say("协议草案已记下。提交签署之前，各方还可以撤换。"), "done")
    return redirect(f"/agreements/{made.agreement_id}", 303)


@pages.get("/agreements/<int:agreement_id>/steps/<step>")
@shows
def form(agreement_id: int, step: str) -> ResponseReturnValue:
    return _form(
        g.session,
        agreement_id,
        agreed.row_of(step),
        returning.returned() or ruled.brought(g.session, g.seat, request.args),
    )


@pages.post("/agreements/<int:agreement_id>/steps/<step>/statement")
@acts
def statement(agreement_id: int, step: str) -> ResponseReturnValue:
    row, raw = _asked(agreement_id, step)
    try:
        drawn = agreed.draw_up(agreement_id, row, raw)
    except MENDED as fault:
        return _mend(agreement_id, row, fault, raw)
    return _statement(agreement_id, row, raw, drawn)


@pages.post("/agreements/<int:agreement_id>/steps/<step>")
@acts
def take(agreement_id: int, step: str) -> ResponseReturnValue:
    row, raw = _asked(agreement_id, step)
    proof = acting.proof_given()
    try:
        done = agreed.take(agreement_id, row, raw, key=forms.old_key(), proof=proof)
    except UNPROVED as fault:
        return _statement(agreement_id, row, raw, None, errors.problem(fault))
    except MENDED as fault:
        return _mend(agreement_id, row, fault, raw)
    told = {"step": say(f"step.{step}"), "index": done.index, "hash": done.leaf_hash[:16]}
    flash(say("已办理：{step}。记录第 {index} 号，指纹 {hash}。", **told), "done")
    return redirect(_onward(agreement_id, raw, row), 303)


def _onward(agreement_id: int, raw: dict[str, Any], row: Row) -> str:
    """Where what the row is about is read."""
    named = {place: forms.number(str(raw.get(name, ""))) for name, place in NAMED.items()}
    at = next((f"/{place}/{id_}" for place, id_ in named.items() if id_), PLACES.get(row.scope, ""))
    return f"/agreements/{agreement_id}{at}"


def _asked(agreement_id: int, step: str) -> tuple[Row, dict[str, Any]]:
    """The row and what the form told, once it is sure that this seat sees the agreement."""
    with database().read() as session:
        agreed.find(session, agreement_id)
    row = agreed.row_of(step)
    return row, forms.posted(row)


# --- pages ----------------------------------------------------------------------------------------------------------


def _form(
    session: Session, agreement_id: int, row: Row, given: MultiDict[str, str], problem: Problem | None = None
) -> tuple[str, int]:
    accord = agreed.find(session, agreement_id)
    named = {"change": change} if row.source and (change := forms.number(given.get("change"))) else {}
    case = Case(accord, g.seat, g.now, named)
    no = misplaced(row, case)
    if no is not None:
        raise Refused([no])
    case = Case(accord, g.seat, g.now, named, role_of(row.who, case))
    reasons = [reason.as_json() for reason in agreeing.against(row, case)]
    fields = forms.fields(session, row, case, given, problem.fields if problem else {})
    page = {"row": row, "agreement_id": agreement_id, "name": accord.agreement, "problem": problem, "reasons": reasons}
    page["key"] = forms.new_key()
    hidden = [f for f in fields if f["name"] == "change"] if named else []
    shown = [f for f in fields if f not in hidden]
    words = render_template(
        "agreements/form.html", **page, fields=shown, hidden=hidden, back=_onward(agreement_id, named, row)
    )
    return words, problem.status if problem else 409 if reasons else 200


def _draft_form(session: Session, given: MultiDict[str, str], problem: Problem | None = None) -> ResponseReturnValue:
    accord = Accord.nascent(session, g.seat.region or "", shipped.default_terms())
    case = Case(accord, g.seat, g.now)
    fields = forms.fields(session, DRAFT, case, given, problem.fields if problem else {})
    words = render_template("agreements/new.html", row=DRAFT, fields=fields, problem=problem, key=forms.new_key())
    return words, problem.status if problem else 200


def _mend(agreement_id: int, row: Row, fault: Exception, raw: dict[str, Any]) -> ResponseReturnValue:
    """The form again, with everything that was filled in and every reason."""
    with database().read() as session:
        return _form(session, agreement_id, row, forms.filled(raw), errors.problem(fault))


def _statement(
    agreement_id: int, row: Row, raw: dict[str, Any], drawn: Drawn | None, problem: Problem | None = None
) -> ResponseReturnValue:
    """The words that will be signed, in full, with their hash and the field for the password."""
    with database().read() as session:
        drawn = drawn or acting.drawn(session, forms.number(request.form.get("statement_id")) or 0)
        ways = acting.ways(session)
    if drawn is None:
        raise NotSigned("sign.unknown")
    page = {"row": row, "drawn": drawn, "answers": forms.filled(raw), "problem": problem}
    page |= {
        "key": forms.old_key() or forms.new_key(),
        "ways": ways,
        "action": f"/agreements/{agreement_id}/steps/{row.name}",
    }
    minutes = int(ceremony.LIFETIME.total_seconds() // 60)
    words = render_template("agreements/statement.html", **page, minutes=minutes, back=_onward(agreement_id, raw, row))
    return words, problem.status if problem else 200, problem.headers if problem else {}
