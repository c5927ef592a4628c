"""Who is signed in, on which seat, and the token that acts of a browser's session must carry."""

from typing import Final

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from web.api import views
from web.seats import acts_person, shows_person
from web.visitors import sit, visitor
from workflow.process.reasons import NotThere

calls = Blueprint("session", __name__)
CALLS: Final = {"/session/seat": ("choose another own seat", {"seat": {"type": "integer"}}, ["seat"])}


@calls.get("/session")
@shows_person
def who() -> ResponseReturnValue:
    return jsonify(_session())


@calls.post("/session/seat")
@acts_person
def take_seat() -> ResponseReturnValue:
    body = request.get_json(silent=True)
    chosen = body.get("seat") if isinstance(body, dict) else None
    if not isinstance(chosen, int) or not sit(chosen):
        raise NotThere
    return jsonify(_session())


def _session() -> views.Json:
    found = visitor()
    assert found is not None
    person = {"id": found.person_id, "name": found.name, "username": found.username}
    seats = [views.seat(one) for one in found.seats]
    token = None if found.is_token else generate_csrf()
    return {"person": person, "seats": seats, "seat": views.seat(g.seat) if g.seat else None, "csrf_token": token}
