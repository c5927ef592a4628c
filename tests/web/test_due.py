"""What is due by its retention class: by region and day, held where an order says so, and never by a page too many."""

import csv
import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND
from tests.web.desk import Desk, House
from workflow.clock import day_of, years_after
from workflow.records.events import Event
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.SEALED)
    builders.released(made)
    house.at = made.at
    return made


def listed(desk: Desk, until: str) -> str:
    return desk.read(f"/keeping/due?until={until}")


def taken(desk: Desk, until: str) -> list[dict[str, str]]:
    sent = desk.post("/keeping/due/steps/export_due", {"until": until}, page="/keeping/due")
    return list(csv.DictReader(io.StringIO(sent.data.decode("utf-8-sig"))))


def test_drafts_in_ten_years_papers_in_thirty_and_none_before(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    out = day_of(road.at)
    ten, thirty = years_after(out, 10), years_after(out, 30)
    assert "到这一天没有到期的内容" in desk.read("/keeping/due")
    assert "到这一天没有到期的内容" in listed(desk, (ten - timedelta(days=1)).isoformat())
    page = listed(desk, ten.isoformat())
    assert "草案各稿" in page
    assert "申请" not in page.partition("<tbody>")[2]
    rows = taken(desk, thirty.isoformat())
    assert {row["到期日"] for row in rows} == {ten.isoformat(), thirty.isoformat()}
    assert {row["保管期限"] for row in rows} == {"10 年", "30 年"}
    assert {row["地区"] for row in rows} == {"北京市"}
    with house.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).where(Event.act == "export_register")) == 1


def test_each_region_its_own_and_what_is_held_cannot_be_asked_for(house: House, road: Road) -> None:
    until = years_after(day_of(road.at), 30).isoformat()
    second = house.desk(house.world.seat(SECOND, SeatRole.AUDADMIN))
    page = listed(second, until)
    assert "天津市" in page
    assert "草案各稿" not in page
    assert "北京市" not in page.partition("<tbody>")[2]
    asker = house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))
    assert "请求删除</a>" in listed(asker, until)
    house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN)).post(
        "/keeping/steps/lay_hold", {"standard": str(road.id), "document": "法发1号"}, page="/keeping"
    )
    held = listed(asker, until)
    assert "法发1号" in held
    assert "请求删除</a>" not in held


def test_it_is_the_administrators_page_and_takes_any_day(house: House, road: Road) -> None:
    assert house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).get("/keeping/due").status_code == 404
    desk = house.desk(house.world.seat(LEAD, SeatRole.AUDITOR))
    for day in ("0001-01-01", "9999-12-31", "x", "", "2036-02-29"):
        listed(desk, day)
    assert "See what is due" in desk.read("/keeping?lang=en")
    assert "Drafts of the text" in listed(desk, "9999-12-31&lang=en")
