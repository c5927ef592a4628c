"""What lists read instead of judging every standard anew: whose turn it is, the seals, and the timers that wake
the process.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from workflow.db import Work, table_of
from workflow.facts import pack
from workflow.process.gaps.gap import Gap
from workflow.process.missing import gaps
from workflow.process.seals import seal
from workflow.records.notices import Timer
from workflow.records.standards import Standard, Turn
from workflow.rules.consulting import window_over
from workflow.rules.implementing import effective_date_come
from workflow.rules.leaving import below_floor_long, lapsed
from workflow.rules.releasing import instant_come
from workflow.standing import Case, Standing
from workflow.vocabulary import BEFORE, Joint

# Which rule's instant wakes which state: the timers of the table.
WAKERS = {
    "lapsed": (lapsed, frozenset({Joint.PROPOSED})),
    "window_over": (window_over, frozenset({Joint.CONSULTING})),
    "instant_come": (instant_come, frozenset({Joint.SCHEDULED, Joint.SEALED})),
    "effective_date_come": (effective_date_come, frozenset({Joint.RELEASED})),
    "below_floor_long": (below_floor_long, BEFORE),
}


def project(work: Work, standing: Standing) -> None:
    """Write turns, outlook and timers anew after an act."""
    found = gaps(standing, work.at)
    _turns(work, standing, found)
    waiting = {gap.region for gap in found if gap.region and gap.role}
    seals = {code: seal(standing, code, waiting) for code in standing.tracks}
    due = min((gap.due for gap in found if gap.due), default=None)
    outlook = {"missing": [_told(gap) for gap in found], "seals": seals, "due": due.isoformat() if due else None}
    work.session.execute(sa.update(Standard).where(Standard.id == standing.standard.id).values(outlook=outlook))
    _timers(work, standing)


def _told(gap: Gap) -> dict[str, Any]:
    return {
        "key": gap.key,
        "facts": pack(gap.facts),
        "step": gap.step,
        "region": gap.region,
        "role": gap.role.value if gap.role else None,
        "organ": gap.organ_id,
        "person": gap.person_id,
        "since": gap.since.isoformat(),
        "due": gap.due.isoformat() if gap.due else None,
    }


def _turns(work: Work, standing: Standing, found: list[Gap]) -> None:
    mine = standing.standard.id
    work.session.execute(sa.delete(Turn).where(Turn.standard_id == mine))
    rows = [
        {
            "standard_id": mine,
            "region_code": gap.region,
            "role": gap.role,
            "organ_id": gap.organ_id,
            "person_id": gap.person_id,
            "step": gap.step,
            "key": gap.key,
            "facts": pack(gap.facts),
            "since": gap.since,
            "due_on": gap.due,
        }
        for gap in found
        if gap.role is not None
    ]
    if rows:
        work.session.execute(sa.insert(table_of(Turn)), rows)


def _timers(work: Work, standing: Standing) -> None:
    """One row an instant to wake at; an instant already known is left as it is."""
    case = Case(standing, None, work.at)
    rows = []
    for name, (rule, states) in WAKERS.items():
        if (
            standing.state in states
            and (facts := rule.check(case)) is not None
            and not isinstance(facts["instant"], str)
        ):
            rows.append({"standard_id": standing.standard.id, "name": name, "due_at": facts["instant"]})
    if rows:
        dialect = work.session.get_bind().dialect.name
        insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
        work.session.execute(insert(Timer).on_conflict_do_nothing(), rows)


def fell_below_floor(standing: Standing) -> bool:
    """Whether too few regions are left, counting those that may still decide."""
    if standing.state not in BEFORE:
        return False
    may_join = standing.undecided if standing.state in (Joint.INITIATING, Joint.DRAFTING) else []
    return len(standing.counted) + len(may_join) < standing.terms.days("floor.min")
