"""The law of avoidance when a panel is named: nobody with a tie that data tell, and where the agreement says so only
who was drawn.
"""

from typing import Any, Final

import sqlalchemy as sa

from workflow import avoiding
from workflow.accord.bank import Bank
from workflow.clock import years_after
from workflow.picture.standing import Case
from workflow.records.draws import Draw
from workflow.rules.shapes import Facts, Rule, of_answers
from workflow.vocabulary import DrawState, Role

BY_DRAW: Final = "draw"  # of `experts.panel_by`; the other choice leaves both ways open


def tied(case: Case, persons: list[int]) -> dict[int, list[avoiding.Tie]]:
    """Who of these people has a tie to the text, and which."""
    standing = case.standing
    since = years_after(case.today, -standing.terms.days("review.avoidance_years"))
    known = (standing.subjects[id_] for id_ in persons if id_ in standing.subjects)
    return {one.key: found for one in known if (found := avoiding.ties(one, standing.surroundings, since))}


def _tied(case: Case) -> Facts | None:
    found = tied(case, case.answers.get("experts") or [])
    if not found:
        return None
    grounds = sorted({tie.ground for ties in found.values() for tie in ties})
    return {"names": [case.standing.person(id_) for id_ in found], "grounds": grounds}


def drawn(case: Case) -> list[int]:
    """The people with an account whom the last draw for this project gives, in order."""
    standing = case.standing
    mine = (Draw.standard_id == standing.standard.id, Draw.state == DrawState.DRAWN)
    draw = standing.session.scalars(sa.select(Draw).where(*mine).order_by(Draw.id.desc()).limit(1)).first()
    if draw is None:
        return []
    bank = Bank(standing.session, draw.agreement_id)
    found = (bank.expert(id_) for id_ in bank.panel_of(draw))
    return [one.person_id for one in found if one is not None and one.person_id is not None]


def _undrawn(case: Case) -> Facts | None:
    named: list[Any] = case.answers.get("experts") or []
    if case.standing.terms["experts.panel_by"].value != BY_DRAW:
        return None
    others = set(named) - set(drawn(case))
    return {"names": [case.standing.person(id_) for id_ in named if id_ in others]} if others else None


panel_untied = of_answers(Rule("panel_untied", "通行做法（待核）", _tied, Role.SECRETARY))
panel_drawn = of_answers(Rule("panel_drawn", "通行做法（待核）", _undrawn, Role.SECRETARY))
