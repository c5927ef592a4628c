"""Acting for another: what a holder delegates, whom administrators name as a substitute, and who is away."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from web import deputy_form, returning
from web.config import database
from web.reading import reading
from web.seats import acts, shows
from workflow.process.answers import WrongAnswers
from workflow.process.delegable import delegable
from workflow.process.reasons import NotThere, Refused
from workflow.reads import deputies as reads
from workflow.reads import people
from workflow.seats import delegating
from workflow.vocabulary import SeatRole
from workflow.words import say

pages = Blueprint("deputies", __name__)
Form = MultiDict[str, str]


@pages.get("/deputies")
@shows
def mine() -> ResponseReturnValue:
    return _mine(returning.returned())


@pages.post("/deputies/steps/delegate")
@acts
def delegate() -> ResponseReturnValue:
    def act() -> None:
        wish = deputy_form.wish(request.form, limited=True)
        delegating.delegate(database(), g.seat, wish, at=g.now, reason=_reason())

    return _tried(act, say("已委托，到止日自行结束，也可以随时收回。"), "/deputies", _mine)


@pages.post("/deputies/steps/note_absence")
@acts
def away() -> ResponseReturnValue:
    def act() -> None:
        delegating.note_absence(database(), g.seat, g.seat.id, *deputy_form.span(request.form), at=g.now)

    return _tried(act, say("已登记。没有代理人的，本地区管理员与轮值方会看到。"), "/deputies", _mine)


@pages.post("/deputies/<int:deputy>/steps/revoke_deputy")
@acts
def revoke(deputy: int) -> ResponseReturnValue:
    delegating.revoke(database(), g.seat, deputy, at=g.now, reason=_reason())
    flash(say("已终止；此前以两人名义办的事仍然有效。"), "done")
    return redirect(_onward(), 303)


@pages.post("/deputies/absences/<int:absence>/steps/end_absence")
@acts
def back(absence: int) -> ResponseReturnValue:
    delegating.end_absence(database(), g.seat, absence, at=g.now)
    flash(say("已销假。"), "done")
    return redirect(_onward(), 303)


@pages.get("/people/<int:seat_id>/substitute")
@shows
def substitute_form(seat_id: int) -> ResponseReturnValue:
    return _substitute(seat_id, returning.returned())


@pages.post("/people/<int:seat_id>/substitute/steps/name_substitute")
@acts
def substitute(seat_id: int) -> ResponseReturnValue:
    def act() -> None:
        wish = deputy_form.wish(request.form, limited=False)
        delegating.name_substitute(database(), g.seat, seat_id, wish, at=g.now, reason=_reason())

    done = say("已提名代行人。另一名管理员确认之后才生效。")
    return _tried(act, done, "/people", lambda given, **told: _substitute(seat_id, given, **told))


@pages.post("/people/<int:seat_id>/substitute/steps/note_absence")
@acts
def away_by_administrator(seat_id: int) -> ResponseReturnValue:
    def act() -> None:
        delegating.note_absence(database(), g.seat, seat_id, *deputy_form.span(request.form), at=g.now)

    there = f"/people/{seat_id}/substitute"
    return _tried(act, say("已登记。"), there, lambda given, **told: _substitute(seat_id, given, **told))


# --- views ------------------------------------------------------------------------------------------------------------


def _tried(act: Callable[[], None], done: str, onward: str, again: Callable[..., str]) -> ResponseReturnValue:
    """Do it; what is wrong or refused comes back on the page with everything that was filled in."""
    try:
        act()
    except WrongAnswers as wrong:
        errors = {name: say(key, **facts) for name, (key, facts) in wrong.fields.items()}
        with reading():
            return again(request.form, errors=errors), 422
    except Refused as refused:
        with reading():
            return again(request.form, reasons=[reason.as_json() for reason in refused.reasons]), 409
    flash(done, "done")
    return redirect(onward, 303)


def _mine(given: Form, errors: dict[str, str] | None = None, reasons: list[dict[str, Any]] | None = None) -> str:
    seat, rows = g.seat, delegable(g.seat.role)
    is_own = seat.deputy is None and bool(rows)
    persons = reads.colleagues(g.session, seat.region, seat.organ_id, seat.person_id) if is_own else []
    return render_template(
        "people/deputies.html",
        lent=reads.lent(g.session, seat, g.today, of=seat.id),
        absences=reads.absences(g.session, seat.id, g.today),
        may_delegate=is_own,
        persons=persons,
        fields=deputy_form.fields(persons, rows, given, errors or {}),
        days=deputy_form.days(given, errors or {}, of=deputy_form.AWAY),
        reasons=reasons or [],
    )


def _substitute(
    seat_id: int, given: Form, errors: dict[str, str] | None = None, reasons: list[dict[str, Any]] | None = None
) -> str:
    held = people.one(g.session, g.seat, seat_id, g.today)
    if held is None or g.seat.role is not SeatRole.SECADMIN:
        raise NotThere
    persons = reads.colleagues(g.session, held.given.region_code, held.given.organ_id, held.given.person_id)
    return render_template(
        "people/substitute.html",
        held=held,
        absences=reads.absences(g.session, seat_id, g.today),
        persons=persons,
        fields=deputy_form.fields(persons, [], given, errors or {}),
        days=deputy_form.days(given, errors or {}, of=deputy_form.AWAY),
        reasons=reasons or [],
    )


def _reason() -> str:
    return request.form.get("reason", "").strip()[:200]


def _onward() -> str:
    way = returning.inside(request.form.get("next", ""))
    return way if way != "/" else "/deputies"
