"""A person's own account: name and seats, sessions, keys of the API, password, language; mail is in `mailbox`."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import forms
from web.config import database, idle, settings
from web.present import office
from web.proofs import proofs
from web.reading import reading
from web.seats import acts_person, shows_person
from web.visitors import Visitor, address, begin, visitor
from workflow.entrance import accounts, preferences, sessions
from workflow.entrance.accounts import LoginFailed, WeakPassword
from workflow.post import boxes
from workflow.reads import account as reads
from workflow.vocabulary import MailWish
from workflow.words import LANGUAGES, say, speaking

pages = Blueprint("account", __name__)
YEAR = 365 * 24 * 3600
TOKENS_MOST = 20
BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "Mac OS": "macOS", "Linux": "Linux"}


@pages.app_template_filter("device")
def device(agent: str) -> str:
    """What a browser says it is, short enough to be recognised."""
    found = [next((name for mark, name in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in found if name) or agent[:60] or say("不明")


@pages.get("/account")
@shows_person
def account() -> ResponseReturnValue:
    return _page(this_person())


@pages.post("/account/steps/revoke_session")
@acts_person
def revoke_session() -> ResponseReturnValue:
    sessions.revoke(database(), number_of("session"), account_id=this_person().account_id, at=g.now)
    flash(say("已退出那一处登录。"), "done")
    return redirect("/account", 303)


@pages.post("/account/steps/make_token")
@acts_person
def make_token() -> ResponseReturnValue:
    me, name = this_person(), request.form.get("name", "").strip()
    seat = next((seat for seat in me.seats if str(seat.id) == request.form.get("seat")), None)
    with reading() as found:
        is_full = len(reads.tokens_of(found, me.account_id, at=g.now)) >= TOKENS_MOST
    if seat is None or not name:
        return shown(me, wrong={"token": say("请写明用途，并选一个席位。")}), 422
    if is_full:
        return shown(me, wrong={"token": say("密钥不能多于 {n} 个，请先停用不用的。", n=TOKENS_MOST)}), 422
    return shown(me, secret=accounts.issue_token(database(), me.account_id, seat.id, name, at=g.now))


@pages.post("/account/steps/revoke_token")
@acts_person
def revoke_token() -> ResponseReturnValue:
    accounts.revoke_token(database(), this_person().account_id, number_of("token"), at=g.now)
    flash(say("密钥已停用。"), "done")
    return redirect("/account", 303)


@pages.post("/account/steps/change_password")
@acts_person
def change_password() -> ResponseReturnValue:
    me, new = this_person(), request.form.get("new", "")
    try:
        accounts.prove(database(), me.account_id, request.form.get("password", ""), address=address(), at=g.now)
        if new != request.form.get("again", ""):
            return shown(me, wrong={"again": say("两次输入的口令不同。")}), 422
        accounts.set_password(database(), me.account_id, new, at=g.now)
    except LoginFailed:
        return shown(me, wrong={"password": say("现在的口令不对，没有改动。")}), 422
    except WeakPassword as weak:
        return shown(me, wrong={"new": say(str(weak), least=accounts.SHORTEST)}), 422
    _sign_in_again(me)
    flash(say("口令已改，别处的登录都已退出。"), "done")
    return redirect("/account", 303)


@pages.post("/account/steps/choose_language")
@acts_person
def choose_language() -> ResponseReturnValue:
    tongue = request.form.get("language", "")
    if tongue not in LANGUAGES:
        raise NotFound
    preferences.choose_language(database(), this_person().account_id, tongue)
    with speaking(tongue):
        flash(say("语言已记下。"), "done")
    answer = redirect("/account", 303)
    answer.set_cookie("lang", tongue, max_age=YEAR, samesite="Lax", secure=request.is_secure)
    return answer


def this_person() -> Visitor:
    """Who is signed in by a session; a key of the API has no account page."""
    found = visitor()
    if found is None or found.session is None:
        raise NotFound
    return found


def number_of(name: str) -> int:
    """A number of the form."""
    found = forms.number(request.form.get(name))
    if found is None:
        raise NotFound
    return found


def _sign_in_again(me: Visitor) -> None:
    """A changed password ends every session; the person at hand goes on in a fresh one."""
    seat, agent = me.seat.id if me.seat else None, request.headers.get("User-Agent", "")
    begin(sessions.open_session(database(), me.account_id, seat_id=seat, agent=agent, at=g.now))


def shown(me: Visitor, *, secret: str = "", link: str = "", wrong: dict[str, str] | None = None) -> str:
    """The page again: with a secret or a link that is shown this once, or with what is wrong by field."""
    with reading():
        return _page(me, secret=secret, link=link, wrong=wrong)


def _page(me: Visitor, *, secret: str = "", link: str = "", wrong: dict[str, str] | None = None) -> str:
    this = me.session.id if me.session else 0
    signed_in = reads.sessions_of(g.session, me.account_id, this=this, at=g.now, idle=idle(settings()))
    tokens = reads.tokens_of(g.session, me.account_id, at=g.now)
    held: dict[int, dict[str, Any]] = {seat.id: {"seat": seat, "office": office(seat)} for seat in me.seats}
    given = {"me": me, "held": held, "signed_in": signed_in, "tokens": tokens, "secret": secret, "wrong": wrong or {}}
    given |= {"link": link, "box": boxes.box_of(g.session, me.person_id), "wishes": list(MailWish)}
    given |= {"feeds": boxes.feeds_of(g.session, me.person_id), "sends": bool(settings().mail_url)}
    given["proofs"] = proofs(me)
    return render_template("account/account.html", **given, least=accounts.SHORTEST)
