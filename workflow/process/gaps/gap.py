"""One thing missing 缺口, and the questions that several stages ask about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from workflow.standing import Case
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


Gaps = Iterator[Gap]


def stood_since(case: Case) -> datetime:
    """Since when the standard stands where it stands."""
    return case.standing.standard.since
