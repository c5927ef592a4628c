"""A group whose rule set says something else, as if it had been agreed so from the beginning."""

from typing import Any

import sqlalchemy as sa

from tests.cast import World
from workflow.records.agreements import RuleSet


def agreed(world: World, **terms: Any) -> None:
    """The rule set of 京津冀 with these terms; a dot in a name is spelled `__`."""
    with world.database.plain() as session:
        rules = session.scalars(sa.select(RuleSet).where(RuleSet.agreement_id == world.agreements["JJJ"])).one()
        new = {key.replace("__", "."): {"value": value, "cites": "示例"} for key, value in terms.items()}
        session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms={**rules.terms, **new}))
