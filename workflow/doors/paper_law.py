"""What holds for acts done on paper, beside the rules of the act itself: whose, which, when, and the second person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.delegable import on_paper
from workflow.process.reasons import Reason, misplaced
from workflow.process.row import Row, Scope
from workflow.records.paper_acts import PaperAct
from workflow.records.papers import StoredFile
from workflow.records.people import Appointment
from workflow.vocabulary import READERS, Joint, PaperActState, Role, SeatRole
from workflow.who import holds


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A signed paper as its enterer reads it: which act, by whom, with which answers, when; and the scan's hash."""

    step: str
    signer: int
    answers: Mapping[str, Any]
    done_on: date
    scan: str


def rows_for(standing: Standing, signer: Seat, at: datetime) -> list[Row]:
    """The acts that this person could have signed on paper and that stand open now."""
    case = Case(standing, signer, at)
    return [row for row in on_paper(signer.role) if misplaced(row, case) is None]


def against_entering(session: Session, seat: Seat, case: Case, row: Row, slip: Slip) -> Iterator[Reason]:
    """Every reason why this paper may not be entered from this seat; what the act itself breaks is judged beside it."""
    signer, begun = case.seat, _began(case, row)
    assert signer is not None
    if not holds(Role.HANDLER, Case(case.standing, seat, case.at)):
        yield Reason("paper_not_yours", {}, cure=Role.HANDLER)
    if row not in on_paper(signer.role):
        yield Reason("paper_row", {"step": f"step.{row.name}"})
    if slip.done_on > case.today:
        yield Reason("paper_future", {"today": case.today})
    if slip.done_on < begun:
        yield Reason("paper_early", {"since": begun})
    if slip.done_on < session.get_one(Appointment, signer.id).since:
        yield Reason("paper_before_office", {"person": signer.person})
    if session.get(StoredFile, slip.scan) is None:
        yield Reason("paper_scan", {})
    same = (PaperAct.standard_id == case.standing.standard.id, PaperAct.step == row.name, PaperAct.seat_id == signer.id)
    if session.scalar(sa.select(PaperAct.id).where(*same, PaperAct.state == PaperActState.WAITING)) is not None:
        yield Reason("paper_waiting", {})


def _began(case: Case, row: Row) -> date:
    """The first day on which the act could have been done as it is judged now: on this state, track and text."""
    standing = case.standing
    own = [standing.tracks[case.region].since] if row.scope in (Scope.OWN, Scope.GATE) else []
    frozen = standing.frozen
    text = [frozen.made_at] if frozen is not None and standing.state is Joint.APPROVING else []
    return max(day_of(instant) for instant in [standing.standard.since, *own, *text])


def against_closing(seat: Seat, paper: PaperAct) -> Iterator[Reason]:
    """Every reason why this person may not be the second to compare it with its scan."""
    if paper.state is not PaperActState.WAITING:
        yield Reason("paper_closed", {})
    if seat.person_id == paper.entered_by:
        yield Reason("paper_second", {}, cure=Role.HANDLER)
    if seat.role in READERS | {SeatRole.EXPERT, SeatRole.DRAFTER}:
        yield Reason("paper_hand", {}, cure=Role.HANDLER)
