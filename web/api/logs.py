"""The log of an agreement and a year for outside verifiers, in the bytes that C2SP tools read."""

import json
from base64 import b64encode

from flask import Blueprint, Response, g, request, send_file
from flask.typing import ResponseReturnValue

from web import forms
from web.config import settings
from web.seats import shows
from workflow.log.checkpoints import consistency as steps_of
from workflow.log.checkpoints import proof as path_of
from workflow.log.checkpoints import range_root
from workflow.log.proofs import Proof
from workflow.log.tiles import NoTile, Tile
from workflow.log.trust import full_note, in_force, keys_of, log_key, policy_hash, release, routine
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import record
from workflow.reads.papers import open_to
from workflow.reads.payload import payload as told_behind
from workflow.records.events import Checkpoint, Log
from workflow.storage import files

calls = Blueprint("logs", __name__)
PLAIN = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
POLICIES = {"routine": routine, "release": release}


@calls.get("/log/checkpoint")
@shows
def checkpoint() -> ResponseReturnValue:
    """The newest head, or that of a size, with every cosignature it has."""
    return _plain(full_note(g.session, _signed(log_asked(), _given("size"))))


@calls.get("/log/entries")
@shows
def entries() -> ResponseReturnValue:
    """Leaves behind their lengths; one that may not be told yet is answered with the hash to prove it by."""
    log, start, end = range_asked()
    return Response(record.bundle(g.session, log, start, end, g.seat), content_type=BYTES)


@calls.get("/log/payload")
@shows
def payload() -> ResponseReturnValue:
    """One JSON line a leaf: the openings, texts and statements that this seat may see, the hashes of files."""
    log, start, end = range_asked()
    if log.agreement_id is None:
        raise NotThere
    lines = told_behind(g.session, g.seat, log.id, start, end, at=g.now)
    told = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    return Response(told, content_type="application/x-ndjson; charset=utf-8")


@calls.get("/log/files/<digest>")
@shows
def file(digest: str) -> ResponseReturnValue:
    """The bytes of a file that a leaf names, for the seats that could fetch it from its page."""
    found = open_to(g.session, g.seat, digest)
    path = files.path_of(settings(), digest) if found else None
    if path is None or not path.is_file():
        raise NotThere
    return send_file(path, mimetype=BYTES, as_attachment=True, download_name=digest, etag=digest)


@calls.get("/log/proof")
@shows
def proof() -> ResponseReturnValue:
    """A leaf's path to a signed head, as a C2SP proof: index, hashes, and the cosigned checkpoint it ends in."""
    log = log_asked()
    index, signed = asked("index", None), _signed(log, _given("size"))
    if index >= signed.size:
        raise NotThere
    path = tuple(path_of(g.session, log.id, index=index, size=signed.size))
    return _plain(Proof(index, path, full_note(g.session, signed)).text())


@calls.get("/log/consistency")
@shows
def consistency() -> ResponseReturnValue:
    """The hashes, one a line, that lead from the head of `old` leaves to that of `new`; none where either is empty."""
    log, old = log_asked(), asked("old", None)
    new = asked("new", _signed(log, None).size)
    if not old <= new <= log.size:
        raise NotThere
    steps = steps_of(g.session, log.id, old=old, new=new)
    return _plain("".join(b64encode(step).decode() + "\n" for step in steps).encode())


@calls.get("/log/policy")
@shows
def policy() -> ResponseReturnValue:
    """The trust policy in force: `for=release` demands every mirror, otherwise the quorum of every day."""
    log, kind = log_asked(), request.args.get("for", "routine")
    key = log_key(settings().var_path, log.origin)
    if kind not in POLICIES or log.agreement_id is None:
        raise WrongAnswers({"for": ("wrong.choice", {})})
    found = POLICIES[kind](in_force(keys_of(g.session, log.agreement_id)), key)
    answer = _plain(found.text().encode())
    answer.headers["X-Tongbiao-Policy"] = policy_hash(found)
    return answer


@calls.get("/log/<origin_hash>/checkpoint")
@shows
def tiled_checkpoint(origin_hash: str) -> ResponseReturnValue:
    return _plain(full_note(g.session, _signed(_tiled(origin_hash), None)))


@calls.get("/log/<origin_hash>/<path:tile>")
@shows
def tile(origin_hash: str, tile: str) -> ResponseReturnValue:
    """Tiles and bundles of entries under the addresses of tlog-tiles, as far as a checkpoint reaches."""
    log = _tiled(origin_hash)
    try:
        wanted = Tile.parse(tile)
    except NoTile as none:
        raise NotThere from none
    if wanted.end > _signed(log, None).size:
        raise NotThere
    if wanted.level is None:
        data = record.bundle(g.session, log, wanted.start, wanted.end, g.seat)
    else:
        data = wanted.hashes(range_root(g.session, log.id))
    return Response(data, content_type=BYTES)


def _plain(told: bytes) -> Response:
    return Response(told, content_type=PLAIN)


def log_asked() -> Log:
    """The log that the call names, for seats that may read it."""
    year = forms.number(request.args.get("year")) or g.today.year
    part = forms.number(request.args.get("part"))
    found = record.log_of(g.session, g.seat, request.args.get("agreement", ""), year, part)
    if found is None:
        raise NotThere
    return found


def _tiled(origin_hash: str) -> Log:
    found = record.log_by_hash(g.session, g.seat, origin_hash)
    if found is None:
        raise NotThere
    return found


def _signed(log: Log, size: int | None) -> Checkpoint:
    found = record.signed(g.session, log.id, size)
    if found is None:
        raise NotThere
    return found


def range_asked() -> tuple[Log, int, int]:
    """The same with a run of its leaves."""
    log = log_asked()
    start, end = asked("start", 0), min(asked("end", log.size), log.size)
    if start >= end:
        raise NotThere
    return log, start, end


def _given(name: str) -> int | None:
    return asked(name, None) if name in request.args else None


def asked(name: str, default: int | None) -> int:
    """A number among the call's words."""
    given = request.args.get(name)
    if given is None and default is not None:
        return default
    number = forms.number(given)
    if number is None:
        raise WrongAnswers({name: ("wrong.integer", {})})
    return number
