"""What somebody answered for by name, told again: of which check, in which clause, bound to which words."""

from workflow.records.checking import Waiver
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    if act.name != "waive_finding":
        return
    rule, _, clause = str(act.facts.get("finding") or "").partition("@")
    book.put(
        Waiver,
        id=act.facts.get("waiver"),
        rule=rule,
        clause_id=clause,
        substance=act.facts.get("substance"),
        reason=act.words("reason"),
        person_id=act.actor,
        at=act.hour,
    )
