"""A project and an agreement as of a past hour, for auditors and members: rebuilt from what the log told by then."""

from datetime import datetime

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import views
from web.pages import as_of
from web.project.party import found
from web.seats import shows
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import as_of as reads
from workflow.reads.as_of import Stood
from workflow.reads.record import READERS
from workflow.records.standards import Standard
from workflow.replaying.views import NotTold

calls = Blueprint("past", __name__)


@calls.get("/standards/<int:standard_id>/past")
@shows
def standard(standard_id: int) -> ResponseReturnValue:
    """`lacking` names the part that no leaf tells, where there is one; nothing is guessed."""
    found(standard_id)
    at = _asked()
    told: views.Json = {"at": views.time(at)}
    try:
        stood = reads.standard(g.session, g.session.get_one(Standard, standard_id), at)
        return jsonify(told | {"is_there": stood is not None} | (_told(stood) if stood else {}))
    except NotTold as lacking:
        return jsonify(told | {"is_there": False, "lacking": lacking.part})


def _told(stood: Stood) -> views.Json:
    past = stood.past
    tracks = [
        {"region": code, "state": track.state.value, "positions": views.positions(past, code)}
        for code, track in past.tracks.items()
    ]
    numbers = {code: number.display for code, number in past.numbers.items()}
    text = {"number": past.draft.number, "sha256": past.draft.text_hash} if past.draft else None
    told = {"state": past.standard.state.value, "events": stood.events, "tracks": tracks, "numbers": numbers}
    return told | {"text": text, "began": {act: views.time(at) for act, at in stood.began.items()}}


@calls.get("/agreements/<int:agreement_id>/past")
@shows
def agreement(agreement_id: int) -> ResponseReturnValue:
    """Its rules, its members and the offices of its chain."""
    accord, at = agreed.find(g.session, agreement_id), _asked()
    held = reads.agreement(g.session, accord.agreement, at)
    told: views.Json = {"at": views.time(at), "is_there": held is not None}
    if held is None:
        return jsonify(told)
    rules = {"version": held.rules.version, "effective_from": views.time(held.rules.effective_from)}
    chain = [{"region": one.region_code, "organ": one.organ_id, "role": one.role.value} for one in held.chain]
    told |= {"rules": rules | {"citation": held.rules.citation, "terms": held.rules.terms}, "chain": chain}
    return jsonify(told | {"members": [one.region_code for one in held.members]})


def _asked() -> datetime:
    if g.seat.role not in READERS:
        raise NotThere
    at, wrong = as_of.asked(request.args)
    if wrong:
        raise WrongAnswers({"at": ("wrong.datetime", {})})
    return at
