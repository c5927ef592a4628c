"""Versions of the text: who made each when, from which one before it, with what summary and under which titles."""

from typing import Any, Final

from workflow.records.amendments import Amendment
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.replaying.retelling.book import UNTOLD, Act, Book
from workflow.vocabulary import COUNTED, TextPurpose

TITLES: Final = ("title_zh", "title_en", "ics", "ccs", "nature")


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
    book.put(
        Version,
        id=act.facts["version"],
        purpose=act.facts.get("purpose", TextPurpose.DRAFT),
        made_by=act.actor,
        made_at=act.hour,
        summary=summary,
        base_id=base,
        under=_metadata(book, act),
        **act.told("number", "text_hash"),
    )


def _metadata(book: Book, act: Act) -> Any:
    """What stands in the text's hash besides its clauses, its participants by their codes. No column: it follows."""
    amendment = book.last(Amendment)
    if act.name == "effect_amendment":
        approved = book.of(Version, id=(amendment or {}).get("version_id") or 0)
        return approved[0].get("under", UNTOLD) if approved else UNTOLD
    standard, tracks = book.of(Standard), act.leaf["from"].get("tracks", {})
    told = {name: standard[0][name] for name in (*TITLES, "territory") if standard and standard[0].get(name)}
    if act.name == "freeze_amendment" and amendment is not None:
        told["amendment"] = amendment["number"]
    return told | {"participants": sorted(code for code, state in tracks.items() if state in COUNTED)}
