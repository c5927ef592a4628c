"""The event of an act on an agreement, in the agreement's own log."""

from collections.abc import Mapping
from typing import Any

from workflow.accord.charter import FACT, charter, written
from workflow.accord.picture import Accord
from workflow.accord.standing import snapshot
from workflow.ceremony import Signature
from workflow.db import Work
from workflow.facts import plain
from workflow.log.journal import Deed, Recorded, append, next_sequence
from workflow.picture.standing import Case
from workflow.process.row import Row


def record(
    work: Work,
    row: Row,
    case: Case,
    seen: Accord | None,
    more: Mapping[str, Any],
    signature: Signature | None = None,
) -> Recorded:
    """Write the event; the case stands on the agreement after the act, `seen` on what it was before, if it was."""
    accord, answers = case.standing, case.answers
    assert isinstance(accord, Accord)
    asked = [ask for ask in row.asks if ask.name in answers]
    sequence = next_sequence(work.session, accord.noun, accord.agreement.id)
    deed = Deed(
        noun=accord.noun,
        object_id=accord.agreement.id,
        sequence=sequence,
        act=row.name,
        seat=case.seat,
        at=work.at,
        agreement_id=accord.agreement.id,
        before=snapshot(seen) if seen and sequence > 1 else {},
        after=snapshot(accord),
        facts=plain(_facts(row, case, more) | _wrote(seen, accord) | dict(signature.facts if signature else {})),
        personal={a.name: str(answers[a.name]) for a in asked if not a.is_fact and not a.is_text},
        rules=accord.rule_sets[0].id,
        statement=signature.statement if signature else None,
        ceremony=signature.method if signature else None,
    )
    return append(work, deed)


def _facts(row: Row, case: Case, more: Mapping[str, Any]) -> dict[str, Any]:
    answers = case.answers
    told = {a.name: answers[a.name] for a in row.asks if a.name in answers and a.is_fact}
    return told | {**more, "as": case.role}


def _wrote(seen: Accord | None, accord: Accord) -> dict[str, Any]:
    """What the act wrote of names, members, terms and chains."""
    wrote = written(charter(seen) if seen else {}, charter(accord))
    return {FACT: wrote} if wrote else {}
