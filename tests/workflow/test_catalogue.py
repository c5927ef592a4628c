"""Catalogues from files: mapped, judged at once, written whole with provenance; the same file again changes nothing."""

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from tests.cast import LEAD, MORNING, SECOND, World, founded
from workflow.exports.verification import verify
from workflow.importing.catalogue import columns
from workflow.importing.catalogue.writing import Table, opened, plan, write
from workflow.importing.plan import Fate, Plan, Unsound
from workflow.importing.reading import BadTable
from workflow.reads import rivals
from workflow.records.catalogues import CatalogueEntry, CatalogueImport, CatalogueMapping
from workflow.shipped import DATA

REGISTER = (DATA / "coordinated_standards.csv").read_bytes()
RIVAL = "停车场充电桩运行管理与配置要求"
HEADING = ("标准编号", "标准名称", "发布日期", "实施日期", "标准状态", "备注")


def table(*rows: tuple[str, ...], heading: tuple[str, ...] = HEADING, name: str = "目录.csv") -> Table:
    made = io.StringIO()
    csv.writer(made).writerows([heading, *rows])
    return opened(made.getvalue().encode("gb18030"), name)


def imported(world: World, given: Table, region: str = LEAD) -> dict[Fate, int]:
    seat, mapping = world.seat(region, "secretary"), columns.guessed(given.heading)
    return dict(write(world.database, seat, given, mapping, "政府信息公开", at=MORNING))


def planned(world: World, given: Table) -> Plan:
    with world.database.read() as session:
        return plan(session, LEAD, given, columns.guessed(given.heading))


def entries(world: World) -> list[CatalogueEntry]:
    with world.database.read() as session:
        found = list(session.scalars(sa.select(CatalogueEntry).order_by(CatalogueEntry.id)))
        session.expunge_all()
    return found


def test_the_register_that_ships_comes_in_clean_and_unknown_numbers_stay_unknown(world: World) -> None:
    given = opened(REGISTER, "coordinated_standards.csv")
    assert imported(world, given) == {Fate.NEW: 47, Fate.CHANGED: 0, Fate.SAME: 0}
    assert imported(world, given) == {Fate.NEW: 0, Fate.CHANGED: 0, Fate.SAME: 47}
    found = entries(world)
    unknown = [one for one in found if not one.number]
    assert {one.printed for one in unknown} == {
        "(number unknown)",
        "(14 items, numbers unknown)",
        "DB42-3-Z-01-2026001",
        "DB42-3-Z-05-2026002",
    }
    assert sum("3001" in one.number for one in found) == 1
    with world.database.read() as session:
        (one,) = session.scalars(sa.select(CatalogueImport)).all()
        assert (one.region_code, one.file_sha256, one.licence, one.made) == (LEAD, given.sha256, "政府信息公开", 47)
    assert {one.line for one in found} == set(range(2, 49))
    assert verify(world.database, None).findings == []


def test_odd_spellings_become_one_number_and_the_printed_form_stays(world: World) -> None:
    spelled = (
        "DB 31/T 310018—2024",
        "DB50/T10011-2024",
        "DB12T 3011-2018",
        "DB14/T2578一2022",
        "ＤＢ11／Ｔ 3022－2019",
    )
    imported(world, table(*((number, f"名称{n}", "", "", "", "") for n, number in enumerate(spelled))))
    assert [one.number for one in entries(world)] == [
        "DB31/T 310018—2024",
        "DB50/T 10011—2024",
        "DB12/T 3011—2018",
        "DB14/T 2578—2022",
        "DB11/T 3022—2019",
    ]
    assert [one.printed for one in entries(world)] == list(spelled)
    again = table(("DB11/T 3022—2019", "名称4", "", "", "", ""))
    assert planned(world, again).rows[0].makes["changed"] == {"printed": (spelled[4], "DB11/T 3022—2019")}


def test_all_that_is_wrong_is_told_by_row_and_column_with_its_cure(world: World) -> None:
    given = table(
        ("DB12/T 30112018", "甲", "2018-04-12", "2018-06-01", "现行", ""),
        ("DB99/T 1—2020", "", "2018年4月12日", "20180401", "奇怪", ""),
        ("DB/T 12—2020", "丙", "2018-02-30", "", "", ""),
        ("DB11/T 1—2020", "丁", "", "", "", ""),
        ("DB11/T1-2020", "戊", "", "", "", ""),
    )
    wrong = {row.line.number: dict(row.wrong) for row in planned(world, given).rows if row.wrong}
    assert {number: set(found) for number, found in wrong.items()} == {
        2: {"number"},
        3: {"number", "title_zh", "state", "effective_on"},
        4: {"number", "published_on"},
        6: {"number"},
    }
    assert "DB12/T 3011—2018" in wrong[2]["number"]
    assert "第 5 行" in wrong[6]["number"]
    with pytest.raises(Unsound):
        imported(world, given)
    assert entries(world) == []


