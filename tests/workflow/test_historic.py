"""Historic standards enter with their facts, source and confidence; nothing is made up for them."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import CHONGQING, LEAD, MORNING, World
from workflow import clock, engine
from workflow.doors import historic
from workflow.exports.verification import verify
from workflow.picture.standing import Seat
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import NotThere, Refused
from workflow.records.numbers import RegionNumber, Serial
from workflow.records.positions import Position
from workflow.records.standards import Standard, StandardTrack
from workflow.vocabulary import Joint, Nature, Number, SeatRole, Track

FACTS = {
    "title_zh": "示例规范",
    "numbers": "DB11/T 3022—2019;DB12/T 3022—2019;DB13/T 3022—2019",
    "released_on": "2019-05-01",
    "effective_on": "2019-08-01",
    "source": "封面",
    "confidence": "编号:高",
}


def entered(world: World, seat: Seat | None = None, **changed: Any) -> Any:
    facts = {key: value for key, value in {**FACTS, **changed}.items() if value is not None}
    seat = seat or world.seat(LEAD, SeatRole.SECRETARY)
    made = historic.register(world.database, world.agreements["JJJ"], seat, facts, at=MORNING)
    with world.database.read() as session:
        return session.get_one(Standard, made.standard_id)


def test_neither_a_handler_nor_another_groups_secretary_enters_anything(world: World) -> None:
    for stranger in (world.seat(LEAD, SeatRole.HANDLER), world.seat(CHONGQING, SeatRole.SECRETARY)):
        with pytest.raises(Refused):
            entered(world, stranger)
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Standard)) == 0


def test_a_standard_long_in_force_comes_into_force_at_once_and_nobody_approved_it(world: World) -> None:
    found = entered(world)
    assert (found.state, found.is_imported, found.source, found.confidence) == (
        Joint.IN_FORCE, True, "封面", "编号:高",
    )  # fmt: skip
    assert clock.day_of(found.released_at) == date(2019, 5, 1)
    with world.database.read() as session:
        tracks = {t.region_code: t.state for t in session.scalars(sa.select(StandardTrack))}
        serial = session.scalars(sa.select(Serial)).one()
        shown = [n.display for n in session.scalars(sa.select(RegionNumber).order_by(RegionNumber.region_code))]
        assert session.scalar(sa.select(sa.func.count()).select_from(Position)) == 0
    assert set(tracks.values()) == {Track.IN_FORCE}
    assert (serial.serial, serial.state, serial.lineage) == (3022, Number.USED, found.lineage)
    assert shown == ["DB11/T 3022—2019", "DB12/T 3022—2019", "DB13/T 3022—2019"]
    assert verify(world.database, None).is_clean


def test_what_is_not_known_stays_unknown(world: World) -> None:
    found = entered(world, released_on=None, effective_on=None, numbers="DB11/T 1606—2018")
    assert (found.state, found.released_at, found.effective_on) == (Joint.RELEASED, None, None)
    with world.database.read() as session:
        tracks = {t.region_code: t.state for t in session.scalars(sa.select(StandardTrack))}
    assert tracks[LEAD] is Track.ANNOUNCED
    assert {state for code, state in tracks.items() if code != LEAD} == {Track.OUTSIDE}


def test_a_mandatory_number_makes_a_mandatory_standard_and_the_first_number_leads(world: World) -> None:
    found = entered(world, numbers="DB12/ 3005—2017;DB11/ 3005—2017;DB13/ 3005—2017")
    assert (found.nature, found.lead_region) == (Nature.MANDATORY, "120000")


@pytest.mark.parametrize(
    "numbers",
    [
        "(number unknown)",
        "GB/T 44160—2024",
        "DB50/T 10011—2024;DB51/T 10011—2024",
        "DB11/T 3022—2019;DB12/T 3023—2019",
        "DB11/T 3022—2019;DB11/T 3022—2019",
    ],
)
def test_only_the_numbers_of_one_standard_in_the_groups_own_regions_are_taken(world: World, numbers: str) -> None:
    with pytest.raises(WrongAnswers) as wrong:
        entered(world, numbers=numbers)
    assert "numbers" in wrong.value.fields


def test_a_serial_is_taken_once_and_a_day_ahead_is_no_release(world: World) -> None:
    entered(world)
    with pytest.raises(Refused):
        entered(world, title_zh="另一项")
    with pytest.raises(WrongAnswers):
        entered(world, numbers="DB11/T 3023—2019", released_on="2030-01-01")


def test_it_is_no_step_of_the_door(world: World) -> None:
    made = entered(world)
    with pytest.raises(NotThere):
        engine.take(world.database, "register_release", made.id, world.seat(LEAD, "secretary"), FACTS, at=MORNING)


def test_the_register_that_ships_has_numbers_dates_or_nothing_and_never_an_invented_one() -> None:
    known = [row for group in ("JJJ", "CY") for row in historic.known(group)]
    assert len(known) == 24
    assert all(row["numbers"].startswith("DB") and row["source"] and row["confidence"] for row in known)
    assert not [row for row in known if "unknown" in row["numbers"]]
