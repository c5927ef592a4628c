"""Letters of a region in their boxes, and its own templates from which letters begin."""

from typing import Any, Final

from flask import Blueprint, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from web.api import bodies, views
from web.api.listing import listed, of, page, paged
from web.config import database
from web.pages.letters import file_of
from web.seats import acts, shows
from workflow.corresponding import templating
from workflow.corresponding.composing import BODY, SUBJECT
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere
from workflow.reads import catalogue
from workflow.reads import letters as reads
from workflow.reads.letters import Box, Line
from workflow.vocabulary import NoticeKind

calls = Blueprint("templates", __name__)
TEXT: Final = {"type": "string"}
WHICH: Final[dict[str, Any]] = {
    "agreement": {"type": "integer"},
    "kind": {"enum": [one.value for one in NoticeKind]},
}
CALLS: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/letters/templates": (
        "put the region's template of a kind, in the place of the one before",
        WHICH | {"subject": TEXT, "body": TEXT},
        [*WHICH, "subject", "body"],
    ),
    "/letters/templates/end": ("end the region's template of a kind", WHICH, list(WHICH)),
}


@calls.get("/letters")
@shows
def index() -> ResponseReturnValue:
    """One box: `owed` what waits for a receipt or an answer, `received`, `sent`."""
    asked, here = request.args.get("box", Box.RECEIVED.value), page()
    if asked not in set(Box):
        raise WrongAnswers({"box": ("wrong.choice", {})})
    if not reads.may_read(g.seat):
        raise NotThere
    found, total = reads.listed(g.session, g.seat, Box(asked), here)
    return paged([_line(one) for one in found], total, here=here, size=reads.PAGE)


def _line(one: Line) -> views.Json:
    letter = of(one.letter, ("id", "kind", "step", "agreement_id", "standard_id", "sent_at", "answer_by"))
    hours = ("subject", "state", "delivered_at", "read_at", "acknowledged_at", "answered_at")
    copies = [{"to": copy.region_code} | of(copy, hours) for copy in one.copies]
    return letter | {"from": one.letter.region_code, "copies": copies}


@calls.get("/letters/<int:letter_id>/files/<digest>")
@shows
def file(letter_id: int, digest: str) -> Response:
    return file_of(letter_id, digest)


@calls.get("/letters/templates")
@shows
def templates() -> ResponseReturnValue:
    """Those of the region in force, of every agreement to which it is a party."""
    if not reads.may_read(g.seat):
        raise NotThere
    found = [
        {"agreement": each.id, "kind": kind.value} | of(one, ("subject", "body", "put_at"))
        for each in catalogue.agreements(g.session, g.seat)
        for kind, one in templating.in_force(g.session, each.id, g.seat.region).items()
    ]
    return listed(found)


@calls.post("/letters/templates")
@acts
def put() -> ResponseReturnValue:
    told = bodies.body()
    agreement, kind = _which(told)
    words = bodies.words(told, "subject", 2 * SUBJECT), bodies.words(told, "body", 2 * BODY).replace("\r\n", "\n")
    made = templating.put(database(), g.seat, agreement, kind, *words, at=g.now)
    return jsonify({"template": made}), 201


@calls.post("/letters/templates/end")
@acts
def end() -> ResponseReturnValue:
    agreement, kind = _which(bodies.body())
    templating.end(database(), g.seat, agreement, kind, at=g.now)
    return jsonify({"agreement": agreement, "kind": kind.value})


def _which(told: dict[str, Any]) -> tuple[int, NoticeKind]:
    agreement, kind = bodies.number(told, "agreement"), told.get("kind")
    if kind not in [one.value for one in NoticeKind]:
        raise WrongAnswers({"kind": ("wrong.choice", {})})
    return agreement, NoticeKind(kind)
