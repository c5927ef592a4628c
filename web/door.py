"""The door of the pages: the form of a step, the statement of a step that signs, and the act itself."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import acting, errors, forms, returning
from web.acting import Drawn
from web.config import database
from web.errors import Incomplete, Problem
from web.forms import BadUploads
from web.project import motions
from web.seats import acts, shows
from web.views import sheet
from workflow import ceremony
from workflow.ceremony import NotSigned
from workflow.db import Outdated
from workflow.entrance.accounts import LoginFailed, Throttled
from workflow.picture.standing import Case, Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused, misplaced, unmet
from workflow.process.row import AskType, Row, Scope
from workflow.requests import KeyReused
from workflow.vocabulary import PaperKind
from workflow.who import role_of
from workflow.words import say

pages = Blueprint("door", __name__)
Answer = tuple[str, int, dict[str, str]]
MENDED = (Refused, WrongAnswers, Outdated, KeyReused, NotSigned)  # the form comes back with the reason
UNPROVED = (LoginFailed, Throttled)  # the statement comes back


@pages.get("/standards/<int:standard_id>/steps/<step>")
@shows
def form(standard_id: int, step: str) -> ResponseReturnValue:
    row, standing = acting.row_of(step), acting.find(g.session, standard_id)
    return _form(g.session, row, standing, returning.returned() or request.args)


@pages.post("/standards/<int:standard_id>/steps/<step>/statement")
@acts
def statement(standard_id: int, step: str) -> ResponseReturnValue:
    row = _row(standard_id, step)
    raw: dict[str, Any] = {}
    try:
        raw = forms.posted(row)
        if "back" in request.form:
            return again(standard_id, row, raw)
        return _statement(standard_id, row, raw, acting.draw_up(standard_id, row, raw))
    except MENDED as fault:
        return _mend(standard_id, row, fault, raw)


@pages.post("/standards/<int:standard_id>/steps/<step>")
@acts
def take(standard_id: int, step: str) -> ResponseReturnValue:
    row = _row(standard_id, step)
    raw: dict[str, Any] = {}
    try:
        raw = forms.posted(row)
        outcome = acting.take(
            standard_id, row, raw, version=version_given(), key=key_given(), proof=acting.proof_given()
        )
    except UNPROVED as fault:
        return _statement(standard_id, row, raw, None, errors.problem(fault))
    except MENDED as fault:
        return _mend(standard_id, row, fault, raw)
    step_words = say(f"step.{row.name}")
    told = say(
        "已办理：{step}。记录第 {index} 号，指纹 {hash}。",
        step=step_words,
        index=outcome.index,
        hash=outcome.leaf_hash[:16],
    )
    if row.signs:
        return redirect(f"/standards/{standard_id}/receipts/{outcome.leaf_hash}", 303)
    flash(told, "done")
    return redirect(_onward(standard_id), 303)


def _onward(standard_id: int) -> str:
    """The page that the form asks to return to, else the project."""
    way = returning.inside(request.form.get("next", ""))
    return way if way != "/" else f"/standards/{standard_id}"


def _row(standard_id: int, step: str) -> Row:
    """The row, once it is sure that this seat sees the standard: nothing is stored for what is not there."""
    row = acting.row_of(step)
    with database().read() as session:
        acting.find(session, standard_id)
    return row


def version_given() -> int:
    """The version of the standard that the form was filled on."""
    version = forms.number(request.form.get("version"))
    if version is None:
        raise Incomplete("error.no_version")
    return version


def key_given() -> str:
    key = request.form.get("idempotency_key", "")
    if not 8 <= len(key) <= 128:
        raise Incomplete("error.no_key")
    return key


# --- pages ----------------------------------------------------------------------------------------------------------


def case_of(row: Row, standing: Standing) -> Case:
    """The case of a form that is not filled yet; raises Refused where the row is not this seat's to take here."""
    case = Case(standing, g.seat, g.now)
    no = misplaced(row, case)
    if no is not None:
        raise Refused([no])
    return Case(standing, g.seat, g.now, role=role_of(row.who, case))


def _form(
    session: Session, row: Row, standing: Standing, given: MultiDict[str, str], problem: Problem | None = None
) -> Answer:
    """The form page, for a step that signs the signing sheet; a step that is closed tells why instead, with what the
    answers met besides.
    """
    case = case_of(row, standing)
    reasons = [reason.as_json() for reason in unmet(row, case, before_answers=True)]
    if reasons and problem and problem.reasons:
        reasons = problem.reasons
    page: dict[str, Any] = {"row": row, "standard_id": standing.standard.id, "problem": problem, "reasons": reasons}
    page["head"] = sheet.head(session, standing, row, g.seat)
    page["fields"] = forms.fields(session, row, case, given, problem.fields if problem else {})
    page["has_files"] = any(ask.type is AskType.FILE for ask in row.asks)
    page["has_minutes"] = any(ask.paper is PaperKind.MINUTES for ask in row.asks)
    page["hidden"] = {"version": standing.standard.version, "idempotency_key": forms.new_key()}
    page["way"] = returning.inside(request.values.get("next", "/"))
    if row.signs:
        page["matter"] = sheet.matter(standing, row, g.seat)
        page["changes"] = sheet.changes(session, standing, row, g.seat)
        is_motion = row.scope is Scope.MOTION
        page["others"] = [] if is_motion else sheet.others(standing, g.seat, row)
        page["motions"] = motions.open_view(standing) if is_motion else []
    words = render_template("steps/sign.html" if row.signs else "steps/form.html", **page)
    status = problem.status if problem else 409 if reasons else 200
    return words, status, {}


def again(standard_id: int, row: Row, raw: dict[str, Any]) -> ResponseReturnValue:
    """The form as it was filled in, to be changed before it is signed."""
    with database().read() as session:
        return _form(session, row, acting.find(session, standard_id), forms.filled(raw))


def _mend(standard_id: int, row: Row, fault: Exception, raw: dict[str, Any]) -> ResponseReturnValue:
    """The form again, with everything that was filled in and every reason."""
    if isinstance(fault, BadUploads):
        raw = fault.raw
    given = forms.filled(raw) if raw else forms.filled(returning.kept_fields())
    problem = errors.problem(fault)
    with database().read() as session:
        standing = acting.find(session, standard_id)
        if misplaced(row, Case(standing, g.seat, g.now)) is not None:
            raise fault
        return _form(session, row, standing, given, problem)


def _statement(
    standard_id: int, row: Row, raw: dict[str, Any], drawn: Drawn | None, problem: Problem | None = None
) -> ResponseReturnValue:
    """The words that will be signed, in full, with their hash and the field for the password."""
    with database().read() as session:
        standing = acting.find(session, standard_id)
        drawn = drawn or acting.drawn(session, acting.proof_given().statement_id or 0)
        if drawn is None:
            raise NotSigned("sign.unknown")
        page = {
            "row": row,
            "standard_id": standard_id,
            "drawn": drawn,
            "answers": forms.filled(raw),
            "problem": problem,
        }
        page["head"] = sheet.head(session, standing, row, g.seat)
        page["hidden"] = {"version": version_given(), "idempotency_key": key_given()}
        page["ways"] = acting.ways(session)
        minutes = int(ceremony.LIFETIME.total_seconds() // 60)
        words = render_template("steps/statement.html", **page, minutes=minutes)
    return words, problem.status if problem else 200, problem.headers if problem else {}
