"""Registers on the engine: begun, amended, ended by whoever keeps them, with every turn shown for ever."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World, founded
from workflow import entering
from workflow.accord.entered import Entered
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.records.entries import Entry, EntryTurn
from workflow.records.events import Event
from workflow.vocabulary import EntryState, SeatRole

COMMITTEE = {
    "title": "京津冀交通标准化技术委员会",
    "code": "JJJ/TC 3",
    "scope": "道路运输",
    "secretariat": "交通研究院",
}


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    made = founded(database_url)
    yield made
    made.database.dispose()


def begun(world: World, kind: str = "committee", region: str = LEAD, **answers: Any) -> int:
    seat, raw = world.seat(region, SeatRole.HANDLER), COMMITTEE | answers
    return entering.begin(world.database, world.agreements["JJJ"], kind, "enter_entry", seat, raw, at=MORNING).entry_id


def entry(world: World, entry_id: int) -> Entry:
    with world.database.read() as session:
        found = session.get(Entry, entry_id)
        assert found is not None
        return found


def test_an_entry_is_begun_amended_and_ended_each_time_with_its_event(world: World) -> None:
    made, seat, later = begun(world), world.seat(LEAD, SeatRole.HANDLER), MORNING + timedelta(days=3)
    changed = COMMITTEE | {"scope": "道路与水路运输", "reason": "扩大范围"}
    entering.take(world.database, made, "amend_entry", seat, changed, at=later)
    done = entering.take(world.database, made, "end_entry", seat, {"reason": "届满"}, at=later + timedelta(days=1))
    assert (done.state, entry(world, made).state, entry(world, made).turns) == ("ended", EntryState.ENDED, 3)
    with world.database.read() as session:
        turns = list(session.scalars(sa.select(EntryTurn).order_by(EntryTurn.number)))
        events = list(session.scalars(sa.select(Event).where(Event.noun == "entry").order_by(Event.sequence)))
    assert [turn.view["fields"]["scope"] for turn in turns] == ["道路运输", "道路与水路运输", "道路与水路运输"]
    assert [(e.act, e.sequence) for e in events] == [("enter_entry", 1), ("amend_entry", 2), ("end_entry", 3)]


def test_another_region_does_not_keep_it_and_a_stranger_does_not_see_it(world: World) -> None:
    made = begun(world)
    with pytest.raises(Refused) as refused:
        entering.take(world.database, made, "end_entry", world.seat(SECOND, "handler"), {"reason": "越权"}, at=MORNING)
    assert [reason.rule for reason in refused.value.reasons] == ["own_entry"]
    with pytest.raises(Refused):
        entering.take(
            world.database, made, "end_entry", world.seat(CHONGQING, "handler"), {"reason": "外人"}, at=MORNING
        )


def test_a_kind_says_who_keeps_its_entries(world: World) -> None:
    told = {"title": "道闸对标", "enterprise": "甲厂", "product": "道闸", "indicator": "起落时间"}
    told |= {"own": "1.2", "benchmark": "0.9", "benchmark_source": "ISO 1234"}
    agreement = world.agreements["JJJ"]
    for role in (SeatRole.IMPLEMENTER, SeatRole.DRAFTER):
        seat = world.seat(LEAD, role)
        with pytest.raises(Refused) as refused:
            entering.begin(world.database, agreement, "committee", "enter_entry", seat, COMMITTEE, at=MORNING)
        assert [reason.rule for reason in refused.value.reasons] == ["keeper"]
        assert entering.begin(world.database, agreement, "benchmark_plan", "enter_entry", seat, told, at=MORNING)
    stranger = world.seat(CHONGQING, SeatRole.IMPLEMENTER)
    with pytest.raises(Refused) as refused:
        entering.begin(world.database, agreement, "benchmark_plan", "enter_entry", stranger, told, at=MORNING)
    assert [reason.rule for reason in refused.value.reasons] == ["not_yours"]


def test_what_a_kind_asks_is_told_all_at_once(world: World) -> None:
    with pytest.raises(WrongAnswers) as wrong:
        begun(world, title="", code="", until="昨天", colour="红")
    assert set(wrong.value.fields) == {"title", "code", "until", "colour"}
    with pytest.raises(NotThere):
        begun(world, kind="nothing")


def test_a_key_is_known_once_and_a_node_hangs_on_no_node_below_it(world: World) -> None:
    begun(world, key="TC-3")
    with pytest.raises(Refused) as refused:
        begun(world, key="TC-3")
    assert [reason.rule for reason in refused.value.reasons] == ["entry_key"]
    node = {"title": "通用基础", "number": "1", "status": "gap"}
    seat = world.seat(LEAD, SeatRole.HANDLER)
    agreement = world.agreements["JJJ"]
    top = entering.begin(world.database, agreement, "system_node", "enter_entry", seat, node, at=MORNING).entry_id
    below = node | {"title": "术语", "number": "1.1", "parent": top}
    leaf = entering.begin(world.database, agreement, "system_node", "enter_entry", seat, below, at=MORNING).entry_id
    with pytest.raises(Refused) as refused:
        entering.take(world.database, top, "amend_entry", seat, node | {"parent": leaf, "reason": "颠倒"}, at=MORNING)
    assert [reason.rule for reason in refused.value.reasons] == ["entry_parent"]


def test_buttons_are_those_of_the_keeper(world: World) -> None:
    made = begun(world)
    with world.database.read() as session:
        seen = Entered.standing_at(session, made)
        assert seen is not None
        own = entering.offers(seen, world.seat(LEAD, "handler"), MORNING)
        others = entering.offers(seen, world.seat(SECOND, "handler"), MORNING)
        auditor = entering.offers(seen, world.seat(LEAD, "auditor"), MORNING)
    assert [offer.row.name for offer in own] == ["amend_entry", "end_entry"]
    assert others == auditor == []
