"""The audit page: who may read what of the logs, what the filter finds, and downloads that leave a trace."""

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, World
from tests.web.auditing import auditor, initiated
from tests.web.desk import Desk, House
from workflow import founding
from workflow.exports.verification import verify
from workflow.log.checkpoints import checkpoint_all
from workflow.log.signer import Signer
from workflow.records.events import Event, Log
from workflow.records.people import Appointment, Person
from workflow.vocabulary import OrganKind, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    return initiated(house)


def events(world: World, **equal: Any) -> list[Event]:
    query = sa.select(Event).filter_by(**equal).order_by(Event.log_id, Event.index)
    with world.database.read() as session:
        return list(session.scalars(query))


def of_the_group(world: World, code: str = "JJJ") -> list[Event]:
    """Every event in the logs of one agreement: its own beginning, and the acts on its standards."""
    logs = sa.select(Log.id).where(Log.agreement_id == world.agreements[code])
    with world.database.read() as session:
        return list(session.scalars(sa.select(Event).where(Event.log_id.in_(logs)).order_by(Event.log_id, Event.index)))


def listed(page: str) -> set[tuple[int, int]]:
    """The events a page leads to."""
    return {(int(log), int(index)) for log, index in re.findall(r'href="/audit/(\d+)/(\d+)"', page)}


def shown(page: str) -> int:
    """The count at the head of the table."""
    found = re.search(r'<h2 id="events">(\d+) 条', page)
    assert found is not None, page
    return int(found[1])


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def export(desk: Desk, form: str = "csv", **chosen: str) -> Any:
    return desk.post("/audit/steps/export_events", {"format": form, **chosen}, page="/audit")


def test_people_of_another_agreement_see_nothing_of_the_log(house: House, road: Road) -> None:
    stranger = auditor(house, CHONGQING)
    page = stranger.read("/audit")
    own = [event for code in ("CY", "CYT") for event in of_the_group(house.world, code)]
    assert {event.act for event in own} == {"record_agreement"}
    assert listed(page) == {(event.log_id, event.index) for event in own}
    assert shown(page) == len(own)
    assert "jingjinji" not in page.lower()
    assert "不在您可以审计的范围内" in stranger.read(f"/audit?standard={road.id}")
    assert "不在您可以审计的范围内" in stranger.read(f"/audit?person={LEAD}handler")
    for event in of_the_group(house.world):
        for path in ("", "/leaf"):
            assert stranger.get(f"/audit/{event.log_id}/{event.index}{path}").status_code == 404
    assert len(table(export(stranger))) == len(own)
    assert table(export(stranger, act="propose")) == []


@pytest.mark.parametrize("role", [SeatRole.APPROVER, SeatRole.HANDLER, SeatRole.SECADMIN, SeatRole.DRAFTER])
def test_for_everybody_who_is_no_auditor_there_is_no_such_page(house: House, road: Road, role: SeatRole) -> None:
    desk = house.desk(house.world.seat(LEAD, role))
    assert desk.get("/audit").status_code == 404
    assert desk.post("/audit/steps/export_events", {"format": "csv"}).status_code == 404
    assert events(house.world, noun="export") == []


def test_an_auditors_seat_ends_by_itself(house: House, road: Road) -> None:
    desk = auditor(house)
    desk.read("/audit")
    with house.world.database.plain() as session:
        today = (MORNING - timedelta(days=1)).date()
        session.execute(sa.update(Appointment).where(Appointment.id == desk.seat.id).values(until=today))
    assert desk.get("/audit").status_code == 303


def test_the_page_lists_every_event_of_the_agreement_with_its_seat_and_states(house: House, road: Road) -> None:
    page = auditor(house).read("/audit")
    assert shown(page) == len(of_the_group(house.world)) == len(re.findall(r'<th scope="row"><a', page))
    assert f"{SECOND}approver" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_each_filter_finds_its_own(house: House, road: Road) -> None:
    desk, all_of_them = auditor(house), of_the_group(house.world)
    approver = house.world.seat(SECOND, SeatRole.APPROVER).person_id
    cases = {
        f"act=initiate&region={SECOND}": [e for e in all_of_them if (e.act, e.region_code) == ("initiate", SECOND)],
        f"standard={road.id}": events(house.world, noun="standard"),
        "from=2026-03-02&to=2026-03-02": all_of_them,
        "from=2026-03-03": [],
        "to=2026-03-01": [],
        f"person={SECOND}approver": [e for e in all_of_them if e.person_id == approver],
    }
    for query, found in cases.items():
        assert shown(desk.read(f"/audit?{query}")) == len(found), query
    assert cases[f"act=initiate&region={SECOND}"]


def test_a_day_that_is_no_day_is_told(house: House, road: Road) -> None:
    assert "请填写日期" in auditor(house).read("/audit?from=2026-02-30")


def test_a_name_that_means_several_asks_which(house: House, road: Road) -> None:
    assert "请选一个" in auditor(house).read("/audit?person=handler")


def test_what_is_downloaded_is_exactly_what_was_shown_and_leaves_one_event(house: House, road: Road) -> None:
    desk = auditor(house)
    query = {"region": SECOND, "from": "2026-03-02"}
    count = shown(desk.read(f"/audit?region={SECOND}&from=2026-03-02"))
    answer = export(desk, **query)
    rows = table(answer)
    assert len(rows) == count == int(answer.headers["X-Tongbiao-Count"]) > 0
    assert f"-{count}-" in answer.headers["Content-Disposition"]
    (event,) = events(house.world, noun="export")
    facts = json.loads(event.leaf)["facts"]
    assert (facts["count"], facts["filters"], facts["format"]) == (count, query, "csv")
    assert [json.loads(line)["index"] for line in export(desk, "jsonl", **query).text.splitlines()] == [
        int(row["序号"]) for row in rows
    ]
    book = load_workbook(io.BytesIO(export(desk, "xlsx", **query).data), read_only=True)
    assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == [
        int(row["序号"]) for row in rows
    ]
    assert len(events(house.world, noun="export")) == 3
    assert verify(house.world.database, None).findings == []


