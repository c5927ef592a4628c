"""Lists from CSV and XLSX: planned row by row, written whole or not at all, twice without doubling, within limits."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from tests.cast import LEAD, MORNING, SECOND, World
from workflow.clock import day_of
from workflow.exports.verification import verify
from workflow.importing import calendars, people
from workflow.importing.plan import Fate, Unsound
from workflow.importing.reading import BadTable, Line, read, written
from workflow.process.reasons import NotThere
from workflow.records.calendars import CalendarDay
from workflow.records.people import Account, Appointment

HEADING = "用户名,姓名,拼音,单位,席位,任期自,任期至"
DAYS = "日期,类别,名称,依据\n2026-10-01,休,国庆节,通知\n2026-10-10,班,国庆节调休,通知\n"


def lines(words: str, columns: dict[str, tuple[str, ...]] = people.COLUMNS) -> list[Line]:
    return read(words.encode(), "名单.csv", columns)


def staff(world: World, *more: str) -> list[Line]:
    organ = world.seat(LEAD, "handler").organ.zh
    rows = [f"zhou,周某,Zhou Mou,{organ},经办人,2026-03-02,", f"zhou,周某,,{organ},编号管理员,2026/3/2,2027-03-01"]
    return lines("\n".join([HEADING, *rows, *more]))


def count(world: World, record: Any) -> int:
    with world.database.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(record)) or 0


def fates(world: World, found: list[Line], region: str = LEAD) -> list[Fate]:
    with world.database.read() as session:
        return [row.fate for row in people.plan(session, world.seat(region, "secadmin"), found, day_of(MORNING)).rows]


def test_people_and_seats_are_proposed_once_and_links_shown_once(world: World) -> None:
    admin, before = world.seat(LEAD, "secadmin"), count(world, Appointment)
    assert fates(world, staff(world)) == [Fate.NEW, Fate.NEW]
    assert count(world, Appointment) == before
    done = people.write(world.database, admin, staff(world), at=MORNING)
    assert (done.n, [link[:2] for link in done.links]) == (2, [("周某", "zhou")])
    assert count(world, Appointment) == before + 2
    assert fates(world, staff(world)) == [Fate.SAME, Fate.SAME]
    again = people.write(world.database, admin, staff(world), at=MORNING)
    assert (again.n, list(again.links)) == (0, [])
    assert count(world, Account) == 1
    assert verify(world.database, None).findings == []


def test_wrong_rows_are_named_by_column_and_nothing_is_written(world: World) -> None:
    organ = world.seat(LEAD, "handler").organ.zh
    bad = (
        "li,李某,,没有的单位,经办人,2026-03-02,",
        f"wang,王某,,{organ},皇帝,明天,",
        f"zhou,周某,,{organ},经办人,2026-03-02,",
    )
    found = staff(world, *bad)
    with world.database.read() as session:
        rows = people.plan(session, world.seat(LEAD, "secadmin"), found, day_of(MORNING)).rows
    assert [row.fate for row in rows] == [Fate.NEW, Fate.NEW, Fate.WRONG, Fate.WRONG, Fate.WRONG]
    assert [set(row.wrong) for row in rows[2:]] == [{"organ"}, {"role", "since"}, {""}]
    before = count(world, Appointment)
    with pytest.raises(Unsound):
        people.write(world.database, world.seat(LEAD, "secadmin"), found, at=MORNING)
    assert (count(world, Appointment), count(world, Account)) == (before, 0)


def test_one_username_bears_one_name_in_the_file_and_among_the_accounts(world: World) -> None:
    admin, organ = world.seat(LEAD, "secadmin"), world.seat(LEAD, "handler").organ.zh
    rows = [f"newguy,甲某,,{organ},经办人,2026-03-02,", f"NewGuy,乙某,,{organ},编号管理员,2026-03-02,"]
    found = lines("\n".join([HEADING, *rows]))
    assert fates(world, found) == [Fate.NEW, Fate.WRONG]
    with pytest.raises(Unsound):
        people.write(world.database, admin, found, at=MORNING)
    assert count(world, Account) == 0
    people.write(world.database, admin, found[:1], at=MORNING)
    with world.database.read() as session:
        (row,) = people.plan(session, admin, found[1:], day_of(MORNING)).rows
    assert (row.fate, set(row.wrong)) == (Fate.WRONG, {"username"})


def test_another_regions_organs_and_people_are_not_there(world: World) -> None:
    assert fates(world, staff(world), SECOND) == [Fate.WRONG, Fate.WRONG]
    with world.database.read() as session, pytest.raises(AssertionError):
        assert people.plan(session, world.seat(LEAD, "handler"), staff(world), day_of(MORNING)).is_sound
    with pytest.raises((Unsound, NotThere)):
        people.write(world.database, world.seat(LEAD, "handler"), staff(world), at=MORNING)


def test_a_calendar_is_imported_and_a_corrected_day_replaces_the_old_one(world: World) -> None:
    admin = world.seat(LEAD, "secadmin")
    found = lines(DAYS, calendars.COLUMNS)
    assert calendars.write(world.database, admin, found, at=MORNING).n == 2
    assert calendars.write(world.database, admin, found, at=MORNING).n == 0
    other = lines(DAYS.replace("调休", "补班"), calendars.COLUMNS)
    assert calendars.write(world.database, admin, other, at=MORNING).n == 1
    with world.database.read() as session:
        kept = session.scalars(sa.select(CalendarDay).order_by(CalendarDay.day)).all()
        assert [(d.place, d.day, d.is_working) for d in kept] == [
            (LEAD, date(2026, 10, 1), False),
            (LEAD, date(2026, 10, 10), True),
        ]
    assert verify(world.database, None).findings == []
    with world.database.plain() as session:
        session.execute(sa.delete(CalendarDay).where(CalendarDay.is_working))
    assert {finding.place.table for finding in verify(world.database, None).findings} == {"calendar_days"}


def test_an_ordinary_day_is_no_holiday_and_a_day_stands_once(world: World) -> None:
    words = "日期,类别,名称,依据\n2026-10-03,休,,\n2026-10-01,班,,\n2026-10-01,休,,\n2026-10-01,休,,\n2026-13-01,休,,\n"
    with world.database.read() as session:
        rows = calendars.plan(
            session, world.seat(LEAD, "secadmin"), lines(words, calendars.COLUMNS), date(2026, 1, 1)
        ).rows
    assert [row.fate.value for row in rows] == ["wrong", "wrong", "new", "wrong", "wrong"]


def book(change: Callable[[Any], None] | None = None) -> bytes:
    made = Workbook()
    for row in (["日期", "类别", "名称", "依据"], [date(2026, 10, 1), "休", "国庆节", "通知"]):
        made.active.append(row)
    if change:
        change(made.active)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def test_a_workbook_and_both_encodings_say_the_same() -> None:
    told = read(book(), "日历.xlsx", calendars.COLUMNS)
    words = "日期,类别,名称,依据\n2026-10-01,休,国庆节,通知\n"
    for data in (words.encode(), words.encode("gb18030"), words.encode("utf-8-sig")):
        assert [line.cells for line in read(data, "日历.CSV", calendars.COLUMNS)] == [told[0].cells]
    assert read(written(told, calendars.COLUMNS).encode(), "x.csv", calendars.COLUMNS) == told


def marked(place: int, words: bytes) -> bytes:
    """A workbook with these words at a place of every header of a member, the local and the central one."""
    data = bytearray(book())
    for sign, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            start = at + place + shift
            data[start : start + len(words)] = words
    return bytes(data)


def test_a_locked_strange_or_flipped_workbook_is_no_table() -> None:
    """The flag of encryption is at 6, the method at 8; of what a flipped byte breaks none is a fault of ours."""
    for broken in (marked(6, b"\x01"), *(marked(8, bytes([method, 0])) for method in (9, 12, 14, 99))):
        with pytest.raises(BadTable) as bad:
            read(broken, "a.xlsx", calendars.COLUMNS)
        assert bad.value.key == "table.content"
    sound, told = book(), 0
    for place in range(0, len(sound), 61):
        flipped = bytearray(sound)
        flipped[place] ^= 0xFF
        try:
            read(bytes(flipped), "a.xlsx", calendars.COLUMNS)
        except BadTable:
            told += 1
    assert told > 20


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (b"x" * (1024 * 1024 + 1), "a.csv", "table.size"),
        (b"", "a.csv", "table.empty"),
        (b"a,b\n1,2\n", "a.csv", "table.column"),
        ("日期,类别\n".encode(), "a.csv", "table.lacking"),
        ("日期,类别,名称,依据\n=1+1,休,,\n".encode(), "a.csv", "table.formula"),
        (("日期,类别,名称,依据\n" + "2026-10-01,休,,\n" * 1001).encode(), "a.csv", "table.rows"),
        (f"日期,类别,名称,依据\n2026-10-01,休,{'长' * 201},\n".encode(), "a.csv", "table.cell"),
        ("日期,类别,名称,依据\n2026-10-01,休,\u202e,\n".encode(), "a.csv", "table.cell"),
        (b"\xff\xfe\xff\x00\xd8", "a.csv", "table.content"),
        (b"PK\x03\x04 no book", "a.xlsx", "table.content"),
        (b"%PDF-1.7", "a.pdf", "table.type"),
        (book(lambda sheet: sheet.append(["=TODAY()", "休", "", ""])), "a.xlsx", "table.formula"),
    ],
)
def test_what_is_no_table_of_ours_is_refused_with_its_reason(data: bytes, name: str, key: str) -> None:
    with pytest.raises(BadTable) as bad:
        read(data, name, calendars.COLUMNS)
    assert bad.value.key == key
