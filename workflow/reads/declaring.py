"""Declaring interests before papers are shown: who has not declared yet, and what data tell of him beforehand."""

from datetime import datetime

import sqlalchemy as sa

from workflow.avoiding import Tie
from workflow.picture.standing import Case, Seat, Standing
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.rules.avoiding import tied
from workflow.vocabulary import Panel, SeatRole

OPEN = (Panel.FORMING, Panel.NOTICED, Panel.VOTING)


def must_declare(standing: Standing, seat: Seat) -> bool:
    """Whether an expert sits on an open panel of the standard and has not said what ties he has."""
    waiting = {m.panel_id for m in standing.panel_members if m.person_id == seat.person_id and m.interest is None}
    return seat.role is SeatRole.EXPERT and any(panel.id in waiting for panel in standing.open_panels)


def undeclared(seat: Seat) -> sa.Select[int]:
    """Ids of the standards whose papers wait for what this person declares."""
    query = sa.select(ReviewPanel.standard_id).join(PanelMember, PanelMember.panel_id == ReviewPanel.id)
    mine = (PanelMember.person_id == seat.person_id, PanelMember.interest.is_(None), PanelMember.left_at.is_(None))
    return query.where(*mine, ReviewPanel.state.in_(OPEN))


def own_ties(standing: Standing, seat: Seat, at: datetime) -> list[Tie]:
    """What data tell of the seat's own person, to be read before he declares."""
    return tied(Case(standing, seat, at), [seat.person_id]).get(seat.person_id, [])
