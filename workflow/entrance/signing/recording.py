"""The event of a factor that was set up or ended, in the installation's log: who could sign by what, and since when."""

from typing import Any

from workflow.db import Work
from workflow.log import recording


def record(work: Work, noun: str, object_id: int, act: str, person_id: int, *, state: str, **facts: Any) -> None:
    """Acts of a person for himself, in whichever seat or in none."""
    earlier = {"asked": "ended", "ended": "asked"}[state]
    before, after, told = {"state": earlier}, {"state": state}, {"person": person_id, **facts}
    recording.record(work, noun, object_id, act, None, agreement_id=None, before=before, after=after, facts=told)
