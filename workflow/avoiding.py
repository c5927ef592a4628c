"""Avoidance 回避: the ties between an expert and a text that data tell, before anybody is asked; what nobody recorded
only the expert can declare.
"""

from dataclasses import dataclass
from datetime import date

from workflow.picture.connections import Subject, Surroundings
from workflow.vocabulary import Ground, Role
from workflow.who import EXCLUDED


@dataclass(frozen=True)
class Tie:
    """One reason to stand aside, and what it was found from."""

    ground: Ground
    found: str = ""


def ties(one: Subject, near: Surroundings, since: date) -> list[Tie]:
    """Every tie of one expert that holds or held on or after a day, each ground once; one that makes others plain comes
    first.
    """
    by_name = [unit for name, unit in near.drafters.values() if one.person_id is None and unit.strip()
               and one.known_as(name, unit, since)]  # fmt: skip
    said = next((unit or name for name, unit in near.comments if one.known_as(name, unit, since)), None)
    tests = (
        (Ground.DRAFTER, one.person_id in near.drafters or by_name, ""),
        (Ground.HAND, near.acted(one.person_id, EXCLUDED[Role.REVIEWER]), ""),
        (Ground.EMPLOYER, units := [u for u in near.units if one.works(u, since)], "、".join(units)),
        (Ground.CO_DRAFTER, near.wrote_with(one.person_id, since) and one.person_id not in near.drafters, ""),
        (Ground.COMMENTED, said is not None, ""),
        (Ground.LEADER, one.person_id in near.leaders, ""),
    )
    return [Tie(ground, found) for ground, is_so, found in tests if is_so]
