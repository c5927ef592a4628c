"""The drafter's desk: whether a seat may save a draft now, and how a pasted text would be read. Nothing is written."""

from datetime import datetime

from workflow import engine
from workflow.engine import Offer
from workflow.standing import Seat, Standing
from workflow.text.lineage import id_factory
from workflow.text.reading import Reading, read


def saving(standing: Standing, seat: Seat, at: datetime) -> Offer | None:
    """Saving a draft, if the seat has anything to do with it now."""
    return next((offer for offer in engine.offers(standing, seat, at) if offer.row.name == "save_draft"), None)


def pasted(source: str) -> Reading:
    """A whole text as it would be read into clauses, with what stands out in it."""
    return read(source, id_factory())
