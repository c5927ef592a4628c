"""One step on several entries under one proof: a statement for each is drawn up, then all are taken or none."""

from typing import Any, Final

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from web import several
from web.api import bodies, views
from web.entered import kind_of
from web.seats import acts
from workflow import entering
from workflow.process.answers import WrongAnswers

calls = Blueprint("several", __name__)
NUMBERS: Final = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": several.MOST}
ASKED: Final[dict[str, Any]] = {"entries": NUMBERS, "answers": {"type": "object"}}
PROOF: Final[dict[str, Any]] = {"statements": NUMBERS, "password": {"type": "string"}, "code": {"type": "string"}}
PLACE: Final = "/registers/{kind}/several/steps/{step}"
CALLS: Final = {f"{PLACE}/statement": ("draw up a statement for each of several entries", ASKED, list(ASKED))}
KEYED: Final = {PLACE: ("take a step on several entries, all or none", ASKED | PROOF, list(ASKED))}


@calls.post("/registers/<kind>/several/steps/<step>/statement")
@acts
def statements(kind: str, step: str) -> ResponseReturnValue:
    """In the order of the entries' numbers."""
    entering.row_of(step, kind_of(kind))
    told = bodies.body()
    ids = _ids(told)
    drawn = several.draw_up(ids, step, bodies.answers(told))
    items = [{"entry": entry} | views.drawn(one) for entry, one in zip(ids, drawn, strict=True)]
    return jsonify({"total": len(items), "items": items, "next": None})


@calls.post("/registers/<kind>/several/steps/<step>")
@acts
def take(kind: str, step: str) -> ResponseReturnValue:
    row = entering.row_of(step, kind_of(kind))
    key, told = bodies.idempotency_key(), bodies.body()
    ids, raw, signed = _ids(told), bodies.answers(told), bodies.several(told, "statements", int)
    several.checked(ids, step, raw)
    done = several.take(ids, row, raw, key=key, statements=signed, proof=bodies.proof(told))
    items = [views.entered(one) for one in done]
    return jsonify({"total": len(items), "items": items, "next": None})


def _ids(told: dict[str, Any]) -> list[int]:
    found = sorted(bodies.several(told, "entries", int))
    if not 0 < len(found) <= several.MOST or not 0 < found[0] <= found[-1] < 2**31:
        raise WrongAnswers({"entries": ("wrong.choice", {})})
    return found
