"""What auditors open is itself an event: once a sitting and thing, before it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.journal import Deed, append
from workflow.picture.standing import Seat
from workflow.records.auditing import AuditReading
from workflow.records.people import Appointment
from workflow.vocabulary import Reading

NOUN: Final = "reading"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What is about to be shown: its kind and name, and whose it is. `words` may name people: committed to alone."""

    kind: Reading
    target: str
    agreement_id: int | None = None
    of_region: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def note(database: Database, seat: Seat, sitting: str, opened: Opened, *, at: datetime) -> bool:
    """Record it, unless this sitting has opened it before; says whether it was recorded now."""
    with database.read() as session:
        if _known(session, seat, sitting, opened):
            return False
    with database.write(at) as work:
        work.session.execute(sa.select(Appointment.id).where(Appointment.id == seat.id).with_for_update())
        if _known(work.session, seat, sitting, opened):
            return False
        told = {"agreement_id": opened.agreement_id, "of_region": opened.of_region}
        named = {"seat_id": seat.id, "sitting": sitting, "kind": opened.kind, "target": opened.target}
        made = work.insert(AuditReading, **named, **told, at=at)
        facts = {"sitting": sitting, "target": opened.target, "agreement": opened.agreement_id, "of": opened.of_region}
        deed = Deed(
            noun=NOUN,
            object_id=made,
            sequence=1,
            act=f"read_{opened.kind.value}",
            seat=seat,
            at=at,
            agreement_id=None,
            facts=facts,
            personal=opened.words,
        )
        append(work, deed)
    return True


def _known(session: Session, seat: Seat, sitting: str, opened: Opened) -> bool:
    mine = {"seat_id": seat.id, "sitting": sitting, "kind": opened.kind, "target": opened.target}
    return session.scalar(sa.select(AuditReading.id).filter_by(**mine)) is not None
