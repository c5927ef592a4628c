"""Findings of auditors to read: those of some agreements, the course of one, and those that wait for a seat."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Seat
from workflow.reads.audit import Scope
from workflow.reads.record import READERS
from workflow.reads.seats import sat
from workflow.records.agreements import Agreement, Member
from workflow.records.auditing import AuditFinding, AuditFindingTurn
from workflow.records.places import Region
from workflow.records.standards import Standard
from workflow.vocabulary import AgreementState, FindingState, Named, SeatRole

MOST = 200  # shown at once, the newest first
SEEN_BY = READERS  # of a party; experts, drafters and administrators have no business with them


@dataclass(frozen=True)
class Held:
    """A finding with what it is about."""

    finding: AuditFinding
    agreement: Agreement
    region: Region
    standard: Standard | None


@dataclass(frozen=True)
class Said:
    """One turn in the course of a finding, and whose it was."""

    turn: AuditFindingTurn
    person: Named | None
    organ: Named | None


def listed(session: Session, where: sa.ColumnElement[bool], *, most: int = MOST) -> list[Held]:
    """The findings under a condition, open ones first."""
    is_open = AuditFinding.state.in_((FindingState.ASKED, FindingState.ANSWERED))
    query = sa.select(AuditFinding, Agreement, Region, Standard)
    query = query.join(Agreement, Agreement.id == AuditFinding.agreement_id)
    query = query.join(Region, Region.code == AuditFinding.region_code)
    query = query.outerjoin(Standard, Standard.id == AuditFinding.standard_id).where(where)
    rows = session.execute(query.order_by(is_open.desc(), AuditFinding.id.desc()).limit(most))
    return [Held(finding, agreement, region, standard) for finding, agreement, region, standard in rows]


def within(scope: Scope) -> sa.ColumnElement[bool]:
    """Those that an auditor may read."""
    return sa.true() if scope.agreements is None else AuditFinding.agreement_id.in_(scope.agreements)


def groups(session: Session, scope: Scope) -> list[Agreement]:
    """The agreements in force or lapsed that an auditor looks at."""
    standing = Agreement.state.in_((AgreementState.IN_FORCE, AgreementState.LAPSED))
    ours = sa.true() if scope.agreements is None else Agreement.id.in_(scope.agreements)
    return list(session.scalars(sa.select(Agreement).where(standing, ours).order_by(Agreement.id)))


def one(session: Session, agreement_id: int, finding_id: int) -> Held | None:
    mine = sa.and_(AuditFinding.agreement_id == agreement_id, AuditFinding.id == finding_id)
    return next(iter(listed(session, mine)), None) if 0 < finding_id < 2**31 else None


def course(session: Session, finding_id: int) -> list[Said]:
    """Every word in order, with who said it."""
    query = sa.select(AuditFindingTurn).where(AuditFindingTurn.finding_id == finding_id)
    turns: Sequence[AuditFindingTurn] = session.scalars(query.order_by(AuditFindingTurn.number)).all()
    seats = sat(session, {turn.seat_id for turn in turns})
    return [Said(turn, *seats.get(turn.seat_id, (None, None, None))[:2]) for turn in turns]


def waiting(session: Session, seat: Seat) -> list[Held]:
    """What a handler of the authority must answer, and what was answered to an auditor of the side that raised it."""
    if seat.role is SeatRole.HANDLER:
        own = sa.exists().where(
            Member.agreement_id == AuditFinding.agreement_id,
            Member.region_code == seat.region,
            Member.authority_id == seat.organ_id,
        )
        mine = (AuditFinding.region_code == seat.region, own)
        return listed(session, sa.and_(AuditFinding.state == FindingState.ASKED, *mine))
    if seat.role is SeatRole.AUDITOR:
        raised = AuditFinding.raised_region.is_not_distinct_from(seat.region)
        return listed(session, sa.and_(AuditFinding.state == FindingState.ANSWERED, raised))
    return []
