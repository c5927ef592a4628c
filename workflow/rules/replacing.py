"""The law of replacing an expert who was drawn: nobody strikes a name because it displeases."""

from datetime import date

import sqlalchemy as sa

from workflow.accord.bank import is_usable
from workflow.picture.standing import Case
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.records.panels import PanelMember, ReviewPanel
from workflow.rules.agreeing import accord
from workflow.rules.banking import bank
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import Role


def _can_come(case: Case) -> Facts | None:
    """The bank must know why the expert cannot come, or he himself has declared an interest in this text."""
    number, _, id_ = str(case.answers.get("drawn", "")).partition("|")
    draw = bank(case).draw(int(number)) if number.isdecimal() else None
    one = bank(case).expert(int(id_)) if id_.isdecimal() else None
    if draw is None or one is None:
        return None
    is_prevented = not is_usable(one, case.today) or _goes_away(one, case.today) or _is_barred(case, draw, one)
    return None if is_prevented else {"name": one.name}


def _goes_away(one: Expert, day: date) -> bool:
    return one.away_from is not None and (one.away_until or one.away_from) >= day


def _is_barred(case: Case, draw: Draw, one: Expert) -> bool:
    mine = (ReviewPanel.standard_id == draw.standard_id, PanelMember.person_id == one.person_id)
    declared = sa.select(PanelMember.interest).join(ReviewPanel, ReviewPanel.id == PanelMember.panel_id).where(*mine)
    return any(interest not in (None, "none") for interest in accord(case).session.scalars(declared))


drawn_prevented = of_answers(Rule("drawn_prevented", "通行做法（待核）；设计", _can_come, Role.HANDLER))
