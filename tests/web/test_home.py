"""My turn: a stranger sees nothing, each seat sees its own matters and no other, late ones first."""

from datetime import timedelta

import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD
from tests.web.desk import House
from workflow.picture.standing import Seat
from workflow.reads import inbox
from workflow.records.standards import Standard, Turn
from workflow.vocabulary import Joint, SeatRole

TITLE = "停车场充电设施配置"


def invited(house: House) -> Road:
    """A standard at its first gate: the lead has invited the two others."""
    road = builders.standing(house.world, Joint.INITIATING)
    house.at = road.at + timedelta(hours=1)
    return road


def now(house: House, seat: Seat) -> list[tuple[int, str]]:
    with house.world.database.read() as session:
        return [(m.standard.id, m.turn.step) for m in inbox.inbox(session, seat).now]


def test_nobody_without_log_in_has_a_turn(house: House) -> None:
    assert house.stranger("/").location.startswith("/login")


def test_another_group_sees_neither_matter_nor_notice(house: House) -> None:
    invited(house)
    for role in (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.AUDITOR):
        assert TITLE not in house.desk(house.world.seat(CHONGQING, role)).read("/")


def test_those_named_for_nothing_see_nothing(house: House) -> None:
    invited(house)
    for role in (SeatRole.EXPERT, SeatRole.DRAFTER, SeatRole.SECADMIN):
        assert TITLE not in house.desk(house.world.seat(SECOND, role)).read("/")


def test_the_matter_says_why_and_leads_to_its_one_step(house: House) -> None:
    road = invited(house)
    seat = house.world.seat(SECOND, SeatRole.HANDLER)
    assert (road.id, "accept_invitation") in now(house, seat)
    page = house.desk(seat).read("/")
    assert TITLE in page
    assert "受邀未答复" in page
    assert f'href="/standards/{road.id}/steps/accept_invitation"' in page


def test_a_region_reads_what_was_done_until_it_opens_the_project(house: House) -> None:
    invited(house)
    page = house.desk(house.world.seat(THIRD, SeatRole.APPROVER)).read("/")
    assert "待送达" in page
    assert "件通报未读" in page


def test_what_others_of_the_region_must_take_first_is_coming_and_not_mine(house: House) -> None:
    road = invited(house)
    seat = house.world.seat(SECOND, SeatRole.APPROVER)
    with house.world.database.read() as session:
        found = inbox.inbox(session, seat)
    assert found.now == []
    assert [m.standard.id for m in found.coming] == [road.id]


def test_a_turn_of_the_authority_is_no_turn_of_a_handler_elsewhere(house: House) -> None:
    road = invited(house)
    seat = house.world.seat(SECOND, SeatRole.HANDLER)
    clerk = house.world.seat(SECOND, SeatRole.APPLICANT)
    elsewhere = Seat(seat.id, seat.person_id, seat.person_name, SECOND, clerk.organ_id, clerk.organ, SeatRole.HANDLER)
    assert road.id in {number for number, _ in now(house, seat)}
    assert now(house, elsewhere) == []


def test_late_matters_come_first(house: House) -> None:
    first, second = invited(house), invited(house)
    seat = house.world.seat(SECOND, SeatRole.HANDLER)
    with house.world.database.plain() as session:
        late = sa.update(Turn).where(Turn.standard_id == second.id)
        session.execute(late.values(due_on=(house.at - timedelta(days=3)).date()))
    assert [number for number, _ in now(house, seat)] == [second.id, first.id]
    page = house.desk(seat).read("/")
    assert "逾期 3 天" in page


def test_a_person_is_told_what_waits_at_the_other_seats(house: House) -> None:
    road = builders.standing(house.world, Joint.APPROVING)
    house.at = road.at + timedelta(hours=1)
    keeper = house.world.seat(LEAD, SeatRole.KEEPER)
    mine = house.world.seat(LEAD, SeatRole.OFFICER)
    assert now(house, keeper) != []
    page = house.desk(mine).read("/")
    assert "您的其他席位也有待办" in page


def test_what_i_did_is_listed_with_its_receipt(house: House) -> None:
    road = invited(house)
    page = house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read("/")
    assert f"/standards/{road.id}/receipts/" in page


def test_the_page_takes_as_many_statements_for_fifty_standards_as_for_one(house: House) -> None:
    road = invited(house)
    desk = house.desk(house.world.seat(SECOND, SeatRole.HANDLER))
    before = statements(house, "/", desk)
    for _ in range(50):
        copied(house, road.id)
    assert statements(house, "/", desk) == before


def copied(house: House, standard_id: int, **other: object) -> None:
    """Another standard that stands where this one does, with its turns."""
    with house.world.database.plain() as session:
        values = dict(session.execute(sa.select(Standard.__table__).where(Standard.id == standard_id)).one()._mapping)
        values.pop("id")
        made = session.scalar(sa.insert(Standard).values(**values | other).returning(Standard.id))
        for turn in session.execute(sa.select(Turn.__table__).where(Turn.standard_id == standard_id)).all():
            row = dict(turn._mapping) | {"standard_id": made}
            row.pop("id")
            session.execute(sa.insert(Turn).values(**row))


def statements(house: House, path: str, desk: object) -> int:
    """How many statements a page takes."""
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    sa.event.listen(house.world.database.engine, "before_cursor_execute", note)
    desk.read(path)  # type: ignore[attr-defined]
    sa.event.remove(house.world.database.engine, "before_cursor_execute", note)
    return len(seen)
