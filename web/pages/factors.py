"""Second factors of my account: a code of an app, keys of the browser; and the code that a log-in asks."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import acting, returning
from web.config import database
from web.errors import problem
from web.pages.account import number_of, shown, this_person
from web.pages.login import begin_on_seat
from web.seats import acts_person, acts_public, public, shows_person
from web.visitors import Visitor, address
from workflow.ceremony import NotSigned
from workflow.entrance import accounts
from workflow.entrance.accounts import LoginFailed, Throttled
from workflow.entrance.signing import browser_keys, codes
from workflow.words import say

pages = Blueprint("factors", __name__)
CHALLENGE, WAITING = "key_challenge", "code_for"


@pages.post("/account/steps/begin_code")
@acts_person
def begin_code() -> ResponseReturnValue:
    me = this_person()
    try:
        accounts.prove(database(), me.account_id, request.form.get("present", ""), address=address(), at=g.now)
    except (LoginFailed, Throttled) as fault:
        return _wrong(me, fault, say("现在的口令不对，没有改动。"))
    codes.begin(database(), acting.holder(me.account_id), at=g.now)
    return redirect("/account#factors", 303)


@pages.post("/account/steps/confirm_code")
@acts_person
def confirm_code() -> ResponseReturnValue:
    me = this_person()
    try:
        codes.confirm(database(), acting.holder(me.account_id), request.form.get("code", ""), at=g.now)
    except (LoginFailed, Throttled) as fault:
        return _wrong(me, fault, say("验证码不对。"))
    flash(say("验证码已启用，登录和签署都要填写。"), "done")
    return redirect("/account#factors", 303)


@pages.post("/account/steps/end_code")
@acts_person
def end_code() -> ResponseReturnValue:
    me = this_person()
    mine = acting.holder(me.account_id)
    try:
        codes.use(database(), mine, request.form.get("code", ""), at=g.now)
    except (LoginFailed, Throttled) as fault:
        return _wrong(me, fault, say("验证码不对。"))
    codes.end(database(), mine, at=g.now)
    flash(say("验证码已停用。"), "done")
    return redirect("/account#factors", 303)


@pages.get("/account/key")
@shows_person
def key() -> ResponseReturnValue:
    mine = acting.holder(this_person().account_id)
    if not browser_keys.is_possible(mine):
        raise NotFound
    asked, challenge = browser_keys.registration(g.session, mine)
    session[CHALLENGE] = challenge.hex()
    return asked, 200, {"Content-Type": "application/json"}


@pages.post("/account/steps/add_key")
@acts_person
def add_key() -> ResponseReturnValue:
    """A key signs for the person ever after: an open session alone must not be enough to bring one."""
    me, challenge = this_person(), bytes.fromhex(session.pop(CHALLENGE, ""))
    mine, answer = acting.holder(me.account_id), request.form.get("answer", "")
    name = request.form.get("key_name", "").strip() or say("安全密钥")
    try:
        given = {of: request.form.get(f"key_{of}", "") for of in ("password", "code")}
        codes.prove_person(database(), mine, **given, at=g.now)
        browser_keys.add(database(), mine, answer, challenge, name, at=g.now)
    except NotSigned as fault:
        return _wrong(me, fault, say(fault.key))
    except (LoginFailed, Throttled) as fault:
        return _wrong(me, fault, say("现在的口令或验证码不对，没有改动。"))
    flash(say("安全密钥已登记。"), "done")
    return redirect("/account#factors", 303)


@pages.post("/account/steps/end_key")
@acts_person
def end_key() -> ResponseReturnValue:
    if not browser_keys.end(database(), acting.holder(this_person().account_id), number_of("key"), at=g.now):
        raise NotFound
    flash(say("安全密钥已停用。"), "done")
    return redirect("/account#factors", 303)


@pages.get("/login/code")
@public
def ask_code() -> ResponseReturnValue:
    return _code_form(_expected())


@pages.post("/login/code")
@acts_public
def log_in_by_code() -> ResponseReturnValue:
    """The second half of a log-in: the password was right a moment ago, now the code of the app."""
    expected = _expected()
    account = int(expected["account"])
    try:
        codes.use(database(), acting.holder(account), request.form.get("code", ""), at=g.now)
    except LoginFailed:
        return _code_form(expected, wrong=say("验证码不对。"), status=401)
    except Throttled as fault:
        told = problem(fault)
        return *_code_form(expected, wrong=told.detail, status=429), told.headers
    session.pop(WAITING, None)
    return begin_on_seat(account, expected["way"], expected["held"])


def _expected() -> dict[str, Any]:
    """The account whose password came a moment ago; raises NotFound where there is none."""
    found: dict[str, Any] | None = session.get(WAITING)
    if not found or g.now.timestamp() > found["until"]:
        raise NotFound
    return found


def _code_form(expected: dict[str, Any], *, wrong: str = "", status: int = 200) -> tuple[str, int]:
    return render_template("login_code.html", wrong=wrong, next=returning.inside(expected["way"])), status


def _wrong(me: Visitor, fault: Exception, words: str) -> tuple[str, int]:
    told = problem(fault) if isinstance(fault, Throttled) else None
    return shown(me, wrong={"factor": told.detail if told else words}), told.status if told else 422
