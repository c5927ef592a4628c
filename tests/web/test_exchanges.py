"""The ledger of notices: each number opens its list, a region sees its own pairs, an auditor all, as of any day."""

import csv
import io
import re
from html import unescape

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, MORNING, SECOND, THIRD, World
from tests.web.browsing import Browser, browser, seated
from workflow import jobs
from workflow.clock import day_of
from workflow.doors import acknowledging
from workflow.reads import notices
from workflow.vocabulary import SeatRole

LEDGER = "/notices/ledger"


@pytest.fixture
def road(world: World) -> Road:
    """The third region has declined, which the others must acknowledge: the second did, the lead did not; now it is
    long after.
    """
    made = builders.proposed(world)
    builders.invited(made)
    made.by(THIRD, "approver", "decline", reason="暂不需要")
    jobs.tick(world.database, made.at)
    made.wait(days=3)
    with world.database.read() as session:
        (owed,) = (n for n in notices.of_project(session, made.id) if n.owes_receipt and n.region_code == SECOND)
    acknowledging.acknowledge(world.database, world.seat(SECOND, "handler"), owed.id, at=made.at)
    made.wait(days=20)
    return made


def person(app: Flask, road: Road, region: str, role: str = "handler") -> Browser:
    return seated(app, road.world.seat(region, role), road.at)


def counts(page: str) -> dict[str, int]:
    """Every number of the ledger with the address it opens."""
    return {
        unescape(href): int(n) for href, n in re.findall(r'<a href="(/notices/ledger\?[^"]*)"[^>]*>(\d+)</a>', page)
    }


def total(page: str) -> int:
    found = re.search(r'id="each">[^<]*</h2><p class="small soft">共 (\d+) 件', page)
    assert found
    return int(found[1])


@pytest.mark.parametrize("role", ["handler", "auditor"])
def test_every_number_opens_a_list_of_that_length(app: Flask, road: Road, role: str) -> None:
    reader = person(app, road, LEAD, role)
    found = counts(reader.get(LEDGER).text)
    assert len(found) > 6
    for href, n in found.items():
        assert total(reader.get(href).text) == n, href


def test_a_region_sees_its_own_pairs_and_an_auditor_all(app: Flask, road: Road) -> None:
    mine = person(app, road, SECOND).get(LEDGER).text
    assert "河北省致天津市" in mine
    assert "北京市致河北省" not in mine
    assert "北京市致河北省" in person(app, road, SECOND, "auditor").get(LEDGER).text
    foreign = person(app, road, CHONGQING, "auditor").get(LEDGER).text
    assert total(foreign) == 0
    assert total(person(app, road, SECOND).get(f"{LEDGER}?from={LEAD}&to={THIRD}").text) == 0


def test_what_a_region_tells_its_own_department_is_between_nobody(app: Flask, road: Road) -> None:
    department = road.world.seat(LEAD, "cosigner", organ="北京市生态环境局").organ_id
    before = total(person(app, road, LEAD).get(LEDGER).text)
    road.by(LEAD, "handler", "inform_department", department=department, notes="请知悉")
    assert total(person(app, road, LEAD).get(LEDGER).text) == before


@pytest.mark.parametrize("role", [SeatRole.EXPERT, SeatRole.DRAFTER, SeatRole.SECADMIN])
def test_it_is_not_there_for_who_works_on_single_projects_or_none(app: Flask, road: Road, role: SeatRole) -> None:
    assert person(app, road, SECOND, role).get(LEDGER).status_code == 404
    assert browser(app, road.at).get(LEDGER).status_code == 303


def test_what_is_late_comes_first_and_as_of_an_earlier_day_it_was_not(app: Flask, road: Road) -> None:
    reader = person(app, road, LEAD)
    page = reader.get(LEDGER).text
    first = page.partition('id="each"')[2].partition('<th scope="row">')[2].partition("</tr>")[0]
    assert "逾期" in first
    assert total(reader.get(f"{LEDGER}?only=overdue").text) == 1
    early = day_of(MORNING).isoformat()
    assert total(reader.get(f"{LEDGER}?only=overdue&as_of={early}").text) == 0
    assert total(reader.get(f"{LEDGER}?only=owed&as_of={early}").text) == 1
    given = person(app, road, SECOND)
    assert total(given.get(f"{LEDGER}?only=acknowledged").text) == 1
    assert total(given.get(f"{LEDGER}?only=acknowledged&as_of={early}").text) == 0
    assert "用时 3 天" in given.get(f"{LEDGER}?only=acknowledged").text


def test_filters_narrow_and_nonsense_leaves_all(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    everything = total(reader.get(LEDGER).text)
    assert total(reader.get(f"{LEDGER}?kind=withdrawal").text) == 1
    assert total(reader.get(f"{LEDGER}?from={LEAD}").text) == everything - 1
    day = day_of(road.at).isoformat()
    assert total(reader.get(f"{LEDGER}?since={day}").text) == 0
    odd = "kind=x&only=x&since=x&until=&as_of=0000&agreement=zz&page=-1"
    assert total(reader.get(f"{LEDGER}?{odd}").text) == everything
    assert total(reader.get(f"{LEDGER}?agreement=999999999").text) == 0


def test_the_list_as_files_says_the_same(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    n = total(reader.get(LEDGER).text)
    rows = list(csv.DictReader(io.StringIO(reader.get(f"{LEDGER}.csv").data.decode("utf-8-sig"))))
    assert len(rows) == n
    (declined,) = (row for row in rows if row["通报方"] == "河北省")
    assert (declined["接收方"], declined["事项类别"], declined["用时（天）"]) == ("天津市", "退出与废止", "3")
    sheet = load_workbook(io.BytesIO(reader.get(f"{LEDGER}.xlsx").data)).active
    assert sheet.max_row == n + 1
    assert reader.get(f"{LEDGER}.pdf").data.startswith(b"%PDF")
    assert len(reader.get(f"{LEDGER}.csv?only=acknowledged").data.splitlines()) == 2
    assert [reader.get(f"{LEDGER}.{form}").status_code for form in ("jsonl", "doc")] == [404, 404]


def test_programs_read_the_same_ledger(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    told = reader.get("/api/v1/exchanges?only=acknowledged").get_json()
    assert (told["total"], len(told["items"]), told["next"]) == (1, 1, None)
    (item,) = told["items"]
    assert (item["from"], item["to"], item["kind"], item["step"]) == (THIRD, SECOND, "withdrawal", "decline")
    assert {pair["from"]: pair["acknowledged"] for pair in told["pairs"]} == {LEAD: 0, THIRD: 1}
    assert reader.get("/api/v1/letters/1").status_code == 404
    assert person(app, road, SECOND, "expert").get("/api/v1/exchanges").status_code == 404


@pytest.mark.parametrize("name", ["as_of", "since", "until"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "\u0662026-01-01"])
def test_the_oddest_day_opens_a_page(app: Flask, road: Road, name: str, day: str) -> None:
    assert person(app, road, LEAD).get(LEDGER, query_string={name: day}).status_code == 200
