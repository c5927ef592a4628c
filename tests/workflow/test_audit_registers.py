"""The registers on both databases: each kind of file says the same, by pages of any size, within scope and filter."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, founded
from workflow.clock import day_of
from workflow.exports.registers import REGISTERS, Asked, engine, files
from workflow.exports.registers.files import Kind
from workflow.process.reasons import Refused
from workflow.records.standards import Standard
from workflow.vocabulary import Joint
from workflow.words import speaking

HELD_BY_A_LIFE = {"initiation", "plans", "notices", "windows", "reviews", "positions", "numbers", "releases", "filings"}


@pytest.fixture(scope="module")
def road(sqlite_template: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    """One standard, released, in a file that the tests of this module only read."""
    path = tmp_path_factory.mktemp("registers") / "released.db"
    shutil.copyfile(str(sqlite_template), path)
    made = builders.standing(founded(f"sqlite:///{path}"), Joint.RELEASED)
    yield made
    made.world.database.dispose()


def asked(road: Road, **more: object) -> Asked:
    return Asked(agreements=frozenset({road.world.agreements["JJJ"]}), today=day_of(road.at), **more)  # type: ignore[arg-type]


def text(road: Road, name: str, kind: Kind, **more: object) -> bytes:
    return b"".join(files.chunks(REGISTERS[name], road.world.database, asked(road, **more), kind, road.at))


@pytest.mark.parametrize("name", REGISTERS)
def test_every_kind_of_file_says_the_same(road: Road, name: str) -> None:
    lines = [json.loads(line) for line in text(road, name, Kind.JSONL).splitlines()]
    table = list(csv.reader(io.StringIO(text(road, name, Kind.CSV).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(text(road, name, Kind.XLSX)), read_only=True).worksheets[0]
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(lines) == len(table) - 1 == len(cells) - 1
    assert table == [row + [""] * (len(table[0]) - len(row)) for row in cells]
    assert all(list(line) == list(REGISTERS[name].columns) for line in lines)
    assert bool(lines) >= (name in HELD_BY_A_LIFE)
    with speaking("en"):
        heads = next(csv.reader(io.StringIO(text(road, name, Kind.CSV).decode("utf-8-sig"))))
    assert all(head.isascii() for head in heads), heads


def test_pages_of_any_size_give_the_same_lines(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {name: text(road, name, Kind.JSONL) for name in REGISTERS}
    monkeypatch.setattr(engine, "PAGE", 2)
    assert {name: text(road, name, Kind.JSONL) for name in REGISTERS} == whole


def test_filters_leave_what_they_name(road: Road) -> None:
    told = [json.loads(line) for line in text(road, "positions", Kind.JSONL, region=SECOND).splitlines()]
    assert {line["region"] for line in told} == {SECOND}
    assert text(road, "positions", Kind.JSONL, standard=999) == b""
    assert text(road, "positions", Kind.JSONL, since=road.at + timedelta(days=1)) == b""
    everything = text(road, "positions", Kind.JSONL)
    assert text(road, "positions", Kind.JSONL, until=road.at + timedelta(days=1)) == everything
    elsewhere = Asked(agreements=frozenset({road.world.agreements["CY"]}), today=day_of(road.at))
    theirs = {one.name: list(one.lines(road.world.database, elsewhere)) for one in REGISTERS.values()}
    assert {line["act"] for line in theirs.pop("events")} == {"record_agreement"}
    assert not any(theirs.values())


def test_the_filing_calendar_counts_days_against_those_allowed(road: Road) -> None:
    told = [json.loads(line) for line in text(road, "filings", Kind.JSONL).splitlines()]
    by_kind = {line["kind"]: line for line in told if line["region"] == LEAD}
    assert (by_kind["publish_text"]["allowed"], by_kind["filing"]["allowed"]) == (20, 60)
    assert all(line["left"] == line["allowed"] - line["used"] for line in told)


def test_a_print_is_made_and_one_too_long_is_refused(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    assert text(road, "numbers", Kind.PDF).startswith(b"%PDF")
    monkeypatch.setattr(files, "MOST_PRINTED", 1)
    with pytest.raises(Refused):
        files.against_print(REGISTERS["notices"], road.world.database, asked(road))


def test_no_cell_is_a_formula(database_url: str) -> None:
    road = builders.proposed(founded(database_url))
    with road.world.database.plain() as session:
        session.execute(sa.update(Standard).values(title_zh="=HYPERLINK(1)"))
    table = list(csv.DictReader(io.StringIO(text(road, "initiation", Kind.CSV).decode("utf-8-sig"))))
    assert {row["标准名称"] for row in table} == {"'=HYPERLINK(1)"}
    assert all(list(one.lines(road.world.database, asked(road, region=LEAD))) is not None for one in REGISTERS.values())
    road.world.database.dispose()


@pytest.mark.parametrize("name", ["releases", "positions", "events"])
def test_no_day_is_broken_on_paper(road: Road, name: str) -> None:
    register = REGISTERS[name]
    lines = register.lines(road.world.database, asked(road))
    sheets = pypdfium2.PdfDocument(files.printed(register, lines, road.at))
    words = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    assert len(re.findall(r"\b20\d\d-\d\d-\d\d", words)) > 2
    assert re.findall(r"\b20\d\d-(?!\d\d-\d\d)", words) == []
    assert files.share(["施行日", "2026-07-04"]) >= len("2026-07-04")
