"""What a merge could not decide, or decided about a number or a modal verb, is noted for a person; typing that goes on
is one matter, not one a second.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.desk.pad import Pad
from workflow.records.desks import DeskConflict
from workflow.text.merging import Conflict, Merged


def open_ones(session: Session, standard_id: int) -> list[DeskConflict]:
    """What nobody has settled yet, in the order it came."""
    mine = (DeskConflict.standard_id == standard_id, DeskConflict.settled_at.is_(None))
    return list(session.scalars(sa.select(DeskConflict).where(*mine).order_by(DeskConflict.id)))


def note(pad: Pad, clause_id: str, is_title: bool, merged: Merged, by: int | None, against: int | None) -> None:
    """Everything of a merge that a person must look at."""
    weights = [Conflict(one.before, one.before, one.after) for one in merged.weighty]
    for is_weighty, found in ((False, merged.conflicts), (True, weights)):
        place = {"clause_id": clause_id, "is_title": is_title, "is_weighty": is_weighty}
        _note(pad, place | {"by": by, "against": against}, found)


def _note(pad: Pad, place: dict[str, object], found: Iterable[Conflict]) -> None:
    for one in found:
        mine = [c for c in open_ones(pad.session, pad.standard_id) if all(getattr(c, k) == v for k, v in place.items())]
        going_on = next((c for c in mine if one.base == c.theirs or one.theirs == c.theirs), None)
        if going_on is None:
            words = {"base": one.base, "ours": one.ours, "theirs": one.theirs}
            pad.session.add(DeskConflict(standard_id=pad.standard_id, at=pad.at, **place, **words))
        else:
            going_on.theirs, going_on.at = one.theirs, pad.at
            going_on.ours = going_on.ours if going_on.is_weighty else one.ours
            if going_on.theirs == going_on.base and going_on.is_weighty:
                pad.session.delete(going_on)
        pad.session.flush()
