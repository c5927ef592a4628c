"""Tells in the log of an agreement all that it holds, where no act of the agreement's table brought it about."""

import json
from typing import Final

import sqlalchemy as sa

from workflow.accord.charter import FACT, charter
from workflow.accord.picture import Accord
from workflow.accord.standing import snapshot
from workflow.db import Work
from workflow.log.journal import Deed, append, next_sequence
from workflow.records.agreements import Agreement
from workflow.records.events import Event

ACT: Final = "record_agreement"


def record(work: Work, agreement_id: int) -> None:
    """One event of the system: how the agreement stands, and every part of its content."""
    accord = Accord.load(work.session, agreement_id)
    assert accord is not None
    sequence, stands = next_sequence(work.session, Accord.noun, agreement_id), snapshot(accord)
    deed = Deed(
        noun=Accord.noun,
        object_id=agreement_id,
        sequence=sequence,
        act=ACT,
        seat=None,
        at=work.at,
        agreement_id=agreement_id,
        before=stands if sequence > 1 else {},
        after=stands,
        facts={FACT: charter(accord)},
        rules=accord.rule_sets[0].id,
    )
    append(work, deed)


def record_untold(work: Work) -> None:
    """Record each agreement whose founding told nothing: it was laid by an earlier version of the program."""
    leaves = work.session.execute(sa.select(Event.object_id, Event.leaf).where(Event.noun == Accord.noun))
    told = {agreement_id for agreement_id, leaf in leaves if FACT in json.loads(leaf)["facts"]}
    for agreement_id in work.session.scalars(sa.select(Agreement.id).order_by(Agreement.id)).all():
        if agreement_id not in told:
            record(work, agreement_id)
