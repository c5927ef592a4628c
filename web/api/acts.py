"""The door of the API: propose, draw up a statement, take a step, hand in a file."""

from typing import Any

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import acting
from web.acting import Proof
from web.api import views
from web.config import database, settings
from web.errors import Incomplete
from web.seats import acts
from workflow import files
from workflow.process.answers import WrongAnswers
from workflow.screening import BadFile

calls = Blueprint("acts", __name__)
KEY_MOST = 100
MISSING = {"version": "error.no_version", "agreement": "error.no_agreement"}


@calls.post("/standards")
@acts
def propose() -> ResponseReturnValue:
    key, body = idempotency_key(), _body()
    agreement = _number(body, "agreement")
    return jsonify(views.outcome(acting.propose(agreement, _answers(body), key=key)))


@calls.post("/standards/<int:standard_id>/steps/<step>/statement")
@acts
def statement(standard_id: int, step: str) -> ResponseReturnValue:
    drawn = acting.draw_up(standard_id, acting.row_of(step), _answers(_body()))
    return jsonify({"statement_id": drawn.id, "text": drawn.words, "sha256": drawn.sha256})


@calls.post("/standards/<int:standard_id>/steps/<step>")
@acts
def take(standard_id: int, step: str) -> ResponseReturnValue:
    row = acting.row_of(step)
    key, body = idempotency_key(), _body()
    version = _number(body, "version")
    proof = Proof(_maybe_number(body, "statement_id"), str(body.get("password", "")))
    done = acting.take(standard_id, row, _answers(body), version=version, key=key, proof=proof)
    return jsonify(views.outcome(done))


@calls.post("/files")
@acts
def hand_in() -> ResponseReturnValue:
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise WrongAnswers({"file": ("wrong.required", {})})
    try:
        digest = files.store(database(), settings(), upload.stream, upload.filename, g.seat.person_id, g.now)
    except BadFile as fault:
        raise WrongAnswers({"file": (fault.key, fault.facts)}) from fault
    return jsonify({"sha256": digest, "name": files.shown_name(upload.filename)}), 201


def idempotency_key() -> str:
    """The key under which this act is done once."""
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= KEY_MOST or not key.isascii() or not key.isprintable():
        raise Incomplete("error.no_key")
    return key


def _body() -> dict[str, Any]:
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    if not isinstance(body, dict):
        raise Incomplete("error.no_object")
    return body


def _answers(body: dict[str, Any]) -> dict[str, Any]:
    answers = body.get("answers", {})
    if not isinstance(answers, dict):
        raise Incomplete("error.no_object")
    return answers


def _maybe_number(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def _number(body: dict[str, Any], name: str) -> int:
    value = _maybe_number(body, name)
    if value is None:
        raise Incomplete(MISSING[name])
    return value
