"""The tables of the database, one noun a file; importing this package registers all of them."""

from workflow.records import (
    agreements,
    consultations,
    events,
    followups,
    notices,
    numbers,
    panels,
    papers,
    people,
    places,
    positions,
    releases,
    standards,
    texts,
)

__all__ = [
    "agreements",
    "consultations",
    "events",
    "followups",
    "notices",
    "numbers",
    "panels",
    "papers",
    "people",
    "places",
    "positions",
    "releases",
    "standards",
    "texts",
]
