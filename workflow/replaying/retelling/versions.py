"""Versions of the text: who made each when, from which one before it, and with what summary."""

from workflow.replaying.retelling.book import UNTOLD, Act, Book
from workflow.records.amendments import Amendment
from workflow.records.texts import Version


def tell(book: Book, act: Act) -> None:
    if "version" not in act.facts:
        return
    last, amendment = book.last(Version), book.last(Amendment)
    base, summary = last["id"] if last else None, act.words("summary")
    if act.name == "freeze_amendment":
        base = amendment.get("base_id", UNTOLD) if amendment else UNTOLD
    elif act.name == "effect_amendment":  # what was approved for the amendment, now for everybody
        base = amendment.get("version_id", UNTOLD) if amendment else UNTOLD
        approved = book.of(Version, id=base)
        summary = approved[0].get("summary", UNTOLD) if approved else UNTOLD
    book.put(Version, id=act.facts["version"], made_by=act.actor, made_at=act.hour, summary=summary, base_id=base)
