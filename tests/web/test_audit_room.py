"""The audit room by clicking: search by what changed, personal content on record, samples, findings to their end."""

import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD
from tests.data.redraw_sample import redraw
from tests.web.auditing import auditor, initiated
from tests.web.desk import Desk, House
from workflow import founding
from workflow.exports.verification import verify
from workflow.records.auditing import AuditReading, AuditSample
from workflow.records.events import Event
from workflow.records.people import Appointment
from workflow.vocabulary import OrganKind, SeatRole
from workflow.words import say


@pytest.fixture
def road(house: House) -> Road:
    return initiated(house)


def rows(house: House, record: type[Any], **equal: Any) -> list[Any]:
    with house.world.database.read() as session:
        return list(session.scalars(sa.select(record).filter_by(**equal)))


def found(desk: Desk, **query: str) -> set[str]:
    """The acts that a search lists."""
    page = desk.read(f"/audit?{urlencode(query)}")
    return set(re.findall(r'<td class="from-to">([^<]+)</td>', page))


@pytest.mark.parametrize("page", ["/audit", "/audit/exports", "/audit/samples/new"])
def test_days_at_the_edge_of_the_calendar_are_no_days(house: House, page: str) -> None:
    desk = auditor(house)
    for name, day in (("from", "0001-01-01"), ("to", "9999-12-31")):
        desk.read(f"{page}?{name}={day}")
        desk.read(f"{page}?{name}=0001-01-02")
        desk.read(f"{page}?{name}=9999-12-30")
    assert "请填写日期" in desk.read("/audit?to=9999-12-31")
    desk.read("/audit?words=%00")
    for after in ("0001-01-01T00:00:00%2B14:00~1~1", "2026-01-01~1~1", "9999-12-31T23:59:59~1~1", "2026~1~1", "~~"):
        desk.read(f"/audit?after={after}")


def test_a_change_is_found_by_what_stood_before_and_after(house: House, road: Road) -> None:
    desk = auditor(house)
    acts = {e.act for e in rows(house, Event) if _moved(e, SECOND, "initiated")}
    assert found(desk, field=f"tracks.{SECOND}", now="initiated") == {say(f"step.{act}") for act in acts} != set()
    assert found(desk, field=f"tracks.{SECOND}", was="initiated", now="invited") == set()
    assert found(desk, field="joint", now="立项中") != set()
    assert "没有这样的值" in desk.read("/audit?field=joint&now=xyz")
    assert "先选一项" in desk.read("/audit?was=proposed")
    assert "请从列表中选择" in desk.read("/audit?field=leaf")


def _moved(event: Event, region: str, state: str) -> bool:
    leaf = json.loads(event.leaf)
    before, after = (((leaf[side] or {}).get("tracks") or {}).get(region) for side in ("from", "to"))
    return bool(before != after and after == state)


def test_words_are_found_in_leaves_and_in_what_this_auditor_may_open(house: House, road: Road) -> None:
    (applied,) = rows(house, Event, act="apply", region_code=SECOND)
    mine, theirs = (
        {(int(log), int(index)) for log, index in re.findall(r'href="/audit/(\d+)/(\d+)"', page)}
        for page in (auditor(house, region).read("/audit?words=同意&act=apply") for region in (SECOND, LEAD))
    )
    assert (applied.log_id, applied.index) in mine
    assert (applied.log_id, applied.index) not in theirs
    assert [r.kind.value for r in rows(house, AuditReading)] == ["search", "search"]
    assert all("同意".encode() not in e.leaf for e in rows(house, Event, noun="reading"))


def test_personal_content_is_shown_once_it_is_on_record(house: House, road: Road) -> None:
    desk = auditor(house)
    (event,) = rows(house, Event, act="apply", region_code=LEAD)
    page = f"/audit/{event.log_id}/{event.index}"
    assert "尚未打开" in desk.read(page)
    for _ in range(2):
        assert "<dd>同意</dd>" in desk.post(f"{page}/steps/open_personal", page=page).text
    (reading,) = rows(house, AuditReading)
    assert (reading.kind.value, reading.of_region) == ("personal", LEAD)
    assert reading.target in auditor(house, THIRD).read("/audit/readings")
    assert reading.target not in auditor(house, CHONGQING).read("/audit/readings")
    assert desk.post(f"/audit/{event.log_id}/999/steps/open_personal").status_code == 404
    (closed,) = rows(house, Event, act="apply", region_code=SECOND)
    assert desk.post(f"/audit/{closed.log_id}/{closed.index}/steps/open_personal").status_code == 404


