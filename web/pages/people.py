"""People and their seats: those of the reader's region, one seat with its history, and the acts on seats."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import paging, returning, seat_form
from web.config import database, settings
from web.forms import number
from web.present import instant
from web.reading import reading
from web.seats import acts, shows
from workflow.exports.ledger import lines_of
from workflow.process.answers import WrongAnswers
from workflow.process.delegable import PERSONAL
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads import deputies
from workflow.reads import people as reads
from workflow.records.people import Account
from workflow.seats import appointing, handing_over
from workflow.seats.eligibility import against_confirming, against_ending, against_link
from workflow.vocabulary import SeatRole
from workflow.words import say

pages = Blueprint("people", __name__)
ADMITTING = (SeatRole.SECADMIN, SeatRole.AUDADMIN)


@pages.get("/people")
@shows
def listed() -> ResponseReturnValue:
    words, page = request.args.get("q", ""), paging.asked()
    found = reads.people(g.session, g.seat, g.today, words=words, page=page)
    pages_ = paging.paged(found.total, size=reads.PAGE, here=page)
    bare = deputies.uncovered(g.session, g.seat, g.today)
    lent = deputies.lent(g.session, g.seat, g.today)
    return render_template(
        "people/list.html", people=found, q=words, pages_=pages_, may=_may(), lent=lent, uncovered=bare
    )


@pages.get("/people/new")
@shows
def proposal() -> ResponseReturnValue:
    if not _may():
        raise NotThere
    return _form(returning.returned())


@pages.post("/people/steps/appoint")
@acts
def appoint() -> ResponseReturnValue:
    try:
        made = appointing.appoint(database(), g.seat, seat_form.wanted(request.form), at=g.now)
    except WrongAnswers as wrong:
        return _again(errors={name: say(key, **facts) for name, (key, facts) in wrong.fields.items()}, status=422)
    except Refused as refused:
        return _again(reasons=refused.reasons, status=409)
    flash(say("已提名。第二人确认之后，这个席位才生效。"), "done")
    return redirect(f"/people/{made}", 303)


@pages.get("/people/<int:appointment>")
@shows
def one(appointment: int) -> ResponseReturnValue:
    held = reads.one(g.session, g.seat, appointment, g.today)
    if held is None:
        raise NotThere
    account = reads.account_of(g.session, held.given.person_id)
    done = [_entry(line) for line in lines_of(g.session, "", reads.history(g.session, held.id))]
    may = _may() and held.role not in PERSONAL and held.term is reads.Term.SERVING
    page: dict[str, Any] = {"held": held, "account": account, "done": done, "acts": _offers(held, account)}
    page |= {"left": handing_over.open_work(g.session, held.given, g.today) if _may() else []}
    page |= {"heirs": handing_over.heirs(g.session, held.given, g.today) if page["left"] else []}
    return render_template("people/seat.html", **page, may_substitute=may)


@pages.post("/people/<int:appointment>/steps/confirm_appointment")
@acts
def confirm(appointment: int) -> ResponseReturnValue:
    appointing.confirm(database(), g.seat, appointment, at=g.now)
    flash(say("已确认，席位在任期内生效。"), "done")
    return redirect(f"/people/{appointment}", 303)


@pages.post("/people/<int:appointment>/steps/end_appointment")
@acts
def end(appointment: int) -> ResponseReturnValue:
    reason, heir = request.form.get("reason", "").strip(), number(request.form.get("heir"))
    appointing.end(database(), g.seat, appointment, at=g.now, reason=reason, heir=heir)
    flash(say("已结束，从现在起这个席位不能再办理。"), "done")
    return redirect(f"/people/{appointment}", 303)


@pages.post("/people/<int:appointment>/steps/issue_enrolment")
@acts
def issue_link(appointment: int) -> ResponseReturnValue:
    is_lost = request.form.get("lost") == "yes"
    link = appointing.issue_link(database(), g.seat, appointment, at=g.now, is_lost=is_lost)
    address = f"{settings().base_url.rstrip('/')}/enrol/{link.secret}"
    return render_template("people/link.html", link=link, address=address, back=f"/people/{appointment}")


# --- forms and views --------------------------------------------------------------------------------------------------


def _may() -> bool:
    return bool(g.seat.role is SeatRole.SECADMIN)


def _again(
    *, errors: dict[str, str] | None = None, reasons: list[Reason] | None = None, status: int
) -> tuple[str, int]:
    with reading():
        return _form(request.form, errors=errors, reasons=reasons), status


def _form(
    given: MultiDict[str, str], *, errors: dict[str, str] | None = None, reasons: list[Reason] | None = None
) -> str:
    fields = seat_form.fields(reads.choices(g.session, g.seat), given, errors or {})
    return render_template("people/new.html", fields=fields, reasons=[reason.as_json() for reason in reasons or ()])


def _offers(held: reads.Held, account: Account | None) -> list[dict[str, Any]]:
    """The acts on a seat for those who give seats, greyed ones with every reason."""
    if g.seat.role not in ADMITTING:
        return []
    against = {"confirm_appointment": against_confirming(g.session, g.seat, held.given, g.today)}
    if _may():
        against["end_appointment"] = against_ending(g.seat, held.given)
        against["issue_enrolment"] = against_link(g.seat, held.given, account)
    placed = {name: reasons for name, reasons in against.items() if _is_placed(name, held)}
    return [
        {"step": n, "label": say(f"step.{n}"), "open": not r, "reasons": [reason.as_json() for reason in r]}
        for n, r in placed.items()
    ]


def _is_placed(step: str, held: reads.Held) -> bool:
    """A seat that waits is confirmed or withdrawn, one that is over is only read."""
    if held.term is reads.Term.ENDED:
        return False
    return held.term is reads.Term.WAITING if step == "confirm_appointment" else True


def _entry(line: dict[str, Any]) -> dict[str, Any]:
    who = say("{organ} {person}（{role}）", organ=line["organ"], person=line["person"], role=line["seat_role"])
    return {
        "sentence": say("{who}：{act}", who=who, act=line["act_label"]),
        "at": instant(datetime.fromisoformat(line["time"])),
        "index": f"#{line['index']}·{line['leaf_hash'][:4]}",
    }
