"""Keeping and erasing 保管与删除: holds by order, requests to erase a value, and the second person who decides."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import forms
from web.config import database, settings
from web.reading import reading
from web.seats import acts, shows
from workflow.keeping import erasing, legal, nameless
from workflow.keeping.blanking import Target
from workflow.keeping.erasing import ASKS, DECIDES, Wanted
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads import erasures as reads
from workflow.vocabulary import ErasureGround
from workflow.words import say, tell

pages = Blueprint("keeping", __name__)
LONGEST = 200


@pages.get("/keeping")
@shows
def keeping() -> ResponseReturnValue:
    return _page()


@pages.post("/keeping/steps/ask_erasure")
@acts
def ask_erasure() -> ResponseReturnValue:
    target = Target(_number("log"), _number("index"), forms.typed(request.form, "field", 48))
    ground = next((one for one in ErasureGround if one.value == request.form.get("ground")), None)
    document = _document()
    if ground is None or not document or not target.field:
        return _again(wrong=say("请选要删除的内容和理由，并写明依据的文件。"), status=422)
    return _done(
        lambda: erasing.ask(database(), g.seat, Wanted(target, ground, document), at=g.now),
        say("已请求删除，待另一位管理员决定。"),
    )


@pages.post("/keeping/steps/decide_erasure")
@acts
def decide_erasure() -> ResponseReturnValue:
    yes = request.form.get("decision") == "erase"
    told = say("已删除。") if yes else say("已拒绝删除，内容保留。")
    number = _number("erasure")
    return _done(lambda: erasing.decide(database(), settings(), g.seat, number, yes=yes, at=g.now), told)


@pages.post("/keeping/steps/lay_hold")
@acts
def lay_hold() -> ResponseReturnValue:
    document = _document()
    if not document:
        return _again(wrong=say("请写明依据的文件。"), status=422)
    number = _number("standard")
    return _done(
        lambda: legal.hold(database(), g.seat, number, document, at=g.now),
        say("已保全：这个项目的任何内容都不会删除。"),
    )


@pages.post("/keeping/steps/lift_hold")
@acts
def lift_hold() -> ResponseReturnValue:
    document = _document()
    if not document:
        return _again(wrong=say("请写明依据的文件。"), status=422)
    number = _number("hold")
    return _done(lambda: legal.lift(database(), g.seat, number, document, at=g.now), say("保全已解除。"))


def _done(act: Any, told: str) -> ResponseReturnValue:
    """Take the act, or show the page again with every reason."""
    try:
        act()
    except Refused as refused:
        return _again(reasons=refused.reasons, status=409)
    flash(told, "done")
    return redirect("/keeping", 303)


def _again(*, reasons: list[Reason] | None = None, wrong: str = "", status: int) -> ResponseReturnValue:
    """The page after an act that was not taken: with every reason, or what is missing in the form."""
    with reading():
        return _page(reasons=reasons, wrong=wrong), status


def _page(*, reasons: list[Reason] | None = None, wrong: str = "") -> str:
    if g.seat.role not in reads.SEEN_BY:
        raise NotThere
    log, index = forms.number(request.values.get("log")), forms.number(request.values.get("index"))
    looked = (log, index) if log is not None and index is not None else None
    page = {
        "asked": reads.asked(g.session, g.seat),
        "holds": reads.holds(g.session, g.seat),
        "logs": reads.logs(g.session),
        "looked": looked,
        "found": reads.erasable(g.session, g.seat, *looked) if looked else None,
        "of_persons": nameless.ACTS,
        "grounds": [(one.value, tell(one)) for one in ErasureGround],
        "may": {"ask": g.seat.role is ASKS, "decide": g.seat.role is DECIDES},
        "reasons": [reason.as_json() for reason in reasons or ()],
        "wrong": wrong,
    }
    return render_template("keeping/keeping.html", **page)


def _number(name: str) -> int:
    found = forms.number(request.form.get(name))
    if found is None:
        raise NotThere
    return found


def _document() -> str:
    return forms.typed(request.form, "document", LONGEST)
