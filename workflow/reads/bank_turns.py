"""What expert banks wait for from a seat's region: experts to recognise, draws to give a share to."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.records.agreements import Agreement, Member
from workflow.records.draws import Draw, DrawShare
from workflow.records.experts import Expert, ExpertVoice
from workflow.vocabulary import DrawState, SeatRole


@dataclass(frozen=True)
class Waiting:
    """A bank with how many experts await recognition, or one draw that awaits a step."""

    agreement: Agreement
    experts: int = 0
    draw: Draw | None = None

    @property
    def step(self) -> str:
        if self.draw is None:
            return "recognise_experts"
        return "commit_share" if self.draw.state is DrawState.COMMITTING else "reveal_share"


def waiting(session: Session, seat: Seat, at: datetime) -> list[Waiting]:
    """For a handler of a member's authority; two statements."""
    if seat.role is not SeatRole.HANDLER:
        return []
    own = (Member.region_code == seat.region, Member.authority_id == seat.organ_id)
    spoke = sa.exists().where(ExpertVoice.expert_id == Expert.id, ExpertVoice.region_code == seat.region)
    counted = sa.select(Expert.agreement_id, sa.func.count().label("n")).group_by(Expert.agreement_id)
    open_ = counted.where(Expert.recognised_at.is_(None), Expert.left_at.is_(None), ~spoke).subquery()
    query = sa.select(Agreement, open_.c.n).join(open_, open_.c.agreement_id == Agreement.id)
    found = session.execute(query.join(Member, Member.agreement_id == Agreement.id).where(*own).order_by(Agreement.id))
    return [Waiting(agreement, n) for agreement, n in found] + _draws(session, seat, own, at)


def _draws(session: Session, seat: Seat, own: tuple[sa.ColumnElement[bool], ...], at: datetime) -> list[Waiting]:
    mine = sa.and_(DrawShare.draw_id == Draw.id, DrawShare.region_code == seat.region)
    query = sa.select(Draw, Agreement).join(Agreement, Agreement.id == Draw.agreement_id)
    query = query.join(Member, Member.agreement_id == Agreement.id).outerjoin(DrawShare, mine)
    commits = sa.and_(Draw.state == DrawState.COMMITTING, Draw.commit_by > at, DrawShare.draw_id.is_(None))
    reveals = sa.and_(Draw.state == DrawState.REVEALING, Draw.reveal_by > at, DrawShare.draw_id.is_not(None))
    reveals = sa.and_(reveals, DrawShare.share.is_(None))
    rows = session.execute(query.where(*own, sa.or_(commits, reveals)).order_by(Draw.id))
    return [Waiting(agreement, draw=draw) for draw, agreement in rows if seat.region in draw.frozen["shares"]]
