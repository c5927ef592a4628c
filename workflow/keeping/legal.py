"""Holds by order of a court or authority: nothing of a standard is erased while one lasts, whatever its age."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.keeping.erasing import DECIDES
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason
from workflow.records.agreements import Member
from workflow.records.keeping import LegalHold
from workflow.records.standards import Standard
from workflow.seats.seating import refuse

NOUN: Final = "legal_hold"


def hold(database: Database, seat: Seat, standard_id: int, document: str, *, at: datetime) -> int:
    """Keep everything of a standard by order, whatever its age; gives the hold's number."""
    with database.write(at) as work:
        standard = _standard(work.session, seat, standard_id)
        made = work.insert(
            LegalHold, standard_id=standard_id, document=document, laid_by=seat.person_id, laid_at=at,
            lifted_by=None, lifted_at=None,
        )  # fmt: skip
        facts = {"standard": standard_id, "document": document}
        place, after = standard.agreement_id, {"state": "held"}
        record(work, NOUN, made, "lay_hold", seat, agreement_id=place, after=after, facts=facts)
    return made


def lift(database: Database, seat: Seat, hold_id: int, document: str, *, at: datetime) -> None:
    """Let a hold go, by another document."""
    with database.write(at) as work:
        found = work.session.get(LegalHold, hold_id, with_for_update=True)
        if found is None or found.lifted_at is not None:
            raise NotThere
        standard = _standard(work.session, seat, found.standard_id)
        refuse([Reason("hold_second", {}, cure=None)] if found.laid_by == seat.person_id else [])
        done = {"lifted_by": seat.person_id, "lifted_at": at}
        work.guarded(LegalHold, LegalHold.id == hold_id, LegalHold.lifted_at.is_(None), **done)
        facts = {"standard": found.standard_id, "document": document}
        place, before, after = standard.agreement_id, {"state": "held"}, {"state": "lifted"}
        record(work, NOUN, hold_id, "lift_hold", seat, agreement_id=place, before=before, after=after, facts=facts)


def _standard(session: Session, seat: Seat, standard_id: int) -> Standard:
    """A standard that an audit administrator may hold: of an agreement of his region, or any where he has none."""
    found = session.get(Standard, standard_id)
    if found is None or seat.role is not DECIDES:
        raise NotThere
    ours = sa.exists().where(Member.agreement_id == found.agreement_id, Member.region_code == seat.region)
    if seat.region is not None and not session.scalar(sa.select(ours)):
        raise NotThere
    return found
