"""The event of a factor that was set up or ended, in the installation's log: who could sign by what, and since when."""

from typing import Any

from workflow.db import Work
from workflow.log.journal import Deed, append, next_sequence


def record(work: Work, noun: str, object_id: int, act: str, person_id: int, *, state: str, **facts: Any) -> None:
    """Acts of a person for himself, in whichever seat or in none."""
    sequence = next_sequence(work.session, noun, object_id)
    earlier = {"asked": "ended", "ended": "asked"}[state]
    deed = Deed(
        noun=noun,
        object_id=object_id,
        sequence=sequence,
        act=act,
        seat=None,
        at=work.at,
        agreement_id=None,
        before={"state": earlier} if sequence > 1 else {},
        after={"state": state},
        facts={"person": person_id, **facts},
    )
    append(work, deed)
