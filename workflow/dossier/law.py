"""The law by which the acts of a dossier were judged: the process table as data, and the rule sets in force."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.process.row import BACK, Row
from workflow.process.standard import ROWS
from workflow.records.agreements import RuleSet
from workflow.replaying.report import verdicts
from workflow.vocabulary import Role

Data = dict[str, Any]


def process() -> Data:
    """The table of a standard's life, row by row."""
    return {name: _row(row) for name, row in ROWS.items()}


def rules(session: Session, ids: Collection[int]) -> list[Data]:
    """The rule sets that events name, by id."""
    found = session.scalars(sa.select(RuleSet).where(RuleSet.id.in_(sorted(ids))).order_by(RuleSet.id))
    return [
        {
            "id": one.id,
            "version": one.version,
            "effective_from": one.effective_from.isoformat(),
            "terms": [{"name": name, "value": term["value"]} for name, term in sorted(one.terms.items())],
        }
        for one in found
    ]


def replay(database: Database, standard_id: int, last: int) -> list[Data]:
    """Every act judged again from its leaf: the rules it broke, and those that ask for what no leaf tells."""
    return [
        {
            "seq": one.sequence,
            "act": one.act,
            "lawful": one.is_lawful,
            "broken": [broken.rule for broken in one.unlawful],
            "unjudged": [{"rule": rule, "part": part} for rule, part in one.unjudged],
        }
        for one in verdicts(database, standard_id)
        if one.sequence <= last
    ]


def _row(row: Row) -> Data:
    return {
        "scope": row.scope.value,
        "source": sorted(state.value for state in row.source),
        "target": row.target.value if row.target else None,
        "during": sorted(state.value for state in row.during),
        "signs": row.signs,
        "system": row.is_system,
        "open": Role.PUBLIC in row.who,
        "back": BACK in row.moves,
    }
