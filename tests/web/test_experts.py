"""The expert bank on pages: imported, recognised, drawn from; how to reach an expert is shown only by need."""

import html
import io
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD
from tests.data.redraw import redraw
from tests.web.desk import Desk, House
from tests.workflow.bank import CANARY, REGIONS, called, committed, draws, experts, person, revealed, take, thirty
from web import requestlog
from workflow import lines
from workflow.records.events import Event, Opening
from workflow.vocabulary import DrawState, Joint, SeatRole

HEADING = "姓名,工作单位,职称职务,利益方,领域,任期至,任职经历,联系方式"


@pytest.fixture
def home(house: House) -> str:
    return f"/agreements/{house.world.agreements['JJJ']}"


@pytest.fixture
def handler(house: House) -> Desk:
    return house.desk(house.world.seat(LEAD, "handler"))


def csv(*rows: str) -> dict[str, Any]:
    return {"file": (io.BytesIO("\n".join([HEADING, *rows]).encode()), "专家.csv")}


def table_in(page: str) -> str:
    return html.unescape(re.search(r'<textarea name="table" hidden>(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]


def test_a_file_is_previewed_then_written_and_the_second_time_adds_nothing(handler: Desk, home: str) -> None:
    here, book = f"{home}/experts/import", Workbook()
    rows = [
        f"王甲,甲所,研究员,科研教学,03.220.20 R85,2029-12-31,旧所；2019；2024|早所；2010；2018,{CANARY}",
        "王乙,乙厂,工程师,user,T47,2028/6/30,,",
    ]
    shown = handler.post(f"{here}/preview", csv(*rows), page=here)
    assert shown.status_code == 200
    assert experts(handler.house.world) == {}
    assert handler.post(f"{here}/steps/import", {"table": table_in(shown.text)}, page=here).status_code == 303
    assert [one.name for one in experts(handler.house.world).values()] == ["王甲", "王乙"]
    for line in [HEADING, *rows]:
        book.active.append(line.split(","))
    stream = io.BytesIO()
    book.save(stream)
    again = handler.post(f"{here}/preview", {"file": (io.BytesIO(stream.getvalue()), "专家.xlsx")}, page=here)
    assert "不必导入" in again.text
    handler.post(f"{here}/steps/import", {"table": table_in(shown.text)}, page=here)
    assert len(experts(handler.house.world)) == 2


def test_every_wrong_cell_is_told_with_row_and_column(handler: Desk, home: str) -> None:
    here = f"{home}/experts/import"
    rows = [
        ",甲所,研究员,科研教学,R85,2029-12-31,,",
        "甲,甲所,研究员,外星人,R85,2029-12-31,,",
        "乙,乙所,员,用户,道路,昨天,x；y；z,",
    ]
    page = handler.post(
        f"{here}/preview", csv(*rows, "丙,丙所,员,user,R85,2029-12-31,,", "丙,丙所,员,user,R85,2029-12-31,,"), page=here
    )
    assert page.status_code == 200
    assert page.text.count('class="late"') == 7
    assert "<textarea" not in page.text
    for bad in (
        csv(),
        {},
        {"file": (io.BytesIO(b"\xff\xfe\x00"), "x.xlsx")},
        {"file": (io.BytesIO(b"a,b\n1,2"), "x.csv")},
    ):
        assert handler.post(f"{here}/preview", bad, page=here).status_code in (200, 422)
    unsound = handler.post(f"{here}/steps/import", {"table": HEADING + "\n,甲所,,,,,,"}, page=here)
    assert unsound.status_code == 409
    assert experts(handler.house.world) == {}


def test_who_may_not_nominate_finds_no_import_and_strangers_find_no_bank(house: House, home: str) -> None:
    clerk = house.desk(house.world.seat(LEAD, "approver"))
    assert clerk.get(f"{home}/experts/import").status_code == 404
    far = house.desk(house.world.seat(CHONGQING, "handler"))
    for path in (f"{home}/experts", f"{home}/experts/1", f"{home}/experts.csv", f"{home}/draws/1"):
        assert far.get(path).status_code == 404
    assert house.stranger(f"{home}/experts").status_code in (302, 303)
    assert house.stranger("/draws/99").status_code == 404
    assert house.stranger("/draws/99.json").status_code == 404


def test_a_region_recognises_by_ticking(house: House, home: str) -> None:
    for n in range(3):
        take(house.world, "nominate_expert", LEAD, **person(n))
    other = house.desk(house.world.seat(SECOND, "handler"))
    ids = list(experts(house.world))
    assert f'{home}/experts">' in other.read("/")
    assert other.read(f"{home}/experts").count('name="entries"') == 3
    sent = other.post(
        f"{home}/steps/recognise_experts", {"entries": ids[:2], "idempotency_key": "k"}, page=f"{home}/experts"
    )
    assert sent.status_code == 303
    assert other.read(f"{home}/experts").count('name="entries"') == 1
    assert "待认可" in other.read(f"{home}/experts/{ids[0]}")


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.REVIEWING)
    thirty(house.world)
    house.at = made.at
    return made


def drawn(house: House, road: Road) -> Any:
    draw, shares = called(house.world, road.id, road.at), {LEAD: "甲", SECOND: "乙", THIRD: "丙"}
    committed(house.world, draw, shares, road.at)
    return revealed(house.world, draw, shares, road.at)


def test_a_draw_goes_through_its_stages_on_pages(house: House, road: Road, home: str) -> None:
    secretary, hours = house.desk(house.world.seat(LEAD, "secretary")), [road.at + timedelta(days=n) for n in (1, 2)]
    fields = {
        "standard": road.id,
        "commit_by": hours[0].strftime("%Y-%m-%dT%H:%M"),
        "reveal_by": hours[1].strftime("%Y-%m-%dT%H:%M"),
    }
    assert secretary.post(f"{home}/steps/call_draw", fields, page=f"{home}/steps/call_draw").status_code == 303
    (draw,) = draws(house.world)
    here, kept = f"{home}/draws/{draw.id}", {}
    for region in REGIONS:
        desk = house.desk(house.world.seat(region, "handler"))
        page = desk.read(here)
        kept[region] = re.search(r"<code>(\w+)</code>", page)[1]  # type: ignore[index]
        given = re.search(r'name="commitment"[^>]* value="(\w+)"', page)[1]  # type: ignore[index]
        assert (
            desk.post(f"{home}/steps/commit_share", {"draw": draw.id, "commitment": given}, page=here).status_code
            == 303
        )
        assert 'name="commitment"' not in desk.read(here)
    for region in REGIONS:
        desk = house.desk(house.world.seat(region, "handler"))
        assert (
            desk.post(f"{home}/steps/reveal_share", {"draw": draw.id, "share": kept[region]}, page=here).status_code
            == 303
        )
    assert draws(house.world)[-1].state is DrawState.DRAWN
    told = house.stranger(f"/draws/{draw.id}.json").get_json()
    assert redraw(told)[1] == draws(house.world)[-1].drawn
    page = secretary.read(here)
    assert "appoint_panel?" in page or "还没有账号" in page
    for one in told["drawn"]:
        assert one["name"] in page
        assert one["name"] in house.stranger(f"/draws/{draw.id}").text


def test_how_to_reach_experts_is_nowhere_it_need_not_be(house: House, road: Road, home: str) -> None:
    drawn(house, road)
    one = min(experts(house.world))
    with house.world.database.read() as session:
        leaves = list(session.scalars(sa.select(Event.leaf))) + list(session.scalars(sa.select(Opening.value)))
    produced = {"log": b"".join(leaves)}
    for path in ("/experts", "/draws/1", "/draws/1.json", "/public/"):
        produced[path] = house.stranger(path).data
    inner = [f"{home}/experts", f"{home}/experts/{one}", f"{home}/experts.csv", f"{home}/draws/1", home, "/audit"]
    inner += [f"/api/v1{home}/experts", f"/api/v1{home}/experts/{one}", f"/api/v1{home}/draws", "/api/v1/draws/1"]
    for region, role in (
        (LEAD, "approver"),
        (LEAD, "auditor"),
        (SECOND, "handler"),
        (LEAD, "drafter"),
        (THIRD, "expert"),
    ):
        desk = house.desk(house.world.seat(region, role))
        for path in inner:
            if path.endswith(f"experts/{one}") and region == LEAD and role == "handler":
                continue
            produced[f"{role} {path}"] = desk.get(path).data
    sheet = load_workbook(io.BytesIO(house.desk(house.world.seat(LEAD, "handler")).get(f"{home}/experts.xlsx").data))
    produced["xlsx"] = str([[cell.value for cell in row] for row in sheet.worksheets[0].rows]).encode()
    assert len(produced) > 50
    for where, told in produced.items():
        assert b"canary" not in told, where
        assert "金丝雀".encode() not in told, where
    for role in ("handler", "secretary"):
        assert "canary" in house.desk(house.world.seat(LEAD, role)).read(f"{home}/experts/{one}")


def test_how_to_reach_an_expert_is_in_no_log_line(
    house: House, home: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.app.after_request(requestlog._logged)
    monkeypatch.setattr(lines.REQUESTS, "propagate", True)
    caplog.set_level("DEBUG")
    handler, here = house.desk(house.world.seat(LEAD, "handler")), f"{home}/steps/nominate_expert"
    assert handler.post(here, person(1, codes="不是代码"), page=here).status_code == 409
    assert handler.post(here, person(1), page=here).status_code == 303
    shown = handler.post(f"{home}/experts/import/preview", csv(f"王甲,甲所,员,外星人,R85,x,,{CANARY}"), page=home)
    assert shown.status_code == 200
    written = str([vars(line) for line in caplog.records])
    assert "steps/nominate_expert" in written
    assert "canary" not in written


def test_an_expert_declares_before_he_reads(house: House, road: Road) -> None:
    chosen = builders.experts(road)
    persons = [seat.person_id for seat in chosen]
    road.by(LEAD, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:2])
    house.at = road.at
    judge, here = house.desk(chosen[0]), f"/standards/{road.id}"
    for path in (f"{here}/text", f"{here}/papers"):
        answer = judge.get(path)
        assert (answer.status_code, answer.location) == (303, f"{here}/declaration")
    assert judge.get(f"/api/v1{here}/text").status_code == 404
    assert judge.get(f"{here}/panel").status_code == 200
    page = judge.read(f"{here}/declaration")
    version = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    sent = judge.post(
        f"{here}/steps/declare_interest",
        {"interest": "none", "version": version, "idempotency_key": "declares-1"},
        page=f"{here}/declaration",
    )
    assert sent.status_code == 303
    assert judge.get(f"{here}/text").status_code == 200
    assert judge.get(f"{here}/declaration").status_code == 404


def test_strange_input_is_no_fault_of_ours(handler: Desk, home: str) -> None:
    odd = {
        "entries": "x",
        "expert": "-1",
        "draw": "9" * 30,
        "drawn": "a|b",
        "judged": "|",
        "codes": "\u202e",
        "full_name": "x" * 999,
    }
    for step in (
        "nominate_expert",
        "amend_expert",
        "recognise_experts",
        "commit_share",
        "reveal_share",
        "replace_drawn",
        "rate_expert",
    ):
        assert handler.post(f"{home}/steps/{step}", odd, page=f"{home}/experts").status_code < 500
    for path in (
        f"{home}/experts?q=%00",
        f"{home}/experts/999999999",
        f"{home}/draws/999999999999",
        "/draws/99999999999999999999",
    ):
        assert handler.get(path).status_code in (200, 404)
    assert handler.house.world.seat(LEAD, SeatRole.HANDLER) is not None
