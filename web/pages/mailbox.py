"""The e-mail address and wishes of a person, and the links of calendars; their forms stand on the account page."""

from flask import Blueprint, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web.config import database, settings
from web.pages.account import number_of, shown, this_person
from web.seats import acts_person
from workflow.post import boxes
from workflow.post.boxes import WrongAddress
from workflow.vocabulary import MailWish
from workflow.words import say

pages = Blueprint("mailbox", __name__)
BACK = "/account#mail"


@pages.post("/account/steps/set_address")
@acts_person
def set_address() -> ResponseReturnValue:
    me, given = this_person(), request.form.get("address", "")
    try:
        boxes.set_address(database(), me.account_id, given, at=g.now, base=settings().base_url.rstrip("/"))
    except WrongAddress as wrong:
        return shown(me, wrong={"address": say(str(wrong))}), 422
    flash(say("确认码已寄往这个地址，请填入下面。"), "done")
    return redirect(BACK, 303)


@pages.post("/account/steps/confirm_address")
@acts_person
def confirm_address() -> ResponseReturnValue:
    me = this_person()
    if not boxes.confirm(database(), me.account_id, request.form.get("code", ""), at=g.now):
        return shown(me, wrong={"code": say("确认码不对，或已过期。")}), 422
    flash(say("地址已确认。"), "done")
    return redirect(BACK, 303)


@pages.post("/account/steps/choose_mail")
@acts_person
def choose_mail() -> ResponseReturnValue:
    wished = request.form.get("wish", "")
    if wished not in {wish.value for wish in MailWish}:
        raise NotFound
    boxes.wish(database(), this_person().account_id, MailWish(wished))
    flash(say("收信方式已记下。"), "done")
    return redirect(BACK, 303)


@pages.post("/account/steps/remove_address")
@acts_person
def remove_address() -> ResponseReturnValue:
    boxes.remove(database(), this_person().account_id, at=g.now)
    flash(say("邮件地址已删去。"), "done")
    return redirect(BACK, 303)


@pages.post("/account/steps/make_feed")
@acts_person
def make_feed() -> ResponseReturnValue:
    me = this_person()
    secret = boxes.make_feed(database(), me.account_id, at=g.now)
    return shown(me, link=f"{settings().base_url.rstrip('/')}/calendar/{secret}.ics")


@pages.post("/account/steps/revoke_feed")
@acts_person
def revoke_feed() -> ResponseReturnValue:
    boxes.revoke_feed(database(), this_person().account_id, number_of("feed"), at=g.now)
    flash(say("日历链接已停用。"), "done")
    return redirect("/account#calendars", 303)
