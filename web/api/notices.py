"""The notices of the seat's region."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import forms
from web.api import views
from web.seats import shows
from workflow.process.answers import WrongAnswers
from workflow.reads import notices as reads
from workflow.reads.notices import PAGE, Show
from workflow.records.notices import RegionNotice
from workflow.words import say

calls = Blueprint("notices", __name__)


@calls.get("/notices")
@shows
def notices() -> ResponseReturnValue:
    page, show = forms.number(request.args.get("page", "1")) or 0, request.args.get("show", Show.ALL.value)
    wrong: dict[str, tuple[str, dict[str, object]]] = {}
    if page < 1:
        wrong["page"] = ("wrong.integer", {})
    if show not in {each.value for each in Show}:
        wrong["show"] = ("wrong.choice", {})
    if wrong:
        raise WrongAnswers(wrong)
    told = reads.told(g.session, g.seat, Show(show), page=page)
    onward = f"{request.path}?show={show}&page={page + 1}" if page * PAGE < told.total else None
    return jsonify({"total": told.total, "items": [_notice(notice) for notice, _ in told.rows], "next": onward})


def _notice(one: RegionNotice) -> views.Json:
    return {
        "id": one.id,
        "standard": one.standard_id,
        "from": one.actor_region,
        "step": one.step,
        "label": say(f"step.{one.step}"),
        "audience": one.audience,
        "state": one.state.value,
        "owes_receipt": one.owes_receipt,
        "queued_at": views.time(one.queued_at),
        "delivered_at": views.time(one.delivered_at),
        "read_at": views.time(one.read_at),
        "acknowledged_at": views.time(one.acknowledged_at),
    }
