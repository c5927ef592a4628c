"""One thing missing 缺口, and the questions that several stages ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow.picture.standing import Case, Standing
from workflow.vocabulary import Role


@dataclass(frozen=True)
class Gap:
    """One thing missing; with a role it is somebody's turn, without one only time can pass."""

    key: str
    since: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    role: Role | None = None
    region: str | None = None
    organ_id: int | None = None
    person_id: int | None = None
    due: date | None = None
    term: str = ""  # the figure that the day follows from, where one does


Gaps = Iterator[Gap]


def stood_since(case: Case) -> datetime:
    """Since when the standard stands where it stands."""
    return case.standing.standard.since


def is_leaderless(standing: Standing) -> bool:
    """Whether the editor has left with his or her region, so that nobody can freeze a text."""
    return standing.standard.group_confirmed_at is None or not any(d.is_editor for d in standing.drafters)


def no_editor(case: Case) -> Gap:
    """Only drafting again, with a group confirmed anew, leads on."""
    lead = case.standing.standard.lead_region
    return Gap("gap.no_editor", stood_since(case), {}, "return_to_drafting", Role.COORDINATOR, lead)
