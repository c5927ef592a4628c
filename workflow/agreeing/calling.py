"""The agreements to which dates bring something: beginning, lapsing, the chair, a change, a draw whose hour is over."""

from datetime import datetime

import sqlalchemy as sa

from workflow.clock import day_of
from workflow.db import Database
from workflow.records.agreements import Agreement, AgreementChange
from workflow.records.draws import Draw
from workflow.vocabulary import AgreementState, ChangeState, DrawState


def due(database: Database, at: datetime) -> list[int]:
    """Their ids; whether anything follows the agreement itself decides."""
    with database.read() as session:
        return list(session.scalars(_due(at)))


def _due(at: datetime) -> sa.Select[int]:
    today = day_of(at)
    waiting = sa.select(AgreementChange.agreement_id).where(
        AgreementChange.state == ChangeState.CONFIRMING, AgreementChange.effective_from <= today
    )
    committing = sa.and_(Draw.state == DrawState.COMMITTING, Draw.commit_by <= at)
    revealing = sa.and_(Draw.state == DrawState.REVEALING, Draw.reveal_by <= at)
    draws = sa.select(Draw.agreement_id).where(sa.or_(committing, revealing))
    in_force = Agreement.state == AgreementState.IN_FORCE
    over = sa.and_(in_force, sa.or_(Agreement.valid_until < today, Agreement.chair_until <= today))
    called = sa.or_(over, Agreement.id.in_(waiting), Agreement.id.in_(draws))
    return sa.select(Agreement.id).where(called).order_by(Agreement.id)
