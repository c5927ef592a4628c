"""The comparison that an entry of a list rests on: its counts, and what of it is not settled yet."""

from typing import Any

from flask import g

from workflow.accord.entered import Entered
from workflow.kinds import Kind
from workflow.reads.entries import Shown
from workflow.rules import weighing
from workflow.words import say, tell

Json = dict[str, Any]


def shown(kind: Kind, one: Shown) -> Json | None:
    """Where the comparison is read, how many limits stand in each relation, what is warned of."""
    field = next((f.name for f in kind.fields if f.type == "comparison" and one.fields.get(f.name)), "")
    seen = Entered.standing_at(g.session, one.id) if field else None
    if seen is None:
        return None
    found, lacks = seen.relations(field), weighing.lacking(seen)
    counts = [{"words": tell(name) if name else say("未核定"), "n": n} for name, n in found.items()]
    href = f"/agreements/{seen.agreement.id}/comparisons/{one.fields[field]}"
    return {
        "href": href,
        "counts": counts,
        "warning": say("rule.comparison_weighed", unsettled=lacks[0], looser=lacks[1]) if lacks else "",
    }