def test_a_project_is_opened_once_a_sitting_and_by_auditors_alone(house: House, road: Road) -> None:
    house.desk(house.world.seat(LEAD, SeatRole.HANDLER)).read(f"/standards/{road.id}")
    desk = auditor(house)
    for _ in range(3):
        desk.read(f"/standards/{road.id}")
    auditor(house).read(f"/standards/{road.id}")
    assert [r.target for r in rows(house, AuditReading)] == [f"standard/{road.id}"] * 2
    for path in ("papers", "past", "diff"):
        auditor(house).get(f"/standards/{road.id}/{path}")
    auditor(house).read(f"/api/v1/standards/{road.id}/events")
    assert [r.target for r in rows(house, AuditReading)] == [f"standard/{road.id}"] * 6
    assert verify(house.world.database, None).findings == []


def test_a_sample_is_drawn_on_the_page_and_redrawn_from_the_download(house: House, road: Road) -> None:
    desk = auditor(house)
    form = {
        "title": "抽查立项",
        "size": "3",
        "seed": "会上定的字",
        "source": "typed",
        "region": SECOND,
        "from": "2026-03-02",
    }
    assert "总体" in desk.read(f"/audit/samples/new?region={SECOND}&from=2026-03-02")
    answer = desk.post("/audit/samples/steps/draw_sample", form)
    assert answer.status_code == 303, answer.text
    (sample,) = rows(house, AuditSample)
    population = desk.get(f"/audit/samples/{sample.id}/population.txt").data
    page = desk.read(f"/audit/samples/{sample.id}")
    drawn = re.findall(r'href="/audit/\d+/(\d+)"><b>', page)
    assert [name.rpartition("#")[2] for name in redraw(population, "会上定的字", 3)] == drawn
    desk.post(f"/audit/samples/{sample.id}/steps/examine_item", {"place": "1", "note": "与纸质件一致"})
    assert "与纸质件一致" in desk.read(f"/audit/samples/{sample.id}")
    assert auditor(house, SECOND).get(f"/audit/samples/{sample.id}").status_code == 404
    assert verify(house.world.database, None).findings == []


def test_whoever_looks_at_a_sample_finds_its_population(house: House, road: Road) -> None:
    """Of the installation's log a region's auditor draws less than the installation's own auditor sees."""
    seat = house.world.seat(LEAD, SeatRole.AUDITOR)
    desk = house.desk(seat)
    desk.read(f"/standards/{road.id}")
    auditor(house, SECOND).read(f"/standards/{road.id}")
    form = {"title": "全部\0", "size": "3", "seed": "一\0行\r\n字", "source": "typed"}
    assert desk.post("/audit/samples/steps/draw_sample", form).status_code == 303
    (sample,) = rows(house, AuditSample)
    assert (sample.title, sample.seed) == ("全部", "一行 字")
    above = _of_the_installation(house)
    for reader in (desk, above):
        population = reader.get(f"/audit/samples/{sample.id}/population.txt").data
        assert sha256(population).hexdigest() == sample.population_sha256


def _of_the_installation(house: House) -> Desk:
    seat = house.world.seat(THIRD, SeatRole.AUDADMIN)
    with house.world.database.write(house.at) as work:
        organ = founding.organ(work, None, OrganKind.OPERATOR, "运维单位", "Operator")
        work.update(Appointment, Appointment.id == seat.id, region_code=None, organ_id=organ)
        work.recorded += 1
    return house.desk(seat)


def test_a_draw_that_is_refused_keeps_the_form_and_tells_every_reason(house: House, road: Road) -> None:
    form = {"title": "", "size": "x", "seed": "", "source": "heads", "region": SECOND}
    answer = auditor(house).post("/audit/samples/steps/draw_sample", form)
    assert answer.status_code == 409
    for words in ("样本为 1—500 条", "须写明种子", "须写明抽样事由", "还没有签名的检查点"):
        assert words in answer.text


