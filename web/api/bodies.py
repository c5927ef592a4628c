"""What comes with a call that acts: its key, its object, its answers, its numbers."""

import json
from typing import Any, TypeVar

from flask import request

from web.acting import Proof
from web.errors import Incomplete
from web.forms import typed
from workflow.entrance.signing import Given
from workflow.process.answers import WrongAnswers

KEY_MOST = 100
Kind = TypeVar("Kind", str, int)
MISSING = {"version": "error.no_version", "agreement": "error.no_agreement"}


def idempotency_key() -> str:
    """The key under which this act is done once."""
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= KEY_MOST or not key.isascii() or not key.isprintable():
        raise Incomplete("error.no_key")
    return key


def body() -> dict[str, Any]:
    """The object that was sent."""
    try:
        found = request.get_json(silent=True)
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise Incomplete("error.no_object")
    return found


def answers(told: dict[str, Any]) -> dict[str, Any]:
    """The raw answers in it."""
    found = told.get("answers", {})
    if not isinstance(found, dict):
        raise Incomplete("error.no_object")
    return found


def proof(told: dict[str, Any]) -> Proof:
    """What came with a signature."""
    given = Given(str(told.get("password", "")), str(told.get("code", "")), _assertion(told))
    return Proof(maybe_number(told, "statement_id"), given)


def _assertion(told: dict[str, Any]) -> str:
    """What a browser's key said, as the object that the browser gives."""
    said = told.get("assertion")
    return json.dumps(said) if isinstance(said, dict) else ""


def maybe_number(told: dict[str, Any], name: str) -> int | None:
    """A number that fits a column; None where there is none."""
    value = told.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31 else None


def words(told: dict[str, Any], name: str, most: int) -> str:
    """Words, or none."""
    given = told.get(name)
    if given is not None and not isinstance(given, str):
        raise WrongAnswers({name: ("wrong.text", {})})
    return typed({name: given or ""}, name, most)


def several(told: dict[str, Any], name: str, kind: type[Kind]) -> tuple[Kind, ...]:
    """Each of a list once; what is no list of these is a wrong answer."""
    given = told.get(name, [])
    if not isinstance(given, list) or not all(type(one) is kind for one in given):
        raise WrongAnswers({name: ("wrong.choice", {})})
    return tuple(dict.fromkeys(given))


def number(told: dict[str, Any], name: str) -> int:
    """A number without which nothing can be done."""
    value = maybe_number(told, name)
    if value is None:
        raise Incomplete(MISSING[name])
    return value
