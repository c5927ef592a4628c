"""Projects alike of which a standard was told, and what was said of them, told again."""

from workflow.records.standstill import Alert, AlertAnswer
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    if act.name == "tell_alike":
        told = act.told("other_id", "other_region", "likeness")
        book.put(Alert, id=act.facts.get("alert"), **told, at=act.hour)
    if act.name == "answer_alike":
        book.put(
            AlertAnswer,
            id=act.facts.get("answered"),
            alert_id=act.facts.get("alike"),
            verdict=act.facts.get("verdict"),
            reason=act.words("reason"),
            region_code=act.region,
            person_id=act.actor,
            at=act.hour,
        )
