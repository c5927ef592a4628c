"""Where an agreement stands, in brief: what its events show before and after."""

from typing import Any

from workflow.accord.picture import Accord
from workflow.facts import plain


def snapshot(accord: Accord) -> dict[str, Any]:
    """An agreement as an event shows it before and after."""
    agreement = accord.agreement
    told: dict[str, Any] = plain(
        {
            "state": agreement.state,
            "chair": agreement.chair_region,
            "until": agreement.valid_until,
            "rules": accord.rule_sets[0].version,
            "empowered": {m.region_code: m.empowered_by for m in accord.members if m.empowered_by},
            "changes": {str(c.id): c.state for c in accord.changes},
        }
    )
    return told
