"""The door of receipts 签收: the authority of a region acknowledges what it was told. The receipt is evidence between
the regions of an agreement, so its event stands in that agreement's log; the standard itself does not move.
"""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.journal import Deed, append
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.notices import RegionNotice
from workflow.records.standards import Standard
from workflow.vocabulary import Notice, Role, SeatRole

NOUN: Final = "notice"
ACT: Final = "acknowledge_notice"
AUTHORITY: Final = frozenset({SeatRole.HANDLER, SeatRole.APPROVER})
ARRIVED: Final = (Notice.DELIVERED, Notice.READ)


def acknowledge(database: Database, seat: Seat, notice_id: int, *, at: datetime) -> None:
    """Acknowledge one notice to the seat's own region, once."""
    with database.write(at) as work:
        mine = (RegionNotice.id == notice_id, RegionNotice.region_code == seat.region)
        found = work.session.scalar(sa.select(RegionNotice).where(*mine).with_for_update())
        if found is None:
            raise NotThere
        if reasons := against(seat, found):
            raise Refused(reasons)
        values = {"state": Notice.ACKNOWLEDGED, "acknowledged_at": at, "acknowledged_by": seat.person_id}
        read = {"read_at": found.read_at or at, "read_by": found.read_by or seat.person_id}
        work.guarded(RegionNotice, *mine, RegionNotice.state.in_(ARRIVED), **values, **read)
        agreement = sa.select(Standard.agreement_id).where(Standard.id == found.standard_id)
        deed = Deed(
            noun=NOUN,
            object_id=found.id,
            sequence=1,
            act=ACT,
            seat=seat,
            at=at,
            agreement_id=work.session.execute(agreement).scalar_one(),
            after={"state": Notice.ACKNOWLEDGED.value, "region": seat.region},
            facts={"standard": found.standard_id, "step": found.step, "told_by": found.actor_region},
        )
        append(work, deed)


def against(seat: Seat, notice: RegionNotice) -> list[Reason]:
    """Every reason why this seat may not acknowledge this notice of its region now."""
    facts = {"at": notice.acknowledged_at}
    return [
        *([] if may(seat) else [Reason("receipt_not_yours", {}, cure=Role.HANDLER)]),
        *([Reason("receipt_given_already", facts)] if notice.state is Notice.ACKNOWLEDGED else []),
        *([] if notice.state in (*ARRIVED, Notice.ACKNOWLEDGED) else [Reason("not_delivered_yet", {})]),
    ]


def may(seat: Seat) -> bool:
    """Whether a seat speaks for its region's authority, and is not limited to other acts."""
    return seat.role in AUTHORITY and seat.may(ACT)
