"""The basket of comments that are not sent yet: read again, mended, proved by a code, sent; then the fate of each."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from web import errors
from web.basketing import hold, of_secret
from web.config import database, settings
from web.errors import Problem
from web.forms import number
from web.reading import reading
from web.seats import acts_public, public
from web.views.basketviews import basket_view
from web.visitors import address
from workflow.commenting import baskets, handing_in, sending
from workflow.db import Outdated
from workflow.entrance.accounts import Throttled
from workflow.entrance.knocking import knock
from workflow.post import proving
from workflow.post.proving import Unproved
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.words import say

pages = Blueprint("baskets", __name__)
UNSENT = (Unproved, WrongAnswers, Refused, Throttled, Outdated)


@pages.get("/public/baskets/<secret>")
@public
def one(secret: str) -> ResponseReturnValue:
    return _page(secret)


@pages.post("/public/baskets/<secret>/details")
@acts_public
def details(secret: str) -> ResponseReturnValue:
    """Who comments; then the code is written, or, where nothing can be proved, all of it is sent."""
    return _tried(secret, lambda: _told(secret))


@pages.post("/public/baskets/<secret>/code")
@acts_public
def code(secret: str) -> ResponseReturnValue:
    """The code has come back: all of it is sent."""
    return _tried(secret, lambda: _proved(secret))


@pages.post("/public/baskets/<secret>/again")
@acts_public
def again(secret: str) -> ResponseReturnValue:
    return _tried(secret, lambda: _written_to(secret))


@pages.post("/public/baskets/<secret>/drop")
@acts_public
def drop(secret: str) -> ResponseReturnValue:
    """A comment, or one of its files, is not to be sent after all."""
    with database().plain() as session:
        basket = baskets.open_one(session, secret)
        if item := number(request.form.get("item")):
            baskets.take_out(session, basket, item, at=g.now)
    if file := number(request.form.get("file")):
        handing_in.drop(database(), basket, file)
    return redirect(f"/public/baskets/{secret}", 303)


def _tried(secret: str, step: Callable[[], ResponseReturnValue]) -> ResponseReturnValue:
    """A step towards the sending; whatever stops it, all that was typed is there and the reason is told."""
    try:
        return step()
    except UNSENT as fault:
        told = _problem(fault)
        with reading():
            page = make_response(_page(secret, told))
        page.status_code = told.status
        page.headers.extend(told.headers)
        return page


def _told(secret: str) -> ResponseReturnValue:
    given = {name: request.form.get(name, "") for name in baskets.DETAILS}
    with database().plain() as session:
        basket = baskets.open_one(session, secret)
        baskets.tell(session, basket, given, at=g.now)
        is_proved = bool(basket.address)
    _complete(given)
    if is_proved:
        return _sent(secret)
    if settings().mail_url:
        return _written_to(secret)
    knock(database(), address(), secret=settings().secret(), at=g.now)
    return _sent(secret)


def _complete(given: dict[str, str]) -> None:
    """Who comments says so; by mail he is reached."""
    wrong: dict[str, tuple[str, dict[str, Any]]] = {}
    for name in ("name", "party", "contact"):
        if not given[name].strip():
            wrong[name] = ("wrong.required", {})
    if settings().mail_url and "contact" not in wrong and not proving.is_mailbox(given["contact"].strip()):
        wrong["contact"] = ("mailbox.form", {})
    if wrong:
        raise WrongAnswers(wrong)


def _written_to(secret: str) -> ResponseReturnValue:
    proving.ask_code(database(), settings(), secret, from_where=address(), at=g.now)
    flash(say("验证码已发到您的邮箱，三十分钟内有效。"), "done")
    return redirect(f"/public/baskets/{secret}#code", 303)


def _proved(secret: str) -> ResponseReturnValue:
    proving.prove(database(), secret, request.form.get("code", "")[:20], at=g.now)
    return _sent(secret)


def _sent(secret: str) -> ResponseReturnValue:
    n = len(sending.send(database(), secret, at=g.now))
    flash(say("已提交 {n} 条意见。请保存这一页的链接，凭它看答复、撤回或者评价。", n=n), "done")
    return redirect(f"/public/baskets/{secret}", 303)


def _problem(fault: Exception) -> Problem:
    if isinstance(fault, Unproved):
        return Problem(422, say(str(fault)), "", fields={"code": say(str(fault))})
    told = errors.problem(fault)
    if isinstance(fault, Throttled):
        words = say("这个网络或邮箱要的次数过多，请过一会儿再试。已填的意见都在。")
        return Problem(429, told.title, words, fields={"code": words}, retry_after=told.retry_after)
    return told


def _page(secret: str, problem: Problem | None = None) -> ResponseReturnValue:
    basket = of_secret(secret)
    view = basket_view(g.session, basket, secret, problem, by_mail=bool(settings().mail_url), at=g.now)
    answer = make_response(render_template("public/basket.html", page=view))
    answer.headers["Cache-Control"] = "no-store"
    return hold(answer, basket.consultation_id, secret) if basket.sent_at is None else answer
