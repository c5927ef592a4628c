"""Regional deviations that somebody answered for, told again: which, bound to which words, with what was looked at."""

from workflow.records.deviating import DeviationConfirmation
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    if act.name != "confirm_deviation":
        return
    book.put(
        DeviationConfirmation,
        id=act.facts.get("confirmation"),
        deviation_id=act.facts.get("deviation"),
        **act.told("clause_id", "substance"),
        looked_at=act.words("looked_at"),
        statement=act.words("statement"),
        region_code=act.region,
        person_id=act.actor,
        at=act.hour,
    )
