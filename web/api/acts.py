"""The door of the API: propose, draw up a statement, take a step, hand in a file."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import acting
from web.api import bodies, views
from web.config import database, settings
from web.seats import acts
from workflow.process.answers import WrongAnswers
from workflow.storage import files
from workflow.storage.screening import BadFile

calls = Blueprint("acts", __name__)


@calls.post("/standards")
@acts
def propose() -> ResponseReturnValue:
    key, body = bodies.idempotency_key(), bodies.body()
    agreement = bodies.number(body, "agreement")
    return jsonify(views.outcome(acting.propose(agreement, bodies.answers(body), key=key)))


@calls.post("/standards/<int:standard_id>/steps/<step>/statement")
@acts
def statement(standard_id: int, step: str) -> ResponseReturnValue:
    drawn = acting.draw_up(standard_id, acting.row_of(step), bodies.answers(bodies.body()))
    return jsonify(views.drawn(drawn))


@calls.post("/standards/<int:standard_id>/steps/<step>")
@acts
def take(standard_id: int, step: str) -> ResponseReturnValue:
    row = acting.row_of(step)
    key, body = bodies.idempotency_key(), bodies.body()
    version = bodies.number(body, "version")
    answers, proof = bodies.answers(body), bodies.proof(body)
    done = acting.take(standard_id, row, answers, version=version, key=key, proof=proof)
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
