"""Projects that anybody suggests to the regions of an agreement, and what a region answers."""

import secrets
from typing import Any

from workflow.db import Work
from workflow.picture.standing import Case
from workflow.records.suggestions import Suggestion
from workflow.rules.agreeing import accord
from workflow.vocabulary import CommentState


def suggest(work: Work, case: Case) -> dict[str, Any]:
    answers = case.answers
    receipt = f"{work.at:%Y}-{secrets.token_hex(5).upper()}"
    made = work.insert(
        Suggestion,
        agreement_id=accord(case).agreement.id,
        state=CommentState.RECEIVED,
        receipt=receipt,
        title=answers["project"],
        **{name: answers[name] for name in ("need", "name", "contact")},
        received_at=work.at,
    )
    return {"suggestion": made, "receipt": receipt}


def answer_suggestion(work: Work, case: Case) -> dict[str, Any]:
    """The answer is public at once to whoever has the receipt."""
    answers, seat = case.answers, case.seat
    assert seat is not None
    mine = (Suggestion.id == answers["suggestion"], Suggestion.state == CommentState.RECEIVED)
    said = {"disposition": answers["disposition"], "answer": answers["answer"], "answered_at": work.at}
    by = {"answered_by": seat.person_id, "answered_region": seat.region}
    work.guarded(Suggestion, *mine, state=CommentState.PUBLISHED, **said, **by)
    return {}
