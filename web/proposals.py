"""The first step of a life: choose the agreement, fill in the proposal. It begins a standard that other doors move."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from web import acting, errors, forms, returning
from web.config import database
from web.door import Answer, key_given
from web.errors import Problem
from web.forms import BadUploads
from web.present import group
from web.seats import acts, shows
from workflow.picture.standing import Case, Standing
from workflow.picture.unborn import unborn
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Reason, Refused, unmet
from workflow.process.standard import ROWS
from workflow.reads import catalogue
from workflow.records.agreements import Agreement
from workflow.requests import KeyReused
from workflow.vocabulary import Role
from workflow.words import say

pages = Blueprint("proposals", __name__)
ROW = ROWS["propose"]


@pages.get("/standards/new")
@shows
def new() -> ResponseReturnValue:
    _may_propose()
    groups = open_groups(g.session)
    wanted = forms.number(request.args.get("agreement")) or (groups[0].id if len(groups) == 1 else None)
    if wanted is None:
        choices = [{"id": a.id, "words": group(a)} for a in groups]
        return render_template("standards/choose.html", choices=choices)
    return _form(g.session, wanted, returning.returned() or request.args)


@pages.post("/standards/new")
@acts
def propose() -> ResponseReturnValue:
    _may_propose()
    agreement = forms.number(request.form.get("agreement"))
    if agreement is None:
        raise NotThere
    raw: dict[str, Any] = {}
    try:
        raw = forms.posted(ROW)
        outcome = acting.propose(agreement, raw, key=key_given())
    except (Refused, WrongAnswers, KeyReused) as fault:
        raw = fault.raw if isinstance(fault, BadUploads) else raw
        with database().read() as session:
            return _form(session, agreement, forms.filled(raw or returning.kept_fields()), errors.problem(fault))
    words = say(f"step.{ROW.name}")
    told = say(
        "已办理：{step}。记录第 {index} 号，指纹 {hash}。", step=words, index=outcome.index, hash=outcome.leaf_hash[:16]
    )
    flash(told, "done")
    return redirect(f"/standards/{outcome.standard_id}", 303)


def open_groups(session: Session) -> list[Agreement]:
    """The agreements to which the seat's own region is party."""
    found = catalogue.agreements(session, g.seat)
    return [a for a in found if g.seat.region in unborn(session, a.id, g.seat, g.now).tracks]


def _may_propose() -> None:
    if g.seat.role.value not in ROW.who:
        raise Refused([Reason("not_yours", {"step": f"step.{ROW.name}", "roles": ROW.who})])


def _unborn(session: Session, agreement_id: int) -> Standing:
    standing = unborn(session, agreement_id, g.seat, g.now)
    if g.seat.region not in standing.tracks:
        raise NotThere
    return standing


def _form(session: Session, agreement_id: int, given: MultiDict[str, str], problem: Problem | None = None) -> Answer:
    standing = _unborn(session, agreement_id)
    case = Case(standing, g.seat, g.now, role=Role(g.seat.role.value))
    page: dict[str, Any] = {"problem": problem, "agreement": {"id": agreement_id, "words": group(standing.agreement)}}
    page["reasons"] = [reason.as_json() for reason in unmet(ROW, case, before_answers=True)]
    page["fields"] = forms.fields(session, ROW, case, given, problem.fields if problem else {})
    page["hidden"] = {"version": 0, "idempotency_key": forms.new_key()}
    words = render_template("standards/new.html", **page)
    return words, problem.status if problem else 409 if page["reasons"] else 200, {}
