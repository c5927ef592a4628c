"""Letters between regions for programs: looked at, sent as looked at, acknowledged, answered; receipts of notices."""

from typing import Any, Final

from flask import Blueprint, g, jsonify
from flask.typing import ResponseReturnValue

from web import forms
from web.api import bodies
from web.config import database, settings
from web.seats import acts
from workflow.corresponding import receiving, sending
from workflow.corresponding.composing import BODY, Draft, compose
from workflow.doors import acknowledging
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.vocabulary import NoticeKind

calls = Blueprint("letters", __name__)
MOST: Final = 2**31
TEXT: Final = {"type": "string"}
KIND: Final = TEXT | {"enum": [one.value for one in NoticeKind]}
SEVERAL: Final = {"type": "array", "items": TEXT}
DRAFT: Final = {"agreement": {"type": "integer"}, "standard": {"type": "integer"}, "kind": KIND, "to": SEVERAL} | {
    "subject": TEXT, "body": TEXT, "answer_by": TEXT | {"format": "date"}, "files": SEVERAL
}  # fmt: skip
NEEDED: Final = ["agreement", "to", "subject", "body"]
CALLS: Final[dict[str, tuple[str, dict[str, Any], list[str]]]] = {
    "/letters/preview": ("a letter as each region would get it, with its hash", DRAFT, NEEDED),
    "/letters": ("send a letter as it was looked at", DRAFT | {"hash": TEXT}, [*NEEDED, "hash"]),
    "/letters/{letter}/acknowledge": ("acknowledge a letter", {}, []),
    "/letters/{letter}/answer": ("answer a letter, which acknowledges it", {"answer": TEXT}, ["answer"]),
    "/notices/{notice}/acknowledge": ("acknowledge a notice", {}, []),
}


@calls.post("/letters/preview")
@acts
def preview() -> ResponseReturnValue:
    """The letter as each region would get it, and the hash under which exactly this is sent."""
    draft = _draft(bodies.body())
    with database().read() as session:
        composed = compose(session, settings(), g.seat, draft, g.today)
        if composed.reasons:
            raise Refused(composed.reasons)
        copies = [{"to": one.region.code, "subject": one.subject, "body": one.body} for one in composed.copies]
    return jsonify({"hash": composed.hash, "copies": copies})


@calls.post("/letters")
@acts
def send() -> ResponseReturnValue:
    told = bodies.body()
    sent = sending.send(database(), settings(), g.seat, _draft(told), str(told.get("hash", "")), at=g.now)
    return jsonify({"letter": sent}), 201


@calls.post("/letters/<int:letter_id>/acknowledge")
@acts
def acknowledge(letter_id: int) -> ResponseReturnValue:
    receiving.acknowledge(database(), g.seat, letter_id, at=g.now)
    return jsonify({"letter": letter_id})


@calls.post("/letters/<int:letter_id>/answer")
@acts
def answer(letter_id: int) -> ResponseReturnValue:
    receiving.answer(database(), g.seat, letter_id, _words(bodies.body(), "answer"), at=g.now)
    return jsonify({"letter": letter_id})


@calls.post("/notices/<int:notice_id>/acknowledge")
@acts
def give_receipt(notice_id: int) -> ResponseReturnValue:
    if notice_id >= MOST:
        raise NotThere
    acknowledging.acknowledge(database(), g.seat, notice_id, at=g.now)
    return jsonify({"notice": notice_id})


def _draft(told: dict[str, Any]) -> Draft:
    kind, until = told.get("kind", NoticeKind.OTHER.value), told.get("answer_by")
    wrong: dict[str, tuple[str, dict[str, object]]] = {}
    if kind not in list(NoticeKind):
        wrong["kind"] = ("wrong.choice", {})
    day = forms.day(until) if isinstance(until, str) else None
    if until is not None and day is None:
        wrong["answer_by"] = ("wrong.date", {})
    if wrong:
        raise WrongAnswers(wrong)
    return Draft(
        agreement_id=bodies.number(told, "agreement"),
        standard_id=bodies.maybe_number(told, "standard"),
        kind=NoticeKind(kind),
        to=bodies.several(told, "to", str),
        subject=_words(told, "subject"),
        body=_words(told, "body"),
        answer_by=day,
        files=bodies.several(told, "files", str),
    )


def _words(told: dict[str, Any], name: str) -> str:
    return bodies.words(told, name, 2 * BODY).replace("\r\n", "\n")
