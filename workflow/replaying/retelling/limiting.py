"""Limits on clauses that somebody judged, told again: which clause as it stood, and the limit itself."""

from typing import Final

from workflow.records.limits import LimitJudgement
from workflow.replaying.retelling.book import Act, Book

VERDICTS: Final = {"confirm_limits": "confirmed", "state_limit": "stated", "reject_limits": "rejected"}


def tell(book: Book, act: Act) -> None:
    if act.name not in VERDICTS:
        return
    by = {"region_code": act.region, "person_id": act.actor, "at": act.hour}
    for id_, row in act.facts.get("judged", {}).items():
        book.put(LimitJudgement, id=int(id_), **row, verdict=VERDICTS[act.name], **by)
