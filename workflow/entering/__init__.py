"""The door of entries: what regions keep together around their standards begins and moves here, each step an event."""

from workflow.entering.door import Taken, begin, case_for, row_of, take
from workflow.entering.offering import Offer, beginnings, offers
from workflow.entering.together import amending, put_all, take_all
from workflow.entering.waking import wake
from workflow.process.entries import rows_of

__all__ = [
    "Offer",
    "Taken",
    "amending",
    "begin",
    "beginnings",
    "case_for",
    "offers",
    "put_all",
    "row_of",
    "rows_of",
    "take",
    "take_all",
    "wake",
]
