"""The door of acts done on paper 补录: one person of the region enters it, a second confirms it against the scan; only
then is it taken, from the seat of the one who signed the paper and by the same rules as every act."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import act
from workflow.act import Outcome
from workflow.ceremony import Signature, answers_hash
from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.doors.paper_law import Slip, against_closing, against_entering
from workflow.engine import case_for
from workflow.log.recording import record
from workflow.picture.standing import Case, Seat, Standing
from workflow.process.reasons import NotThere, Reason, unmet
from workflow.process.row import Row
from workflow.process.standard import ROWS
from workflow.records.paper_acts import PaperAct
from workflow.seats.seating import refuse
from workflow.seats.sitting import seat as sitting_on
from workflow.settling import settle
from workflow.vocabulary import PaperActState

NOUN: Final = "paper_act"
METHOD: Final = "paper"


def enter(database: Database, seat: Seat, standard_id: int, slip: Slip, *, at: datetime) -> int:
    """Enter what was signed on paper; nothing moves before a second person has confirmed it. Gives its id."""
    with database.write(at) as work:
        standing, row, signer = _matter(work.session, seat, standard_id, slip.step, slip.signer, day_of(at))
        refuse([*against_entering(work.session, seat, Case(standing, signer, at), row, slip)])
        _judged(standing, row, signer, slip.answers, at)
        made = work.insert(
            PaperAct,
            standard_id=standard_id,
            region_code=seat.region,
            step=slip.step,
            seat_id=signer.id,
            answers=dict(slip.answers),
            done_on=slip.done_on,
            scan=slip.scan,
            state=PaperActState.WAITING,
            entered_by=seat.person_id,
            entered_at=at,
        )
        _record(work, seat, standing, made, "enter_paper")
    return made


def confirm(database: Database, seat: Seat, standard_id: int, paper_id: int, *, at: datetime) -> Outcome:
    """The second person has compared it with the scan: now the act is taken, judged on the present state."""
    with database.write(at) as work:
        paper = _paper(work.session, seat, standard_id, paper_id)
        step, signed_by = paper.step, paper.seat_id
        standing, row, signer = _matter(work.session, seat, paper.standard_id, step, signed_by, day_of(at))
        refuse([*against_closing(seat, paper)])
        case = _judged(standing, row, signer, paper.answers, at)
        outcome, after = act.perform(work, row, case, signature=Signature(paper.scan, METHOD, _dates(paper, seat)))
        settle(work, after)
        _close(work, seat, standing, paper, PaperActState.TAKEN, "confirm_paper")
    return outcome


def send_back(database: Database, seat: Seat, standard_id: int, paper_id: int, *, at: datetime, reason: str) -> None:
    """The entry does not say what the paper says."""
    with database.write(at) as work:
        paper = _paper(work.session, seat, standard_id, paper_id)
        standing = Standing.load(work.session, paper.standard_id, lock=True)
        assert standing is not None
        refuse([*against_closing(seat, paper), *([] if reason else [Reason("paper_reason", {})])])
        _close(work, seat, standing, paper, PaperActState.REFUSED, "refuse_paper", reason=reason)


# --- what is judged ---------------------------------------------------------------------------------------------------


def _matter(
    session: Session, seat: Seat, standard_id: int, step: str, signer_id: int, today: date
) -> tuple[Standing, Row, Seat]:
    """The standard under its lock, the row, and the seat of the one who signed, of the enterer's own region."""
    standing, row = Standing.load(session, standard_id, lock=True), ROWS.get(step)
    signer = sitting_on(session, signer_id, today) if 0 < signer_id < 2**31 else None
    if standing is None or row is None or signer is None or seat.region is None or signer.region != seat.region:
        raise NotThere
    if seat.region not in standing.tracks:
        raise NotThere
    return standing, row, signer


def _judged(standing: Standing, row: Row, signer: Seat, answers: Mapping[str, Any], at: datetime) -> Case:
    case = case_for(standing, row, signer, answers, at)
    refuse(unmet(row, case))
    return case


# --- what is written --------------------------------------------------------------------------------------------------


def _paper(session: Session, seat: Seat, standard_id: int, paper_id: int) -> PaperAct:
    """An entry of the seat's own region about this standard, locked."""
    own = (PaperAct.standard_id == standard_id, PaperAct.region_code == seat.region)
    query = sa.select(PaperAct).where(PaperAct.id == paper_id, *own)
    is_id = 0 < paper_id < 2**31 and 0 < standard_id < 2**31
    found = session.scalar(query.with_for_update()) if is_id else None
    if found is None:
        raise NotThere
    return found


def _dates(paper: PaperAct, seat: Seat) -> dict[str, Any]:
    """Both dates and all hands, as the act's own event keeps them."""
    told = {"id": paper.id, "done_on": paper.done_on.isoformat(), "entered_at": paper.entered_at.isoformat()}
    return {"paper": told | {"entered_by": paper.entered_by, "confirmed_by": seat.person_id}}


def _close(
    work: Work, seat: Seat, standing: Standing, paper: PaperAct, state: PaperActState, name: str, reason: str = ""
) -> None:
    before, paper_id = snapshot(paper), paper.id
    waiting = (PaperAct.id == paper_id, PaperAct.state == PaperActState.WAITING)
    work.guarded(PaperAct, *waiting, state=state, closed_by=seat.person_id, closed_at=work.at)
    _record(work, seat, standing, paper_id, name, before=before, reason=reason)


def snapshot(paper: PaperAct) -> dict[str, Any]:
    """An entry as its events show it before and after."""
    return {
        "state": paper.state.value,
        "standard": paper.standard_id,
        "region": paper.region_code,
        "step": paper.step,
        "seat": paper.seat_id,
        "done_on": paper.done_on.isoformat(),
        "answers": answers_hash(paper.answers),
        "scan": paper.scan,
        "entered_by": paper.entered_by,
        "closed_by": paper.closed_by,
    }


def _record(
    work: Work,
    seat: Seat,
    standing: Standing,
    paper_id: int,
    name: str,
    *,
    before: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """The event in the agreement's log, beside that of the act itself."""
    paper = work.session.get_one(PaperAct, paper_id, populate_existing=True)
    record(
        work,
        NOUN,
        paper_id,
        name,
        seat,
        agreement_id=standing.standard.agreement_id,
        before=before,
        after=snapshot(paper),
        personal={"reason": reason},
        files=(paper.scan,),
    )
