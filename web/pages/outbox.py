"""The outbox of e-mails for the seat of the system administrator: what could not be delivered, why, and once more."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from web import paging
from web.config import database, settings
from web.present import instant
from web.seats import acts, shows
from workflow.post import retrying
from workflow.process.reasons import NotThere
from workflow.reads import mails as reads
from workflow.reads.mails import Sent
from workflow.vocabulary import Mail, SeatRole
from workflow.words import say, tell

pages = Blueprint("outbox", __name__)
KINDS = {
    "turn": "轮到办理",
    "urge": "催办",
    "notice": "通报",
    "digest": "每日汇总",
    "confirm": "确认码",
    "comment": "提意见验证码",
    "answered": "意见答复",
    "letter": "来函",
    "watch": "关注",
}


@pages.get("/mail")
@shows
def listed() -> ResponseReturnValue:
    if g.seat.role is not SeatRole.SYSADMIN:
        raise NotFound
    page, chosen = paging.asked(), _state()
    found, total = reads.mails(g.session, chosen, page)
    counts = reads.counts(g.session)
    return render_template(
        "operation/mail.html",
        rows=[_row(one) for one in found],
        ways=[{"state": s.value, "words": tell(s), "n": counts.get(s, 0), "now": s is chosen} for s in Mail],
        total=sum(counts.values()),
        sends=bool(settings().mail_url),
        pages_=paging.paged(total, size=reads.PAGE, here=page),
    )


@pages.post("/mail/<int:mail_id>/steps/retry_mail")
@acts
def retry(mail_id: int) -> ResponseReturnValue:
    if mail_id >= 2**31:
        raise NotThere
    retrying.retry(database(), g.seat, mail_id, at=g.now)
    flash(say("已重新排队，记入本系统的日志。"), "done")
    return redirect("/mail", 303)


def _state() -> Mail | None:
    asked = request.args.get("state", "")
    return Mail(asked) if asked in {state.value for state in Mail} else None


def _row(one: Sent) -> dict[str, Any]:
    return {
        "id": one.mail.id,
        "person": tell(one.person.called) if one.person else say("公众"),
        "address": one.address,
        "kind": say(KINDS.get(one.kind, "通报")),
        "at": instant(one.mail.queued_at),
        "state": tell(one.mail.state),
        "tries": [{"at": instant(each.at), "answer": each.answer} for each in one.tries],
        "may": one.mail.state in retrying.ENDED and bool(one.mail.body),
    }
