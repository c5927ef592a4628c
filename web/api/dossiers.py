"""Dossiers of a standard: those that were sealed, what one would contain, sealing exactly that, taking the file."""

from typing import Any, Final

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web.api import bodies
from web.api.listing import listed
from web.config import database, settings
from web.making import state
from web.pages.dossier import answer, profile_of, standard_of
from web.project.dossier import COUNTED, seals
from web.reading import reading
from web.seats import acts, shows
from workflow import jobs
from workflow.db import Outdated
from workflow.dossier.entitled import reader
from workflow.dossier.handing import found, hand, key_of
from workflow.dossier.planning import Plan, plan
from workflow.dossier.sealing import against, seal
from workflow.vocabulary import Profile

calls = Blueprint("dossiers", __name__)
SEAL: Final[dict[str, Any]] = {
    "profile": {"enum": [one.value for one in Profile]},
    "token": {"type": "string"},
}
CALLS: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/standards/{id}/dossiers": ("seal exactly what the plan with this token told", SEAL, list(SEAL)),
    "/standards/{id}/dossiers/{dossier}/take": ("take the file of a seal; 202 while it is being made", {}, []),
}


@calls.get("/standards/<int:standard_id>/dossiers")
@shows
def dossiers(standard_id: int) -> ResponseReturnValue:
    """The seals of dossiers that the seat may have."""
    sealed = seals(g.session, standard_of(g.session, standard_id))
    return listed([{name: one[name] for name in ("n", "events", "behind", "hash")} for one in sealed])


@calls.get("/standards/<int:standard_id>/dossiers/plan/<profile>")
@shows
def planned(standard_id: int, profile: str) -> ResponseReturnValue:
    wanted = profile_of(profile)
    standard = standard_of(g.session, standard_id, wanted)
    made = _plan(standard_id, wanted)
    reasons = [reason.as_json() for reason in against(g.session, standard)]
    told = {"profile": wanted.value, "counts": {name: made.counts[name] for name in COUNTED}}
    return jsonify(told | {"withheld": made.withheld, "reasons": reasons, "token": made.token})


@calls.post("/standards/<int:standard_id>/dossiers")
@acts
def make(standard_id: int) -> ResponseReturnValue:
    """Outdated where something was done since it was looked at."""
    told = bodies.body()
    profile = profile_of(bodies.words(told, "profile", 20))
    with reading() as session:
        standard_of(session, standard_id, profile)
    made = _plan(standard_id, profile)
    if made.token != told.get("token"):
        raise Outdated
    return jsonify({"n": seal(database(), jobs.signer(settings()), made, g.seat, g.now)}), 201


@calls.post("/standards/<int:standard_id>/dossiers/<int:dossier_id>/take")
@acts
def take(standard_id: int, dossier_id: int) -> ResponseReturnValue:
    """Taking it is an event, once in a while."""
    handed = hand(database(), settings(), g.seat, standard_id, dossier_id, g.now)
    if handed is not None:
        return answer(handed)
    with reading() as session:
        sealed = found(session, g.seat, standard_id, dossier_id)
        return jsonify({"n": dossier_id, "file": state(key_of(sealed))}), 202


def _plan(standard_id: int, profile: Profile) -> Plan:
    return plan(database(), settings(), standard_id, reader(g.seat, profile), g.now)
