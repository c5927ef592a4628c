"""The page of keeping and erasing: one administrator asks, another decides, nobody else sees it."""

import re

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import CHONGQING, LEAD, MORNING, PAPER, SECOND
from tests.web.desk import Desk, House
from workflow.clock import day_of
from workflow.records.consultations import Comment
from workflow.records.cosigning import RegionKey
from workflow.records.events import Event
from workflow.seats.appointing import appoint
from workflow.seats.eligibility import NewPerson, Wanted
from workflow.vocabulary import Joint, KeyKind, SeatRole


@pytest.fixture
def asker(house: House) -> Desk:
    """A security administrator of the lead, after a region entered a letter with a name."""
    road = builders.standing(house.world, Joint.CONSULTING)
    with road.standing() as standing:
        clause = next(iter(standing.written.clauses)).id
    said = {"clause": clause, "opinion": "改", "reason": "因", "name": "雀某", "contact": "010"}
    road.by(LEAD, "handler", "enter_comment", **said, scan=PAPER, received_on=road.at.date().isoformat())
    return house.desk(house.world.seat(LEAD, SeatRole.SECADMIN))


def place(house: House) -> tuple[int, int]:
    with house.world.database.read() as session:
        log, index = session.execute(sa.select(Event.log_id, Event.index).where(Event.act == "enter_comment")).one()
        return log, index


def test_a_name_is_erased_by_two_administrators(house: House, asker: Desk) -> None:
    log, index = place(house)
    page = asker.read(f"/keeping?log={log}&index={index}")
    assert 'value="name"' in page
    assert "写文号，不写人名" in page  # the document stands in a leaf in clear
    assert "雀某" not in page
    fields = {"log": str(log), "index": str(index), "field": "name", "ground": "withdrawn", "document": "来信1号"}
    assert asker.post("/keeping/steps/ask_erasure", fields).status_code == 303
    again = asker.post("/keeping/steps/ask_erasure", fields)
    assert again.status_code == 409
    assert "已有人请求删除" in again.text
    decider = house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN))
    number = re.search(r'name="erasure" value="(\d+)"', decider.read("/keeping"))
    assert number is not None
    done = decider.post("/keeping/steps/decide_erasure", {"erasure": number[1], "decision": "erase"})
    assert done.status_code == 303
    with house.world.database.read() as session:
        assert session.scalars(sa.select(Comment.name)).all() == [""]
    assert "已删除" in decider.read("/keeping")
    assert "待北京市的镜像确认删除" not in decider.read("/keeping")
    with house.world.database.plain() as session:
        mirror = {"region_code": LEAD, "kind": KeyKind.MIRROR, "vkey": "bj/mirror", "person_id": 1, "ended_at": None}
        session.add(RegionKey(agreement_id=house.world.agreements["JJJ"], since=MORNING, **mirror))
    assert "待北京市的镜像确认删除" in decider.read("/keeping")


def test_what_a_persons_name_takes_along_and_what_stays_is_told_before(house: House, asker: Desk) -> None:
    given = NewPerson(name="雀七号某", username="canary")
    organ = house.world.seat(LEAD, SeatRole.APPROVER).organ_id
    wanted = Wanted(person=given, organ_id=organ, role=SeatRole.APPROVER, since=day_of(house.at))
    appoint(house.world.database, house.world.seat(LEAD, SeatRole.SECADMIN), wanted, at=house.at)
    with house.world.database.read() as session:
        log, index = session.execute(sa.select(Event.log_id, Event.index).where(Event.act == "appoint")).one()
    page = asker.read(f"/keeping?log={log}&index={index}")
    assert "只能依命令逐项删除" in page
    fields = {"log": str(log), "index": str(index), "field": "name", "ground": "withdrawn", "document": "来信2号"}
    refused = asker.post("/keeping/steps/ask_erasure", fields)
    assert (refused.status_code, "先结束任命" in refused.text) == (409, True)
    assert "只能依命令逐项删除" not in asker.read("/keeping?log={}&index={}".format(*place(house)))


def test_it_is_nobody_elses_page_and_no_other_regions_matter(house: House, asker: Desk) -> None:
    log, index = place(house)
    other = house.desk(house.world.seat(SECOND, SeatRole.SECADMIN))
    assert "没有本地区可以删除的内容" in other.read(f"/keeping?log={log}&index={index}")
    fields = {"log": str(log), "index": str(index), "field": "name", "ground": "withdrawn", "document": "来信1号"}
    assert other.post("/keeping/steps/ask_erasure", fields).status_code == 404
    assert house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).get("/keeping").status_code == 404
    for wrong in ({"log": "x"}, {"ground": "none"}, {"document": ""}, {"log": "9" * 30}):
        assert asker.post("/keeping/steps/ask_erasure", fields | wrong).status_code in (404, 422)


def test_a_hold_is_laid_and_shown(house: House, asker: Desk) -> None:
    auditor = house.desk(house.world.seat(LEAD, SeatRole.AUDADMIN))
    laid = auditor.post("/keeping/steps/lay_hold", {"standard": "1", "document": "法院通知2号"})
    assert laid.status_code == 303
    assert "法院通知2号" in asker.read("/keeping")
    for region, is_told in ((SECOND, True), (CHONGQING, False)):
        page = house.desk(house.world.seat(region, SeatRole.AUDITOR)).read("/keeping")
        assert ("法院通知2号" in page) is is_told
    held = re.search(r'name="hold" value="(\d+)"', auditor.read("/keeping"))
    assert held is not None
    refused = auditor.post("/keeping/steps/lift_hold", {"hold": held[1], "document": "法院通知3号"})
    assert refused.status_code == 409