def test_a_changed_row_is_a_difference_and_other_regions_are_untouched(world: World) -> None:
    imported(world, table(("DB11/T 1—2020", "甲", "2020-01-01", "", "现行", "")))
    imported(world, table(("DB11/T 1—2020", "甲", "2020-01-01", "", "现行", "")), SECOND)
    given = table(("DB11/T1-2020", "甲", "2020-01-01", "2020-03-01", "被代替", ""), ("", "乙", "", "", "", ""))
    (first, second) = planned(world, given).rows
    assert (first.fate, second.fate) == (Fate.CHANGED, Fate.NEW)
    assert set(first.makes["changed"]) == {"printed", "effective_on", "state"}
    assert imported(world, given) == {Fate.NEW: 1, Fate.CHANGED: 1, Fate.SAME: 0}
    assert [(one.region_code, one.state) for one in entries(world)] == [
        (LEAD, "replaced"),
        (SECOND, "current"),
        (LEAD, ""),
    ]
    assert verify(world.database, None).findings == []


def test_columns_are_guessed_corrected_and_remembered(world: World) -> None:
    english = ("Standard Number", "Chinese title", "English Title", "Status", "Effective date", "ICS", "Remarks")
    assert columns.guessed(english) == {
        "number": 0, "title_zh": 1, "title_en": 2, "state": 3, "effective_on": 4, "ics": 5
    }  # fmt: skip
    given = table(("甲", "DB11/T 1—2020", "x"), heading=("丙列", "乙列", "甲列"))
    assert columns.faults(columns.guessed(given.heading)) == ["number", "title_zh"]
    with pytest.raises(Unsound):
        imported(world, given)
    write(world.database, world.seat(LEAD, "secretary"), given, {"number": 1, "title_zh": 0}, "", at=MORNING)
    with world.database.read() as session:
        assert columns.remembered(session, LEAD, given.heading) == {"number": 1, "title_zh": 0}
        assert columns.remembered(session, SECOND, given.heading) is None
        assert session.scalar(sa.select(sa.func.count()).select_from(CatalogueMapping)) == 1


def test_a_workbook_says_the_same_as_a_csv(world: World, tmp_path: Path) -> None:
    rows = [("DB11/T 1—2020", "甲", "2020-01-01", "2020-03-01", "现行", ""), ("", "乙", "", "", "", "")]
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADING, *rows):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    imported(world, opened((tmp_path / "a.xlsx").read_bytes(), "a.xlsx"))
    assert planned(world, table(*rows)).count(Fate.SAME) == 2


def test_a_title_above_the_heading_is_no_heading() -> None:
    titled = "某市地方标准目录,,\n（截至 2026 年）,,\n序号,标准编号,标准名称\n1,DB11/T 1—2020,甲\n".encode()
    found = opened(titled, "a.csv")
    assert (found.heading, found.rows) == (["序号", "标准编号", "标准名称"], [(4, ["1", "DB11/T 1—2020", "甲"])])
    with pytest.raises(BadTable, match=r"table\.empty"):
        opened("某市地方标准目录,\n标准编号,标准名称\n".encode(), "a.csv")


def test_ten_thousand_rows_within_bounds(sqlite_url: str) -> None:
    world = founded(sqlite_url)
    rows = [(f"DB11/T {n + 1}—2020", f"第{n}项规范", "2020-01-01", "", "现行", "") for n in range(10_000)]
    tracemalloc.start()
    counts = imported(world, table(*rows))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counts[Fate.NEW] == 10_000
    assert peak < 150 * 1024 * 1024
    world.database.dispose()


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"x" * (9 << 20), "a.csv", "table.size"),
        ("编号,名称\n=1+1,甲\n".encode(), "a.csv", "table.formula"),
        (b"PK\x03\x04 no zip", "a.xlsx", "table.content"),
        (b"\x00\xff\xfe", "a.csv", "table.content"),
        ("编号,名称\n".encode(), "a.csv", "table.empty"),
        (b"%PDF", "a.pdf", "table.type"),
        (("编号,名称\n" + "1,2\n" * 20_001).encode(), "a.csv", "table.rows"),
    ],
)
def test_what_is_no_table_is_refused_by_its_reason(data: bytes, name: str, key: str) -> None:
    with pytest.raises(BadTable) as refused:
        opened(data, name)
    assert refused.value.key == key


def test_a_title_that_a_catalogue_lists_is_found_beside_one_alike(world: World) -> None:
    given = [("DB11/T 9001-2020", RIVAL, "2020-01-01", "2020-07-01", "现行", "")]
    given += [("DB11/T 9002-2010", "公园绿地养护规程", "2010-01-01", "2010-07-01", "废止", "")]
    imported(world, table(*given))
    titles = ("停车场充电设施配置与运行管理规范", "公园绿地维护技术规范")
    with world.database.read() as session:
        found = rivals.near(session, world.seat(SECOND, "handler"), titles)
    assert [(one.listed, one.standard, one.region.code) for one in found[titles[0]]] == [(RIVAL, None, LEAD)]
    assert found[titles[1]] == []
