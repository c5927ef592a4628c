"""Anybody declares to use a released standard; a handler of the region judges, who holds the receipt may end it."""

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, MORNING, SECOND, World
from workflow import creditcodes, entering
from workflow.accord.entered import Entered
from workflow.entering import declaring
from workflow.exports.verification import verify
from workflow.kinds import all_kinds
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.reads import entry_turns
from workflow.reads.entries import within
from workflow.records.entries import Entry
from workflow.vocabulary import Joint

KIND = "use_declaration"
SOUND = "91350100M000100Y43"


def told(road: Road, **more: str) -> dict[str, str]:
    said = {"title": "绿色出行公司", "organisation": "绿色出行公司", "region": LEAD, "standard": str(road.id)}
    return said | {"since": "2026-01-05", "contact": "法务部 010-1", "credit_code": SOUND} | more


def declare(road: Road, **more: str) -> tuple[int, str]:
    agreement = road.world.agreements["JJJ"]
    taken, receipt = declaring.declare(road.world.database, agreement, KIND, told(road, **more), at=road.at)
    return taken.entry_id, receipt


def judge(road: Road, entry: int, step: str, region: str = LEAD, **answers: str) -> str:
    seat = road.world.seat(region, "handler")
    return entering.take(road.world.database, entry, step, seat, answers, at=road.at).state


def rules(road: Road, **more: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        declare(road, **more)
    return [reason.rule for reason in refused.value.reasons]


def test_a_declaration_is_confirmed_refused_taken_back_and_ended(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    database = world.database
    first, receipt = declare(road)
    with database.read() as session:
        waits = entry_turns.waiting(session, world.seat(LEAD, "handler"))
        assert [one.id for one in waits[1]] == [first]
        assert not entry_turns.waiting(session, world.seat(SECOND, "handler"))[1]
        assert not entry_turns.waiting(session, world.seat(LEAD, "approver"))[1]
        assert session.query(Entry).filter(within(None)).count() == 0
    assert rules(road) == ["declared_once"]
    with pytest.raises(Refused):
        judge(road, first, "confirm_entry", SECOND)
    assert judge(road, first, "confirm_entry") == "recorded"
    second, other = declare(road, organisation="第二公司", title="第二公司")
    assert judge(road, second, "refuse_entry", reason="查无此单位") == "refused"
    third, third_receipt = declare(road, organisation="第三公司", title="第三公司")
    with pytest.raises(Refused):
        entering.take(database, third, "take_back_entry", None, {"receipt": other}, at=road.at)
    assert declaring.leave(database, third_receipt, {}, at=road.at).state == "withdrawn"
    assert declaring.leave(database, receipt, {"reason": "不再经营"}, at=road.at).state == "ended"
    for gone in (receipt, third_receipt, other, "2026-FFFF", "", "x" * 200):
        with pytest.raises(NotThere):
            declaring.leave(database, gone, {"reason": "再来"}, at=road.at)
    assert verify(database, None).findings == []


def test_what_is_wrong_is_told_and_nothing_is_written(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    assert rules(road, credit_code=SOUND[:-1] + "4") == ["credit_code_sound"]
    with pytest.raises(WrongAnswers) as wrong:
        declare(road, contact="", since="昨天", scope="很" * 201, region="500000", evidence="x")
    assert wrong.value.fields.keys() == {"contact", "since", "scope", "region", "evidence"}
    with world.database.read() as session:
        assert session.query(Entry).count() == 0


def test_nothing_is_declared_of_what_is_not_released(world: World) -> None:
    road = builders.standing(world, Joint.SCHEDULED)
    assert rules(road) == ["standard_in_use"]


def test_other_registers_know_no_declaring(world: World) -> None:
    assert "declare_entry" not in {row.name for row in entering.rows_of(all_kinds()["case"])}
    with pytest.raises(NotThere):
        declaring.declare(world.database, world.agreements["JJJ"], "case", {}, at=MORNING)
    with world.database.read() as session:
        seen = Entered.beginning(session, world.agreements["JJJ"], all_kinds()[KIND])
        assert seen is not None
        offered = entering.beginnings(seen, world.seat(LEAD, "handler"), MORNING)
    assert [offer.row.name for offer in offered] == ["enter_entry"]


@pytest.mark.parametrize("code", [SOUND, "91110000600037341L", "91440300708461136T"])
def test_a_wrong_sign_anywhere_in_a_credit_code_is_noticed(code: str) -> None:
    assert creditcodes.is_sound(code)
    for place, sign in enumerate(code):
        others = (other for other in creditcodes.SIGNS + "IOSVZ-一" if other != sign)
        assert not any(creditcodes.is_sound(code[:place] + other + code[place + 1 :]) for other in others)
    assert not any(creditcodes.is_sound(odd) for odd in ("", code[:-1], code + "0", code.lower()))
