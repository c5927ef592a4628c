"""The drafting explanation, told again: which section, in which version, by whom, known by the hash of its words."""

from workflow.records.explaining import ExplanationPart
from workflow.replaying.retelling.book import Act, Book


def tell(book: Book, act: Act) -> None:
    if act.name != "write_explanation":
        return
    book.put(
        ExplanationPart,
        id=act.facts.get("part"),
        **act.told("section", "number"),
        sha256=act.facts.get("words_hash"),
        offered=act.facts.get("offered") or "",
        region_code=act.region,
        person_id=act.actor,
        at=act.hour,
    )
