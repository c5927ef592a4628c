"""What a region has entered from paper for one project, and whose papers could be entered now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.clock import day_of
from workflow.doors.paper_law import rows_for
from workflow.picture.standing import Seat, Standing
from workflow.process.delegable import on_paper
from workflow.process.row import Row
from workflow.reads.sealing import VOTE
from workflow.reads.seats import sat
from workflow.records.paper_acts import PaperAct
from workflow.records.people import Appointment, Person
from workflow.seats.sitting import seated, sitting
from workflow.vocabulary import Named, PaperActState, SeatRole

Closer = aliased(Person)
BY_HAND = [role for role in SeatRole if on_paper(role)]  # whose papers can be entered


@dataclass(frozen=True)
class Entry:
    """One entry with the names of its signer, of who entered and of who closed it."""

    paper: PaperAct
    signer: Named
    organ: Named
    role: SeatRole
    entered_by: Named
    closed_by: Named | None


def entries(session: Session, standing: Standing, region: str | None) -> list[Entry]:
    """The entries of a region, those that wait first, then the newest."""
    query = sa.select(PaperAct, Person, Closer).join(Person, Person.id == PaperAct.entered_by)
    query = query.outerjoin(Closer, Closer.id == PaperAct.closed_by)
    mine = (PaperAct.standard_id == standing.standard.id, PaperAct.region_code == region)
    rows = session.execute(query.where(*mine).order_by(PaperAct.closed_at.is_not(None), PaperAct.id.desc())).all()
    signed = sat(session, {paper.seat_id for paper, _, _ in rows})
    return [
        Entry(paper, *signed[paper.seat_id], by.called, closer.called if closer else None) for paper, by, closer in rows
    ]


def enterable(session: Session, standing: Standing, region: str | None, at: datetime) -> Iterator[tuple[Seat, Row]]:
    """Every act that somebody of the region could have signed on paper and that stands open now."""
    query = sitting(day_of(at)).where(Appointment.region_code == region, Appointment.role.in_(BY_HAND))
    for found in session.execute(query):
        signer = seated(*found)
        yield from ((signer, row) for row in rows_for(standing, signer, at))


def is_kept(standing: Standing, paper: PaperAct) -> bool:
    """Whether what it says is kept closed: a vote that has been compared, until its panel has concluded."""
    return paper.step == VOTE and paper.state is not PaperActState.WAITING and bool(standing.open_panels)
