"""Changes of agreements that wait for a signature from a seat's region."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.records.agreements import Agreement, AgreementChange, AgreementVoice, Member
from workflow.vocabulary import ChangeKind, ChangeState, SeatRole


def waiting(session: Session, seat: Seat) -> list[tuple[AgreementChange, Agreement]]:
    """For an approver of a member's authority: every change that his region has not signed; one statement."""
    if seat.role is not SeatRole.APPROVER:
        return []
    query = sa.select(AgreementChange, Agreement).join(Agreement, Agreement.id == AgreementChange.agreement_id)
    query = query.join(Member, sa.and_(Member.agreement_id == Agreement.id, Member.region_code == seat.region))
    signed = sa.exists().where(
        AgreementVoice.change_id == AgreementChange.id, AgreementVoice.region_code == seat.region
    )
    query = query.where(
        AgreementChange.state == ChangeState.CONFIRMING,
        Member.authority_id == seat.organ_id,
        sa.or_(AgreementChange.kind != ChangeKind.CHAIN, AgreementChange.region_code == seat.region),
        AgreementChange.proposed_by != seat.person_id,
        ~signed,
    )
    return [(change, agreement) for change, agreement in session.execute(query.order_by(AgreementChange.id))]
