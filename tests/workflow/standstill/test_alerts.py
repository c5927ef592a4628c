"""Standstill: whoever proposes what another project says already is told, on both sides, and each side answers."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, SICHUAN, World
from workflow import engine, jobs
from workflow.exports.verification import verify
from workflow.process.reasons import Refused
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.records.standards import Standard
from workflow.records.standstill import Alert, AlertAnswer
from workflow.vocabulary import AlikeAnswer

TITLE, RIVAL = "停车场充电设施配置与运行管理规范", "川渝停车场充电桩运行管理与配置要求"


@pytest.fixture
def ours(world: World) -> Road:
    return builders.proposed(world, title_zh=TITLE)


@pytest.fixture
def rival(world: World, ours: Road) -> Road:
    """Another group proposes the same in other words, and the worker looks."""
    made = builders.proposed(world, agreement="CY", regions=(CHONGQING, SICHUAN), title_zh=RIVAL, field="商贸服务")
    tick(world, made)
    ours.at = made.at
    return made


def tick(world: World, road: Road) -> None:
    road.at += timedelta(minutes=5)
    assert jobs.tick(world.database, road.at).failed == 0


def alerts(road: Road) -> list[tuple[int, str]]:
    with road.standing() as found:
        return [(alert.other_id, alert.other_region) for alert in found.alerts]


def test_both_sides_are_told_once_each_by_an_act_of_its_own(world: World, ours: Road, rival: Road) -> None:
    assert alerts(ours) == [(rival.id, CHONGQING)]
    assert alerts(rival) == [(ours.id, LEAD)]
    tick(world, rival)
    with world.database.read() as session:
        told = sa.select(Event.object_id).where(Event.act == "tell_alike").order_by(Event.object_id)
        assert list(session.scalars(told)) == [ours.id, rival.id]
        notices = sa.select(RegionNotice.region_code).where(RegionNotice.step == "tell_alike")
        assert {LEAD, CHONGQING} <= set(session.scalars(notices))


def test_no_title_of_the_other_side_stands_in_event_or_notice(world: World, ours: Road, rival: Road) -> None:
    with world.database.read() as session:
        leaves = session.scalars(sa.select(Event.leaf).where(Event.act == "tell_alike")).all()
        facts = session.scalars(sa.select(RegionNotice.facts).where(RegionNotice.step == "tell_alike")).all()
    assert len(leaves) == 2
    assert not any("充电" in str(told) for told in [*leaves, *facts])


def test_the_leading_regions_answer_and_the_other_side_is_told(world: World, ours: Road, rival: Road) -> None:
    with ours.standing() as found:
        alert = found.alerts[0].id
    answer = {"alike": alert, "verdict": AlikeAnswer.DIFFERENT, "reason": "本项目不涉及路侧停车位"}
    with pytest.raises(Refused):
        ours.by(SECOND, "handler", "answer_alike", **answer)
    ours.by(LEAD, "handler", "answer_alike", **answer)
    with world.database.read() as session:
        said = session.scalars(sa.select(AlertAnswer)).one()
        assert (said.verdict, said.region_code) == (AlikeAnswer.DIFFERENT, LEAD)
        told = sa.select(RegionNotice.region_code).where(
            RegionNotice.step == "answer_alike", RegionNotice.standard_id == rival.id
        )
        assert list(session.scalars(told)) == [CHONGQING]
    assert verify(world.database, None).findings == []


def test_it_is_somebodys_turn_until_it_is_answered(world: World, ours: Road, rival: Road) -> None:
    with ours.standing() as found:
        assert [turn.region_code for turn in found.turns if turn.step == "answer_alike"] == [LEAD]
        alert = found.alerts[0].id
    ours.by(LEAD, "handler", "answer_alike", alike=alert, verdict="join", reason="同一主题")
    with ours.standing() as found:
        assert [turn for turn in found.turns if turn.step == "answer_alike"] == []


def test_who_was_told_of_nothing_has_nothing_to_answer(world: World, ours: Road) -> None:
    tick(world, ours)
    seat = world.seat(LEAD, "handler")
    with ours.standing() as found:
        assert "answer_alike" not in {offer.row.name for offer in engine.offers(found, seat, ours.at)}


def test_a_new_title_is_looked_over_again(world: World, ours: Road) -> None:
    other = builders.proposed(world, title_zh="公园绿地养护技术规程")
    tick(world, other)
    assert alerts(other) == []
    other.by(LEAD, "handler", "amend_proposal", title_zh="停车场充电桩运行管理与配置要求", reason="改题")
    tick(world, other)
    assert alerts(other) == [(ours.id, LEAD)]


def test_a_revision_is_no_rival_of_what_it_revises_nor_two_that_are_released(world: World, ours: Road) -> None:
    other = builders.proposed(world, title_zh=TITLE)
    with world.database.plain() as session:
        lineage = sa.select(Standard.lineage).where(Standard.id == ours.id).scalar_subquery()
        session.execute(sa.update(Standard).where(Standard.id == other.id).values(lineage=lineage))
    tick(world, other)
    assert alerts(other) == []


def test_the_tables_are_held_against_what_was_told(world: World, ours: Road, rival: Road) -> None:
    with world.database.plain() as session:
        session.execute(sa.update(Alert).where(Alert.standard_id == ours.id).values(likeness=12))
    assert [str(one.place) for one in verify(world.database, None).findings] == ["standstill_alerts/1.likeness"]
