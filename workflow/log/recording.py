"""The event of an act on an object that keeps no counter of its own, in one call."""

from collections.abc import Mapping
from typing import Any

from workflow.db import Work
from workflow.log.journal import Deed, Recorded, append, next_sequence
from workflow.picture.standing import Seat

Facts = Mapping[str, Any]


def record(
    work: Work,
    noun: str,
    object_id: int,
    act: str,
    seat: Seat | None,
    *,
    agreement_id: int | None,
    before: Facts | None = None,
    after: Facts | None = None,
    facts: Facts | None = None,
    personal: Mapping[str, str] | None = None,
    files: tuple[str, ...] = (),
) -> Recorded:
    """Append it last, under the object's lock. What was before its first event no log can say."""
    sequence = next_sequence(work.session, noun, object_id)
    deed = Deed(
        noun=noun, object_id=object_id, sequence=sequence, act=act, seat=seat, at=work.at, agreement_id=agreement_id,
        before=(before or {}) if sequence > 1 else {}, after=after or {}, facts=facts or {}, personal=personal or {},
        files=files,
    )  # fmt: skip
    return append(work, deed)
