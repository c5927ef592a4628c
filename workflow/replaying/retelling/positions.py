"""Positions of offices: whoever spoke, of which text, in which round; never changed once told."""

from workflow.records.positions import Position
from workflow.records.texts import Version
from workflow.replaying.retelling.book import UNTOLD, Act, Book
from workflow.vocabulary import Purpose, TextPurpose

WORDS = ("notes", "reason", "lift")


def tell(book: Book, act: Act) -> None:
    if "stand" not in act.facts:
        return
    facts, hashed = act.facts, act.facts.get("text_hash")
    is_amended = facts.get("purpose") == Purpose.AMENDMENT
    frozen = (row for row in book.of(Version) if (row["purpose"] == TextPurpose.AMENDMENT) == is_amended)
    signed = [row["id"] for row in frozen if row["purpose"] != TextPurpose.DRAFT and row.get("text_hash") == hashed]
    book.put(
        Position,
        id=facts.get("position"),
        region_code=facts.get("region", act.region),
        organ_id=facts.get("organ"),
        person_id=act.actor,
        seat_id=act.leaf["seat"],
        version_id=signed[-1] if signed else UNTOLD if hashed else None,
        clauses=facts.get("clauses") or [],
        outcome=facts.get("spoken_of"),
        at=act.hour,
        **act.told("stand", "purpose", "round", "role", "text_hash"),
        **{name: act.words(name) for name in WORDS},
    )