def test_the_log_of_a_download_names_no_person(house: House, road: Road) -> None:
    name = f"{SECOND}approver"
    export(auditor(house), person=name)
    (event,) = events(house.world, noun="export")
    assert name not in event.leaf.decode()
    assert json.loads(event.leaf)["facts"]["filters"]["person"].isdecimal()


def test_the_archive_holds_rows_heads_and_hashes(house: House, road: Road, tmp_path: Path) -> None:
    signer = Signer(tmp_path / "log.key", tmp_path / "signer")
    checkpoint_all(house.world.database, signer, at=road.at)
    desk = auditor(house)
    archive = zipfile.ZipFile(io.BytesIO(export(desk, "zip").data))
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["count"] == len(archive.read("events.jsonl").splitlines()) > 0
    assert all(sha256(archive.read(name)).hexdigest() == told for name, told in manifest["sha256"].items())
    notes = [archive.read(name).decode() for name in archive.namelist() if name.startswith("checkpoints/")]
    signed = {head["log"]: head["signed"] for head in manifest["heads"]}
    assert {tuple(note.split("\n")[:2]) for note in notes} <= {(log, str(size)) for log, size in signed.items()}
    assert len(notes) >= 1


def test_one_event_shows_its_leaf_its_words_and_its_proof(house: House, road: Road, tmp_path: Path) -> None:
    desk = auditor(house)
    event = events(house.world, act="apply", region_code=LEAD)[0]
    page = f"/audit/{event.log_id}/{event.index}"
    assert "还没有覆盖这一条的检查点" in desk.read(page)
    checkpoint_all(house.world.database, Signer(tmp_path / "log.key", tmp_path / "signer"), at=road.at)
    told = desk.read(page)
    assert event.leaf_hash.hex() in told
    assert desk.get(f"{page}/leaf").data == event.leaf
    note = re.search(r"/audit/checkpoints/\d+/\d+", told)
    assert note is not None
    assert desk.get(note[0]).text.startswith(event_origin(event))
    assert "<dd>同意</dd>" not in told
    assert "<dd>同意</dd>" in desk.post(f"{page}/steps/open_personal", page=page).text


def event_origin(event: Event) -> str:
    return str(json.loads(event.leaf)["log"])


def test_personal_words_of_another_region_stay_closed(house: House, road: Road) -> None:
    event = events(house.world, act="apply", region_code=SECOND)[0]
    page = auditor(house).read(f"/audit/{event.log_id}/{event.index}")
    assert "只对办理地区的审计员公开" in page
    assert "<dd>同意</dd>" not in page


def test_appointments_of_the_own_region_are_audited_and_those_of_others_are_not(house: House) -> None:
    secadmin = house.world.seat(LEAD, SeatRole.SECADMIN)
    desk = house.desk(secadmin)
    target = house.world.seat(LEAD, SeatRole.EXPERT)
    desk.post(f"/people/{target.id}/steps/end_appointment")
    assert shown(auditor(house).read("/audit?act=end_appointment")) == 1
    assert shown(auditor(house, SECOND).read("/audit?act=end_appointment")) == 0


def test_an_auditor_takes_no_step_of_the_trade(house: House, road: Road) -> None:
    desk = auditor(house)
    assert desk.get(f"/people/{desk.seat.id}").status_code == 200
    assert desk.post(f"/people/{house.world.seat(LEAD, 'approver').id}/steps/end_appointment").status_code == 409


def test_an_auditor_of_the_installation_reads_every_log(house: House, road: Road) -> None:
    with house.world.database.write(MORNING) as work:
        organ = founding.organ(work, None, OrganKind.OPERATOR, "运维单位", "Operator")
        seat = house.world.seat(LEAD, SeatRole.AUDITOR)
        work.update(Appointment, Appointment.id == seat.id, region_code=None, organ_id=organ)
        work.recorded += 1
    page = house.desk(seat).read("/audit")
    assert shown(page) == len(events(house.world)) > len(of_the_group(house.world))


def test_a_spreadsheet_takes_no_cell_for_a_formula(house: House, road: Road) -> None:
    with house.world.database.plain() as session:
        person = house.world.seat(SECOND, SeatRole.APPROVER).person_id
        session.execute(sa.update(Person).where(Person.id == person).values(name='=HYPERLINK("http://x")'))
    cells = {row["人员"] for row in table(export(auditor(house), region=SECOND))}
    assert '\'=HYPERLINK("http://x")' in cells


def test_a_list_longer_than_a_page_goes_on_without_gap_or_repeat(house: House, road: Road) -> None:
    desk = auditor(house)
    for _ in range(60):
        export(desk, act="propose")
    first = desk.read("/audit")
    more = re.search(r'rel="next" href="([^"]+)"', first)
    assert more is not None
    second = desk.read(more[1].replace("&amp;", "&"))
    indices = re.findall(r'href="/audit/(\d+)/(\d+)">#', first) + re.findall(r'href="/audit/(\d+)/(\d+)">#', second)
    assert len(indices) == len(set(indices)) == shown(first)


def test_since_and_until_are_days_of_beijing(house: House, road: Road) -> None:
    assert date(2026, 3, 2) == MORNING.date()
    assert shown(auditor(house).read("/audit?to=2026-03-02")) > 0
