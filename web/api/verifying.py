"""Is this a standard, and does it apply? By its number, or by the hash of a text or of a file; without log-in."""

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web.api import views
from web.api.listing import plain
from web.pages.verifying import LONGEST
from web.seats import public
from web.views.verifying import said_of
from workflow.process.answers import WrongAnswers
from workflow.reads import public as editions
from workflow.reads.numbered import numbered
from workflow.reads.verifying import Kind, Known, given_hash, known
from workflow.records.standards import Standard

calls = Blueprint("verifying", __name__)


@calls.get("/verify")
@public
def verify() -> ResponseReturnValue:
    """What is known under a number or a hash: nothing, a draft that is no standard, or how each standard stands."""
    given = request.args.get("q", "").strip()[:LONGEST]
    if not given:
        raise WrongAnswers({"q": ("wrong.required", {})})
    digest = given_hash(given)
    if digest is None:
        found = numbered(g.session, given)
        told: views.Json = {"q": given, "by": "number", "is": "standard" if found else None}
        return jsonify(told | {"standards": [_standard(one, None) for one in found]})
    file = known(g.session, digest)
    told = {"q": digest, "by": "hash", "is": file.kind.value if file else None}
    standards = [_standard(file.standard, file)] if file is not None and file.kind is not Kind.DRAFT else []
    return jsonify(told | {"standards": standards})


def _standard(one: Standard, file: Known | None) -> views.Json:
    edition = editions.edition(g.session, one.id)
    assert edition is not None, "what is public has an edition"
    event, version = edition.event, edition.version
    numbers = [{"region": place.code, "number": number.display} for number, place in edition.numbers]
    told = {"id": one.id, "title": {"zh": one.title_zh, "en": one.title_en}, "state": one.state.value}
    told |= {"effective_on": plain(one.effective_on), "numbers": numbers}
    told |= {"text_sha256": version.text_hash if version else None, "says": said_of(edition, file).words}
    return told | {"event": {"index": event.index, "leaf_hash": event.leaf_hash.hex()} if event else None}
