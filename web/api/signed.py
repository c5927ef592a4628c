"""What regions' machines hand in about a log: cosignatures and disputes. Their signature says who they are; no seat and
no cookie is looked at, the size of a body and the number from one address are bounded."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import forms
from web.config import database, settings
from web.seats import acts_signed
from web.visitors import address
from workflow.doors.cosigning import accuse, receive
from workflow.entrance.knocking import knock
from workflow.log.receiving import MAX_BODY, NotTaken
from workflow.log.trust import log_key
from workflow.reads import record
from workflow.records.events import Log

calls = Blueprint("signed", __name__)
AN_HOUR = 1_200  # of one address: a mirror of three logs that asks every minute sends a fraction


@calls.post("/log/cosignatures")
@acts_signed
def cosignatures() -> ResponseReturnValue:
    """Signature lines for the head of `size`: whose were kept, how many are of keys that nobody here knows."""
    size, body = forms.number(request.args.get("size")), _body()
    if size is None:
        raise NotTaken("cosigned.no_head")
    taken = receive(database(), _log(), body, size, at=g.now)
    return jsonify({"kept": list(taken.kept), "ignored": taken.ignored})


@calls.post("/log/disputes")
@acts_signed
def disputes() -> ResponseReturnValue:
    """A signed report, or a cosigned note of a head that is not ours: kept as evidence under the number told."""
    body, log = _body(), _log()
    return jsonify({"dispute": accuse(database(), log, body, log_key(settings().var_path, log.origin), at=g.now)}), 201


def _body() -> bytes:
    request.max_content_length = MAX_BODY
    body = request.get_data()
    knock(database(), f"signed from {address()}", secret=settings().secret(), at=g.now, most=AN_HOUR)
    return body


def _log() -> Log:
    """The log that the address names; to whoever signs with no key of it, one that is not there looks the same."""
    with database().read() as session:
        year, part = forms.number(request.args.get("year")), forms.number(request.args.get("part"))
        logs = record.logs_of(session, request.args.get("agreement", ""))
    named = [log for log in logs if log.year == (year or log.year) and log.part == (part or log.part)]
    if not named:
        raise NotTaken("cosigned.nobody")
    return named[-1]
