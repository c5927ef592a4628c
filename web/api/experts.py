"""Expert banks and draws to read: the list of a group, one expert as the seat may see him, the record of a draw."""

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import views
from web.seats import shows
from web.views import experts
from workflow.accord.bank import is_usable
from workflow.accord.picture import Accord
from workflow.process.reasons import NotThere
from workflow.reads import experts as reads
from workflow.records.draws import Draw
from workflow.records.experts import Expert

calls = Blueprint("experts", __name__)


@calls.get("/agreements/<int:agreement_id>/experts")
@shows
def index(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    items = [_one(accord, one) for one in accord.bank.experts if one.left_at is None]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.get("/agreements/<int:agreement_id>/experts/<int:expert_id>")
@shows
def one(agreement_id: int, expert_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    found = accord.bank.expert(expert_id)
    if found is None:
        raise NotThere
    return jsonify(_one(accord, found) | ({"contact": found.contact} if experts.sees_contact(g.seat, found) else {}))


def _one(accord: Accord, one: Expert) -> views.Json:
    """Name, unit and fields; the rest by need, as on the page."""
    told: views.Json = reads.public(one) | {"usable": is_usable(one, g.today)}
    if experts.sees_all(g.seat, one):
        told |= {"title": one.title, "group": one.interest.value, "until": views.time(one.until)}
        told |= {"recognised_by": accord.bank.voices.get(one.id, []), "person": one.person_id}
        told |= {"recognised_at": views.time(one.recognised_at), "suspended_at": views.time(one.suspended_at)}
    return told


@calls.get("/agreements/<int:agreement_id>/draws")
@shows
def draws(agreement_id: int) -> ResponseReturnValue:
    accord = agreed.find(g.session, agreement_id)
    items = [_draw(one) for one in accord.bank.draws]
    return jsonify({"total": len(items), "items": items, "next": None})


def _draw(one: Draw) -> views.Json:
    told = {"id": one.id, "standard": one.standard_id, "state": one.state.value, "size": one.frozen["size"]}
    hours = {name: views.time(getattr(one, name)) for name in ("commit_by", "reveal_by", "closed_at")}
    return {**told, **hours, "shares": one.frozen["shares"], "silent": one.silent or [], "drawn": one.drawn or []}


@calls.get("/draws/<int:draw_id>")
@shows
def draw(draw_id: int) -> ResponseReturnValue:
    told = reads.draw_record(g.session, draw_id)
    if told is None:
        raise NotThere
    return jsonify(told)
