"""Limits on clauses: proposed from the words, judged by named people, lapsing with the words, told again by the log."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World, sample_text
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Refused
from workflow.records.limits import LimitJudgement
from workflow.text.limits.judged import Judged, Limits, LimitState
from workflow.vocabulary import Joint, SeatRole

WORDS = "排放浓度不应大于 20 mg/m³，净化效率不应低于 90%。"


def limits(road: Road) -> Limits:
    with road.standing() as standing:
        found = standing.limits
        assert found.found is not None
        return found


def of(road: Road, quantity: str) -> Judged:
    return next(
        one for one in limits(road).found if one.limit.quantity == quantity and one.state is not LimitState.LAPSED
    )


def write(road: Road, words: str, number: str = "4.2") -> str:
    with road.standing() as standing:
        clause = next(c.id for c in standing.written.clauses if c.number == number)
    road.take("save_draft", builders.editor(road), clause=clause, words=words)
    return clause


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=sample_text())
    write(made, WORDS)
    return made


def odd(world: World) -> set[str]:
    return {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def test_people_confirm_state_and_reject_what_is_a_limit_and_the_log_tells_it_again(world: World, road: Road) -> None:
    first, second = of(road, "排放浓度"), of(road, "净化效率")
    stating = {"quantity": "排放浓度", "operator": "at_most", "bound": "20", "measure": "mg/m³", "force": "shall"}
    ranged = {"operator": "within"}
    for wrong in ({"bound": "少许"}, ranged, {"bound_to": "30"}, {"measure": "撮"}, ranged | {"bound_to": "1"}):
        with pytest.raises(Refused) as no:
            road.by(SECOND, SeatRole.DRAFTER, "state_limit", limit=second.name, **stating | wrong)
        assert {reason.rule for reason in no.value.reasons} <= {"limit_stated", "unit_known"}
    for role in (SeatRole.APPROVER, SeatRole.COSIGNER, SeatRole.KEEPER):
        with pytest.raises((Refused, WrongAnswers)):
            road.by(LEAD, role, "confirm_limits", limits=[first.name])
    road.by(SECOND, SeatRole.DRAFTER, "confirm_limits", limits=[first.name, second.name])
    with pytest.raises((Refused, WrongAnswers)):
        road.by(LEAD, SeatRole.DRAFTER, "confirm_limits", limits=[first.name])
    said = {
        "quantity": "净化效率",
        "operator": "within",
        "bound": "90",
        "bound_to": "99.5",
        "measure": "%",
        "force": "shall",
    }
    road.by(LEAD, SeatRole.DRAFTER, "state_limit", limit=second.name, **said)
    added = said | {"quantity": "风量", "operator": "more", "bound": "1/2", "measure": "m³/h", "condition": "每灶头"}
    road.by(
        LEAD,
        SeatRole.DRAFTER,
        "state_limit",
        limit=f"{first.clause.id}/new",
        **{k: v for k, v in added.items() if k != "bound_to"},
    )
    shown = {
        one.limit.quantity: (one.state, one.limit.shown)
        for one in limits(road).found
        if one.clause.id == first.clause.id
    }
    assert shown["排放浓度"] == (LimitState.CONFIRMED, "≤ 20 mg/m³")
    assert shown["净化效率"] == (LimitState.STATED, "90～99.5%")
    assert shown["风量"] == (LimitState.STATED, "> 0.5 m³/h")
    road.by(LEAD, SeatRole.HANDLER, "reject_limits", limits=[first.name], reason="是举例。")
    assert [one.quantity for one in limits(road).holding[first.clause.id]] == ["净化效率", "风量"]
    assert odd(world) == set()
    with world.database.plain() as session:
        changed = {"limit": {"quantity": "改了"}, "substance": "0" * 64, "verdict": "rejected"}
        session.execute(sa.update(LimitJudgement).values(**changed))
    assert odd(world) >= {f"limit_judgements.{column}" for column in ("limit", "substance")}


def test_what_was_confirmed_falls_back_when_its_words_change_and_only_then(road: Road) -> None:
    first = of(road, "排放浓度")
    road.by(SECOND, SeatRole.DRAFTER, "confirm_limits", limits=[first.name])
    write(road, "又一句话。", "4.1")
    assert of(road, "排放浓度").state is LimitState.CONFIRMED
    write(road, WORDS.replace("90%", "95%"))
    again = of(road, "排放浓度")
    assert (again.state, again.before) == (LimitState.PROPOSED, True)
    assert not of(road, "净化效率").before
    assert first.clause.id not in limits(road).holding
    assert [one.limit.quantity for one in limits(road).lapsed] == []
    write(road, "排放浓度不应大于 10 mg/m³。")
    assert [one.limit.shown for one in limits(road).lapsed] == ["≤ 20 mg/m³"]
    road.by(LEAD, SeatRole.DRAFTER, "confirm_limits", limits=[of(road, "排放浓度").name])
    assert [one.shown for one in limits(road).holding[first.clause.id]] == ["≤ 10 mg/m³"]


def test_limits_of_a_released_text_are_confirmed_by_its_handlers(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    found = limits(road)
    name = f"{found.binding[0].id}/new"
    said = {"quantity": "排放浓度", "operator": "at_most", "bound": "20", "measure": "mg/m³", "force": "shall"}
    road.by(SECOND, SeatRole.HANDLER, "state_limit", limit=name, **said)
    assert [one.shown for one in limits(road).holding[found.binding[0].id]] == ["≤ 20 mg/m³"]
    assert odd(world) == set()
