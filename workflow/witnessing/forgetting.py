"""What a mirror must not keep either: openings that the log says were erased, names of commenters whose time is over.
Leaves stay as they are; the value is gone from the copy when the next look at it ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workflow.doors import forgetting
from workflow.witnessing.lives import STANDARD, Leaf

ERASURE, ERASED = "erasure", "erase"
COMMENTERS: Final = forgetting.NOUN


@dataclass(frozen=True)
class Gone:
    """One opening that is to be nowhere any more."""

    log: str
    index: int
    field: str


def gone(leaves: Sequence[Leaf]) -> Iterator[Gone]:
    """Every opening of which a later leaf says that it was deleted."""
    for leaf in leaves:
        noun, _, number = leaf["obj"].rpartition("/")
        facts = leaf["facts"]
        if noun == ERASURE and leaf["act"] == ERASED:
            yield Gone(str(facts.get("log")), int(facts.get("index", -1)), str(facts.get("field")))
        elif noun == COMMENTERS:
            yield from _names(leaves, number, str(facts.get("received_before")))


def _names(leaves: Sequence[Leaf], standard: str, before: str) -> Iterator[Gone]:
    """The names that came with comments on a standard before an hour; what came on paper tells the day it came."""
    for leaf in leaves:
        if leaf["obj"] == f"{STANDARD}/{standard}" and leaf["act"] in forgetting.GIVEN:
            came = str(leaf["facts"].get("received_on") or leaf["ts"])
            yield from (Gone(leaf["log"], leaf["idx"], name) for name in forgetting.FIELDS if came < before)
