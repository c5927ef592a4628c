"""For whose eyes a package is made: what both the maker's region and the partner's region may see, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.picture.standing import Standing
from workflow.reads.keeping import is_kept
from workflow.reads.sealing import Key, sealed_among
from workflow.records.consultations import Comment
from workflow.records.events import Event
from workflow.rules.answering import Keeping


@dataclass(frozen=True)
class Eyes:
    """The regions that may both see what goes in; the operator at the server makes it with no region of his own."""

    partner: str
    maker: str | None

    @property
    def regions(self) -> tuple[str, ...]:
        return (self.partner,) if self.maker in (None, self.partner) else (self.partner, str(self.maker))


def comments(standing: Standing, eyes: Eyes, at: datetime) -> list[Comment]:
    """The comments that no region keeps from any of them, in the order they came."""
    hides = Keeping(standing, at).hides
    return [
        one
        for one in sorted(standing.comments, key=lambda comment: comment.id)
        if not any(hides(one, region) for region in eyes.regions)
    ]


def closed(session: Session, events: Iterable[Event], eyes: Eyes, at: datetime) -> frozenset[Key]:
    """The events that are told by their hash alone: votes of a panel at work, and acts on comments that are kept."""
    listed = list(events)
    kept = {
        (event.log_id, event.index)
        for event in listed
        if any(is_kept(session, event, region, at) for region in eyes.regions)
    }
    return sealed_among(session, listed) | kept
