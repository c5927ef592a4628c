"""What I watch: rules are chosen, looked at over the last thirty days, kept, changed, paused, deleted."""

from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from web.config import database, settings
from web.forms import typed
from web.reading import reading
from web.seats import acts, shows
from web.views import watching as views
from web.views.watching import Known
from workflow.doors import watching
from workflow.doors.watching import Choice, WrongRule
from workflow.reads import watching as reads
from workflow.vocabulary import Cadence
from workflow.words import say

pages = Blueprint("watching", __name__)
Json = dict[str, Any]
LOOK: Final = timedelta(days=30)  # back, to show what a rule would have told


@pages.get("/watching")
@shows
def listed() -> ResponseReturnValue:
    return _list(g.session)


@pages.get("/watching/new")
@shows
def new() -> ResponseReturnValue:
    known = Known(g.session)
    choice = views.within(views.chosen(request.args), known)
    return _form(g.session, known, choice, {"name": "", "cadence": Cadence.DAILY.value, "id": 0})


@pages.get("/watching/<int:rule_id>")
@shows
def one(rule_id: int) -> ResponseReturnValue:
    rule, known = reads.one(g.session, g.seat.person_id, rule_id), Known(g.session)
    given = views.within(views.chosen(request.args), known) if views.is_asked() else Choice.of(rule)
    return _form(g.session, known, given, {"name": rule.name, "cadence": rule.cadence.value, "id": rule.id})


@pages.post("/watching/steps/make_rule")
@acts
def make() -> ResponseReturnValue:
    return _kept(0)


@pages.post("/watching/<int:rule_id>/steps/change_rule")
@acts
def change(rule_id: int) -> ResponseReturnValue:
    return _kept(rule_id)


@pages.post("/watching/<int:rule_id>/steps/pause_rule")
@acts
def pause(rule_id: int) -> ResponseReturnValue:
    watching.pause(database(), g.seat.person_id, rule_id, at=g.now)
    return redirect("/watching", 303)


@pages.post("/watching/<int:rule_id>/steps/delete_rule")
@acts
def delete(rule_id: int) -> ResponseReturnValue:
    watching.delete(database(), g.seat.person_id, rule_id)
    flash(say("关注已删去，它的订阅地址随之失效。"), "done")
    return redirect("/watching", 303)


@pages.post("/watching/<int:rule_id>/steps/make_address")
@acts
def make_address(rule_id: int) -> ResponseReturnValue:
    secret = watching.make_address(database(), g.seat.person_id, rule_id)
    with reading() as session:
        return _list(session, {"id": rule_id, "base": f"{settings().base_url.rstrip('/')}/watching/feeds/{secret}"})


@pages.post("/watching/<int:rule_id>/steps/revoke_address")
@acts
def revoke_address(rule_id: int) -> ResponseReturnValue:
    watching.revoke_address(database(), g.seat.person_id, rule_id)
    flash(say("订阅地址已停用。"), "done")
    return redirect("/watching", 303)


def _kept(rule_id: int) -> ResponseReturnValue:
    """Keep a rule, new or changed; what is wrong with it is told beside the form."""
    name, cadence = typed(request.form, "name", 2 * watching.NAME), request.form.get("cadence", "")
    with reading() as session:
        known = Known(session)
        choice = views.within(views.chosen(request.form), known)
    chosen = Cadence(cadence) if cadence in set(Cadence) else Cadence.DAILY
    try:
        if rule_id:
            watching.change(database(), g.seat.person_id, rule_id, name, choice, chosen, at=g.now)
        else:
            watching.make(database(), g.seat.person_id, name, choice, chosen, at=g.now)
    except WrongRule as wrong:
        with reading() as session:
            given = {"name": name, "cadence": chosen.value, "id": rule_id}
            return _form(session, Known(session), choice, given, wrong.keys), 422
    flash(say("关注已记下。"), "done")
    return redirect("/watching", 303)


def _list(session: Session, fresh: Json | None = None) -> str:
    known = Known(session)
    rows = [views.line(rule, known) for rule in reads.rules_of(session, g.seat.person_id)]
    return render_template("watching/list.html", rows=rows, fresh=fresh, sends=bool(settings().mail_url))


def _form(session: Session, known: Known, choice: Choice, given: Json, wrong: list[str] | None = None) -> str:
    faults = wrong or choice.faults()
    chosen = choice if not choice.faults() else Choice()
    weighty = given["cadence"] == Cadence.WEIGHTY
    who, today = g.seat.person_id, g.today
    found = reads.acts(session, who, chosen, today, since=g.now - LOOK, until=g.now, weighty=weighty)
    days = reads.days(session, who, chosen, today)
    groups = {one.id for one in known.agreements}
    page = {
        "given": choice,
        "kinds": {kind.value for kind in choice.kinds},
        "rule": given,
        "choices": known.choices(),
        "told": known.told(choice),
        "carried": views.carried(choice),
        "wrong": [say(key) for key in faults],
        "acts": [views.act(each, known.places, groups) for each in found],
        "more": len(found) == reads.MOST,
        "days": len(days),
        "to": f"/watching/{given['id']}/steps/change_rule" if given["id"] else "/watching/steps/make_rule",
    }
    return render_template("watching/rule.html", page=page)
