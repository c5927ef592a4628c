"""Entries from a file: the first list of the three cities as printed, the same file again, a file with every fault."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests import cities
from tests.cast import LEAD, MORNING, World, founded
from tests.cities import CHANGSHA, XIANGTAN, ZHUZHOU
from tests.workflow.entering.keeping import Keeping
from workflow.importing import entries
from workflow.importing.entry_rows import Target, read
from workflow.importing.plan import Fate, Unsound
from workflow.importing.reading import BadTable
from workflow.kinds import all_kinds
from workflow.records.entries import Entry, EntryVoice
from workflow.shipped import DATA

NINE = DATA / "lists" / "changzhutan-1.csv"
HEAD = "名称,编号,工作范围,秘书处承担单位,来源中的编号（再次导入时据此识别）\n"


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    world: World = founded(database_url)
    yield Keeping(world, world.agreements["JJJ"])
    world.database.dispose()


def target(keeping: Keeping, kind: str = "committee", step: str = "enter_entry") -> Target:
    return Target(keeping.agreement, all_kinds()[kind], keeping.world.seat(LEAD, "handler"), keeping.at, step)


def put(keeping: Keeping, words: str) -> dict[Fate, int]:
    lines = read(target(keeping), words.encode(), "list.csv")
    with keeping.world.database.read() as session:
        plan = entries.plan(session, target(keeping), lines)
    entries.write(keeping.world.database, target(keeping), lines)
    return {fate: plan.count(fate) for fate in Fate if plan.count(fate)}


def test_a_row_begins_amends_or_changes_nothing(keeping: Keeping) -> None:
    rows = "甲标委会,TC 1,道路,研究院,k1\n乙标委会,TC 2,水路,港务局,k2\n"
    assert put(keeping, HEAD + rows) == {Fate.NEW: 2}
    assert put(keeping, HEAD + rows) == {Fate.SAME: 2}
    assert put(keeping, HEAD + rows.replace("水路", "水路与港口")) == {Fate.SAME: 1, Fate.CHANGED: 1}
    with keeping.world.database.read() as session:
        found = {one.key: (one.fields["scope"], one.turns) for one in session.scalars(sa.select(Entry))}
    assert found == {"k1": ("道路", 1), "k2": ("水路与港口", 2)}


def test_what_has_ended_is_begun_anew_by_its_name_and_never_by_its_key(keeping: Keeping) -> None:
    assert put(keeping, HEAD + "甲标委会,TC 1,道路,研究院,\n乙标委会,TC 2,水路,港务局,k2\n") == {Fate.NEW: 2}
    with keeping.world.database.read() as session:
        made = list(session.scalars(sa.select(Entry.id)))
    for one in made:
        keeping.take(one, "end_entry", reason="届满")
    assert put(keeping, HEAD + "甲标委会,TC 1,道路,研究院,\n") == {Fate.NEW: 1}
    with pytest.raises(Unsound):
        put(keeping, HEAD + "乙标委会,TC 2,水路,港务局,k2\n")


def test_every_fault_of_a_file_is_told_at_once_and_nothing_is_written(keeping: Keeping) -> None:
    rows = HEAD + ",TC 1,道路,研究院,k1\n甲,,道路,研究院,k2\n乙,TC 2,道路,,k2\n"
    lines = read(target(keeping), rows.encode(), "list.csv")
    with keeping.world.database.read() as session:
        plan = entries.plan(session, target(keeping), lines)
    assert [sorted(row.wrong) for row in plan.rows] == [["title"], ["code"], ["secretariat", "title"]]
    with pytest.raises(Unsound):
        entries.write(keeping.world.database, target(keeping), lines)
    with keeping.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 0
    for bad in ("名称,颜色\n甲,红\n", "名称\n甲\n", ""):
        with pytest.raises(BadTable):
            read(target(keeping), bad.encode(), "list.csv")


def test_the_first_list_of_the_three_cities_stands_as_it_was_printed(sqlite_url: str) -> None:
    world = cities.seated(founded(sqlite_url))
    chair, cities_id = world.seat(CHANGSHA, "handler"), world.agreements["CZT"]
    told = Target(cities_id, all_kinds()["recognition"], chair, MORNING, "enter_listed")
    lines = read(told, NINE.read_bytes(), NINE.name)
    assert entries.write(world.database, told, lines).n == 9
    assert entries.write(world.database, told, lines).n == 0
    with world.database.read() as session:
        found = list(session.scalars(sa.select(Entry).order_by(Entry.id)))
        voices = list(session.scalars(sa.select(EntryVoice)))
    assert {one.region_code for one in found} == {CHANGSHA, ZHUZHOU, XIANGTAN}
    assert not any(one.fields.get("number") for one in found)
    assert sum("疑" in one.fields.get("doubt", "") for one in found) == 2
    assert len(voices) == 27
    assert all(voice.seat_id is None for voice in voices)
    world.database.dispose()
