"""An auditor's download holds exactly the selection, runs nothing in a spreadsheet, and can be checked."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from tests.workflow.exports.story import BJ, INSTANT, TJ, Story, told
from tests.workflow.log.logbook import NOON, deed, opened, seat, written
from workflow.db import Database
from workflow.exports import events
from workflow.exports.events import COLUMNS, Export, Format, Selection, export_events, safe
from workflow.log.checkpoints import checkpoint
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import Signer
from workflow.log.tlog import leaf_hash
from workflow.words import speaking


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    made = told(database_url)
    yield made
    made.database.dispose()


def exported(database: Database, form: Format, *, openings: bool = False, **selection: Any) -> tuple[bytes, Export]:
    out = io.BytesIO()
    made = export_events(database, out, form, Selection(**selection), openings=openings)
    return out.getvalue(), made


def lines(database: Database, *, openings: bool = False, **selection: Any) -> list[dict[str, Any]]:
    raw, made = exported(database, Format.JSONL, openings=openings, **selection)
    found = [json.loads(line) for line in raw.decode().splitlines()]
    assert len(found) == made.count == made.total()
    return found


def test_another_groups_log_is_not_in_the_file(story: Story) -> None:
    written(
        story.database, deed(1, agreement_id=2, object_id=18), deed(1, agreement_id=None, noun="person", object_id=1)
    )
    assert {line["log"] for line in lines(story.database, agreements=frozenset({2}))} == {
        "tongbiao.example/chuanyu/2026"
    }
    assert lines(story.database, agreements=frozenset()) == []
    assert len({line["log"] for line in lines(story.database)}) == 3


def test_every_line_can_be_hashed_again(story: Story) -> None:
    found = lines(story.database)
    assert [line["index"] for line in found] == list(range(30))
    assert all(leaf_hash(line["leaf"].encode()).hex() == line["leaf_hash"] for line in found)


def test_a_line_tells_who_in_which_seat_did_what_to_what(story: Story) -> None:
    (line,) = lines(story.database, act="approve_release", region=TJ)
    told = {name: line[name] for name in ("standard", "title", "region", "region_name", "organ", "person", "rules")}
    assert told == {"standard": 1, "title": "=公共数据分类", "region": TJ, "region_name": "天津市",
                    "organ": "天津市市场监管局", "person": "=王3", "rules": 3}  # fmt: skip
    assert (line["from"]["tracks"][TJ], line["to"]["tracks"][TJ]) == ("initiated", "approved")
    assert line["facts"]["stand"] == "agree"
    assert line["time"].endswith("+08:00")
    assert len(line["text_hash"]) == 64


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        ({"act": "apply"}, 2),
        ({"region": TJ}, 8),
        ({"person": 3}, 8),
        ({"standard": 1}, 30),
        ({"standard": 2}, 0),
        ({"since": INSTANT}, 2),
        ({"until": INSTANT}, 28),
        ({"since": INSTANT, "until": INSTANT + timedelta(seconds=1)}, 1),
        ({"since": INSTANT, "act": "apply"}, 0),
    ],
)
def test_the_file_holds_exactly_the_selection(story: Story, selection: dict[str, Any], count: int) -> None:
    assert len(lines(story.database, **selection)) == count
    assert exported(story.database, Format.ROWS, **selection)[1].count == count


def test_personal_words_come_only_when_they_are_asked_for(story: Story) -> None:
    assert "13800000000" not in exported(story.database, Format.JSONL)[0].decode()
    (line,) = lines(story.database, act="comment", openings=True)
    assert line["opened"] == {"opinion": "应分四类", "reason": "缺行业数据", "name": "赵先生", "contact": "13800000000"}


def test_a_spreadsheet_reads_the_table_and_runs_nothing(story: Story) -> None:
    raw, made = exported(story.database, Format.CSV)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == made.count + 1
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == list(COLUMNS.values())
    assert rows[0]["标准名称"] == "'=公共数据分类"
    assert rows[0]["人员"] == "'=王2"
    assert json.loads(rows[0]["办理后"])["joint"] == "proposed"
    assert rows[28]["人员"] == "", "the system has no name"


def test_a_workbook_holds_the_same_table_as_it_was_told(story: Story) -> None:
    raw, made = exported(story.database, Format.XLSX)
    assert raw == exported(story.database, Format.XLSX)[0]
    heading, *rows = load_workbook(io.BytesIO(raw), read_only=True).worksheets[0].iter_rows(values_only=True)
    assert len(rows) == made.count == 30
    found = [dict(zip(heading, row, strict=True)) for row in rows]
    assert (found[0]["标准名称"], found[0]["人员"], found[0]["序号"]) == ("=公共数据分类", "=王2", 0)
    plain = csv.DictReader(io.StringIO(exported(story.database, Format.CSV)[0].decode("utf-8-sig"), newline=""))
    for line, row in zip(plain, found, strict=True):
        assert {name: safe(value) for name, value in row.items()} == line


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " =", "\u3000=", "\u00a0+", "\u200b@"]
)
def test_no_cell_begins_a_formula(sign: str) -> None:
    assert safe(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("cell", ["", None, "公共数据", "3", "{}", "a=b"])
def test_an_ordinary_cell_stays_as_it_is(cell: str | None) -> None:
    assert safe(cell) == (cell or "")


def test_the_table_speaks_english_to_who_reads_english(story: Story) -> None:
    with speaking("en"):
        raw, _ = exported(story.database, Format.CSV, act="propose")
    header, row = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert header[:3] == ["log", "index", "leaf hash"]
    assert "Data" in row


def test_the_export_names_the_checkpoint_that_covers_it(story: Story, tmp_path: Path) -> None:
    assert exported(story.database, Format.CSV)[1].covered[0].note is None
    signer = Signer(tmp_path / "keys" / "log.key", tmp_path / "signed")
    checkpoint(story.database, signer, 1, at=NOON)
    (covered,) = exported(story.database, Format.CSV)[1].covered
    assert covered.note is not None
    signed = verify_checkpoint(covered.note.encode(), signer.vkey(covered.origin), origin=covered.origin)
    assert signed.size == covered.size == 30


def test_what_is_written_while_the_file_runs_waits_for_the_next_one(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "PAGE", 10)
    export = Export(story.database, Format.JSONL)
    pieces = export.chunks()
    first = next(pieces)
    written(story.database, deed(1, agreement_id=1, object_id=17, at=datetime(2026, 7, 1, tzinfo=UTC), seat=seat(BJ)))
    rest = b"".join(pieces)
    assert (first + rest).count(b"\n") == export.count == 30


def test_a_long_log_passes_in_little_memory(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = opened(sqlite_url)
    monkeypatch.setattr(events, "PAGE", 200)
    written(database, deed(1, facts={"long": "长" * 1_000}))
    rows = "SELECT 1, i, leaf, leaf_hash, noun, object_id, 1 + i, act, person_id, region_code, at FROM events, n"
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5999)"
    double = f'{numbers} INSERT INTO events {rows} WHERE "index" = 0'
    with database.plain() as session:
        session.execute(sa.text(double))
        session.execute(sa.text("UPDATE logs SET size = 6000"))
    export, sizes = Export(database, Format.JSONL), 0
    tracemalloc.start()
    for piece in export.chunks():
        sizes += len(piece)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert export.count == 6_000
    assert sizes > 36_000_000
    assert most < sizes / 4


def test_rows_come_as_they_are_stored_without_a_word_added(story: Story) -> None:
    raw, made = exported(story.database, Format.ROWS)
    found = list(csv.DictReader(io.StringIO(raw.decode(), newline="")))
    assert len(found) == made.count == made.total() == 30
    told = {(line["log"], line["index"]): line for line in lines(story.database)}
    leaves = [json.loads(row["leaf"]) for row in found]
    for row, leaf in zip(found, leaves, strict=True):
        line = told[leaf["log"], leaf["idx"]]
        assert (row["leaf"], row["leaf_hash"], row["act"]) == (line["leaf"], line["leaf_hash"], line["act"])
        assert row["person_id"] == ("" if leaf["actor"] is None else str(leaf["actor"]))
