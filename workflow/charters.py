"""Tells in the log of an agreement all that it holds, where no act of the agreement's table brought it about: the
charter with long parts by their hash, then these parts in clear, in as many events as they need.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import sqlalchemy as sa

from workflow.accord.charter import CLEAR, FACT, charter, clear
from workflow.accord.picture import Accord
from workflow.accord.standing import snapshot
from workflow.db import Work
from workflow.log.journal import Deed, append, next_sequence
from workflow.records.agreements import Agreement
from workflow.records.events import Event
from workflow.text.canonical import canonical

ACT: Final = "record_agreement"
ROOM: Final = 10 * 1024  # bytes of one event's entries: a leaf holds more, and tells also how the agreement stands


def record(work: Work, agreement_id: int) -> None:
    """Events of the system: how the agreement stands, every part of its content, and the long ones in clear."""
    accord = _accord(work, agreement_id)
    _append(work, accord, {FACT: charter(accord)})
    tell(work, agreement_id)


def tell(work: Work, agreement_id: int) -> None:
    """What events tell of an agreement by hash alone, in clear: whoever has but the log can read it there."""
    accord = _accord(work, agreement_id)
    for entries in _pieces(clear(accord)):
        _append(work, accord, {CLEAR: entries})


def record_untold(work: Work) -> None:
    """Record what of each agreement no event told: it was laid by an earlier version of the program."""
    leaves = work.session.execute(sa.select(Event.object_id, Event.leaf).where(Event.noun == Accord.noun))
    told = {(agreement_id, name) for agreement_id, leaf in leaves for name in json.loads(leaf)["facts"]}
    for agreement_id in work.session.scalars(sa.select(Agreement.id).order_by(Agreement.id)).all():
        if (agreement_id, FACT) not in told:
            record(work, agreement_id)
        elif (agreement_id, CLEAR) not in told:
            tell(work, agreement_id)


def _accord(work: Work, agreement_id: int) -> Accord:
    accord = Accord.load(work.session, agreement_id)
    assert accord is not None
    return accord


def _append(work: Work, accord: Accord, facts: Mapping[str, Any]) -> None:
    sequence = next_sequence(work.session, Accord.noun, accord.agreement.id)
    stands = snapshot(accord)
    deed = Deed(
        noun=Accord.noun,
        object_id=accord.agreement.id,
        sequence=sequence,
        act=ACT,
        seat=None,
        at=work.at,
        agreement_id=accord.agreement.id,
        before=stands if sequence > 1 else {},
        after=stands,
        facts=facts,
        rules=accord.rule_sets[0].id,
    )
    append(work, deed)


def _pieces(parts: Mapping[str, list[Any]]) -> Iterator[dict[str, list[Any]]]:
    """The entries one after another, each under the name of its part, as many as an event has room for."""
    piece, room = dict[str, list[Any]](), ROOM
    for name, entries in parts.items():
        for entry in entries:
            size = len(canonical(entry)) + 1
            if size > room and piece:
                yield piece
                piece, room = {}, ROOM
            piece.setdefault(name, []).append(entry)
            room -= size
    if piece:
        yield piece
