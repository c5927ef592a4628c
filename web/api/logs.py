"""The log of an agreement and a year for outside verifiers, in the bytes that C2SP tools read."""

from base64 import b64encode

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue

from web import forms
from web.seats import shows
from workflow.log.checkpoints import proof as path_of
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import record
from workflow.records.events import Checkpoint, Log

calls = Blueprint("logs", __name__)
PLAIN = "text/plain; charset=utf-8"
PROOF_HEAD = "c2sp.org/tlog-proof@v1"


@calls.get("/log/checkpoint")
@shows
def checkpoint() -> ResponseReturnValue:
    return Response(_signed(_log(), None).note, content_type=PLAIN)


@calls.get("/log/entries")
@shows
def entries() -> ResponseReturnValue:
    """Leaves behind their lengths; one that may not be told yet is answered with the hash to prove it by."""
    log = _log()
    start, end = _asked("start", 0), _asked("end", log.size)
    if start >= min(end, log.size):
        raise NotThere
    data = record.bundle(g.session, log.id, start, min(end, log.size))
    return Response(data, content_type="application/octet-stream")


@calls.get("/log/proof")
@shows
def proof() -> ResponseReturnValue:
    """A leaf's path to a signed head, as a C2SP proof: index, hashes, and the checkpoint it ends in."""
    log = _log()
    index, asked = _asked("index", None), _asked("size", -1)
    signed = _signed(log, None if asked == -1 else asked)
    if index >= signed.size:
        raise NotThere
    path = [b64encode(node).decode() for node in path_of(g.session, log.id, index=index, size=signed.size)]
    lines = [PROOF_HEAD, f"index {index}", *path, "", signed.note]
    return Response("\n".join(lines), content_type=PLAIN)


def _log() -> Log:
    year = forms.number(request.args.get("year")) or g.today.year
    part = forms.number(request.args.get("part"))
    found = record.log_of(g.session, g.seat, request.args.get("agreement", ""), year, part)
    if found is None:
        raise NotThere
    return found


def _signed(log: Log, size: int | None) -> Checkpoint:
    found = record.signed(g.session, log.id, size)
    if found is None:
        raise NotThere
    return found


def _asked(name: str, default: int | None) -> int:
    given = request.args.get(name)
    if given is None and default is not None:
        return default
    number = forms.number(given)
    if number is None:
        raise WrongAnswers({name: ("wrong.integer", {})})
    return number
