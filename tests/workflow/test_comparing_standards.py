"""Two standards laid side by side through the door, settled line by line, held against the log."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from workflow import agreeing
from workflow.agreeing import Taken
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.reads import comparing
from workflow.records.limits import Comparison, ComparisonLine
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.document import written
from workflow.text.limits.relating import Relation
from workflow.text.numbering import renumbered
from workflow.vocabulary import Joint, SeatRole

SAID = {"quantity": "排放浓度", "operator": "at_most", "bound": "20", "measure": "mg/m³", "force": "shall"}


def outside(title: str, words: str) -> str:
    clauses = renumbered([Clause("c1", ClauseKind.CHAPTER, "", title, words, 1, None)])
    return json.dumps(written(Text({}, tuple(clauses))), ensure_ascii=False)


def take(road: Road, step: str, region: str = LEAD, role: SeatRole = SeatRole.HANDLER, **answers: Any) -> Taken:
    world = road.world
    with road.standing() as standing:
        agreement = standing.agreement.id
    return agreeing.take(world.database, agreement, step, world.seat(region, role), answers, at=road.at)


@pytest.fixture
def road(world: World) -> Road:
    """A standard in force; in one of its clauses the handlers stated a limit."""
    made = builders.standing(world, Joint.IN_FORCE)
    with made.standing() as standing:
        clause = standing.limits.binding[0]
    made.by(SECOND, SeatRole.HANDLER, "state_limit", limit=f"{clause.id}/new", **SAID)
    return made


def titled(road: Road) -> str:
    with road.standing() as standing:
        return standing.limits.binding[0].title


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def test_a_text_from_outside_is_compared_and_people_settle_each_line(world: World, road: Road) -> None:
    theirs = outside(titled(road), "排放浓度不应大于 0.015 g/m³，噪声不应大于 60 dB(A)。")
    made = take(
        road, "lay_comparison", standard=road.id, structure=theirs, other_title="大气规范", other_number="T/X 1—2025"
    )
    number = made.facts["comparison"]
    with world.database.read() as session:
        told = comparing.comparison(session, number)
        assert told is not None
        assert (told.theirs.title, told.theirs.number, told.is_settled) == ("大气规范", "T/X 1—2025", False)
        by = {line.proposed: line for line in told.lines if line.proposed}
        assert by.keys() >= {Relation.LOOSER, Relation.MISSING}
        looser, missing = by[Relation.LOOSER].place, by[Relation.MISSING].place
        digest = told.sha256
    take(road, "settle_relations", SECOND, comparison=number, lines=f"{looser}")
    for wrong in ({"lines": "9999"}, {"lines": "x"}, {"lines": f"{missing}", "relation": "equal"}, {"comparison": 77}):
        with pytest.raises(Refused):
            take(road, "settle_relations", **{"comparison": number, "lines": f"{missing}"} | wrong)
    take(road, "settle_relations", comparison=number, lines=f"{missing}", relation="differs", notes="适用对象不同。")
    with world.database.read() as session:
        told = comparing.comparison(session, number)
        assert told is not None
        settled = {line.place: line.settled for line in told.lines if line.settled}
        assert settled == {looser: Relation.LOOSER, missing: Relation.DIFFERS}
        assert told.sha256 == digest
        assert told.now != digest
    assert odd(world) == set()
    with world.database.plain() as session:
        session.execute(
            sa.update(ComparisonLine).where(ComparisonLine.place == looser).values(proposed="equal", settled="equal")
        )
        session.execute(sa.update(Comparison).values(theirs_title="别的"))
    assert odd(world) == {"comparisons.sha256", "comparisons.theirs_title", "comparison_lines.settled"}


def test_only_released_texts_are_compared_and_only_by_those_who_work_on_them(world: World, road: Road) -> None:
    draft = builders.standing(world, Joint.INITIATING)
    theirs = outside("要求", "宽度不应小于 2 m。")
    for wrong in (
        {"standard": draft.id, "structure": theirs, "other_title": "甲"},
        {"standard": road.id, "other": draft.id},
        {"standard": road.id, "other": road.id},
        {"standard": road.id},
        {"standard": road.id, "structure": theirs},
        {"standard": 999_999, "structure": theirs, "other_title": "甲"},
    ):
        with pytest.raises(Refused):
            take(road, "lay_comparison", **wrong)
    for bad in ("{", "[]", '{"format": "x"}'):
        with pytest.raises((Refused, WrongAnswers)):
            take(road, "lay_comparison", standard=road.id, structure=bad, other_title="甲")
    with pytest.raises((Refused, WrongAnswers)):
        take(road, "lay_comparison", role=SeatRole.KEEPER, standard=road.id, structure=theirs, other_title="甲")