def test_a_finding_is_raised_answered_returned_and_closed_by_clicking(house: House, road: Road) -> None:
    desk, group = auditor(house), house.world.agreements["JJJ"]
    (event,) = rows(house, Event, act="apply", region_code=SECOND)
    page = desk.read(f"/audit/{event.log_id}/{event.index}")
    (form,) = re.findall(r'href="(/agreements/\d+/steps/write_finding\?event=[^"]+)"', page)
    cited = re.search(r'value="([^"]+#\d+)"', desk.read(form))
    assert cited is not None
    given = {"region": SECOND, "severity": "minor", "event": cited[1], "matter": "未见公告截图。"}
    steps = f"/agreements/{group}/steps"
    assert desk.post(f"{steps}/write_finding", given).status_code == 303
    handler = house.desk(house.world.seat(SECOND, SeatRole.HANDLER))
    assert "审计发现待您办理" in handler.read("/")
    assert "审计发现待您办理" not in house.desk(house.world.seat(THIRD, SeatRole.HANDLER)).read("/")
    (one,) = set(re.findall(rf'href="(/agreements/{group}/findings/\d+)"', desk.read("/audit/findings")))
    number = one.rpartition("/")[2]
    assert f"answer_finding?concern={number}" in handler.read(one)
    assert handler.post(f"{steps}/answer_finding", {"concern": number, "answer": "补上。"}).status_code == 303
    assert "审计发现待您办理" in desk.read("/")
    desk.post(f"{steps}/return_answer", {"concern": number, "reason": "没有日期。"})
    handler.post(f"{steps}/answer_finding", {"concern": number, "answer": "日期补上。"})
    desk.post(f"{steps}/accept_answer", {"concern": number})
    told = house.desk(house.world.seat(THIRD, SeatRole.APPROVER)).read(one)
    for words in ("未见公告截图。", "没有日期。", "日期补上。", "已了结"):
        assert words in told
    assert house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER)).get(one).status_code == 404
    assert house.desk(house.world.seat(LEAD, SeatRole.DRAFTER)).get(one).status_code == 404


def test_the_room_is_not_there_for_anybody_else(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    for path in ("samples", "samples/new", "findings", "readings", "exports", "rules"):
        assert desk.get(f"/audit/{path}").status_code == 404, path
    assert desk.post("/audit/samples/steps/draw_sample", {"title": "x"}).status_code == 404


def test_every_act_is_judged_again_on_the_page(house: House, road: Road) -> None:
    desk = auditor(house)
    assert f"/audit/rules/{road.id}" in desk.read("/audit/rules")
    page = desk.read(f"/audit/rules/{road.id}")
    acts = rows(house, Event, noun="standard", object_id=road.id)
    assert page.count('<a class="hash" href="/audit/') == len(acts)
    assert "<b>0</b>步不合规则" in page
    assert auditor(house, CHONGQING).get(f"/audit/rules/{road.id}").status_code == 404


def test_registers_are_taken_from_the_page_and_each_leaves_an_event(house: House, road: Road) -> None:
    desk = auditor(house)
    page = desk.read(f"/audit/exports?region={SECOND}&person={LEAD}handler")
    assert "不按人筛选" in page
    answer = desk.post("/audit/exports/positions/steps/export_register", {"format": "csv", "region": SECOND})
    table = answer.data.decode("utf-8-sig").splitlines()
    assert len(table) - 1 == int(answer.headers["X-Tongbiao-Count"]) > 0
    (event,) = rows(house, Event, act="export_register")
    facts = json.loads(event.leaf)["facts"]
    assert (facts["register"], facts["count"], facts["filters"]) == ("positions", len(table) - 1, {"region": SECOND})
    assert desk.post("/audit/exports/positions/steps/export_register", {"format": "pdf"}).data.startswith(b"%PDF")
    assert desk.post("/audit/exports/nothing/steps/export_register", {"format": "csv"}).status_code == 404
    assert desk.post("/audit/exports/positions/steps/export_register", {"format": "doc"}).status_code == 404
    assert verify(house.world.database, None).findings == []
