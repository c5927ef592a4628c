"""The same request twice acts once: idempotency keys, kept in the transaction of the act they answer for."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from workflow.act import Outcome
from workflow.db import Outdated, Work
from workflow.records.people import Request
from workflow.standing import Seat


class KeyReused(Exception):
    """An idempotency key came again with another body."""


def answered(work: Work, seat: Seat | None, key: str | None, step: str, raw: Mapping[str, Any]) -> Outcome | None:
    """The outcome of the same request, if it was answered before."""
    if seat is None or key is None:
        return None
    found = work.session.get(Request, (seat.person_id, key))
    if found is None:
        return None
    if (found.route, found.body_hash) != (step, _body_hash(raw)):
        raise KeyReused
    return Outcome(**found.outcome)


def remember(
    work: Work, seat: Seat | None, key: str | None, step: str, raw: Mapping[str, Any], outcome: Outcome
) -> None:
    if seat is None or key is None:
        return
    kept = {**vars(outcome), "facts": dict(outcome.facts)}
    row = Request(person_id=seat.person_id, key=key, route=step, body_hash=_body_hash(raw), outcome=kept, at=work.at)
    try:
        work.session.add(row)
        work.session.flush()
    except IntegrityError as twice:
        raise Outdated from twice


def _body_hash(raw: Mapping[str, Any]) -> str:
    return sha256(repr(sorted((str(k), str(v)) for k, v in raw.items())).encode()).hexdigest()
