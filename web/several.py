"""What the page and the call for one step on several entries share: all of them are taken, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import g

from web import acting, entered
from web.acting import Drawn, Proof
from web.config import database
from web.entered import Target
from workflow import entering
from workflow.ceremony import Ceremony, NotSigned
from workflow.entering import Taken
from workflow.process.row import Row

MOST: Final = 50  # at once


def draw_up(ids: Sequence[int], step: str, raw: Mapping[str, Any]) -> list[Drawn]:
    """A statement for each of them."""
    return [entered.draw_up(target, raw) for target in _targets(ids, step)]


def checked(ids: Sequence[int], step: str, raw: Mapping[str, Any]) -> None:
    """Raises what stands against it before anybody is asked to prove who he is."""
    for target in _targets(ids, step):
        entered.checked(target, raw)


def take(
    ids: Sequence[int],
    row: Row,
    raw: Mapping[str, Any],
    *,
    key: str | None,
    statements: Sequence[int | None],
    proof: Proof,
) -> list[Taken]:
    """The step on each, in one transaction."""
    signed = _signed(row, ids, statements, proof)
    return entering.take_all(database(), row.name, signed, g.seat, raw, at=g.now, key=key)


def _targets(ids: Sequence[int], step: str) -> list[Target]:
    """Each of them, if the seat may read it."""
    with database().read() as session:
        return [entered.to_move(session, entry_id, step) for entry_id in ids]


def _signed(row: Row, ids: Sequence[int], statements: Sequence[int | None], proof: Proof) -> dict[int, Ceremony | None]:
    """Presence is proved once; each entry has a statement of its own. A key of the browser signs one at a time."""
    if not row.signs:
        return dict.fromkeys(ids)
    if proof.given.assertion or len(statements) != len(ids):
        raise NotSigned("sign.missing")
    first = acting.proved(replace(proof, statement_id=statements[0]))
    return {entry: replace(first, statement_id=number or 0) for entry, number in zip(ids, statements, strict=True)}
