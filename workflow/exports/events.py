"""Events as tables for people and programs: CSV and XLSX for a spreadsheet, JSON Lines with the leaves for a checker.
Reads pages in short transactions up to heads fixed at the start; who may see what is the caller's to say."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, BinaryIO, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports import stored
from workflow.exports.ledger import lines_of
from workflow.exports.sheets import xlsx
from workflow.reads.sealing import indices, sealed
from workflow.records.events import Checkpoint, Event, Log
from workflow.words import say

PAGE: Final = 500  # events held at once
BOM: Final = b"\xef\xbb\xbf"
_SORTED: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_TOLD: Final = json.JSONEncoder(ensure_ascii=False).encode
# What a spreadsheet takes for the beginning of a formula, whatever blanks stand before it.
LIVE: Final = re.compile(r"[ \u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]*[-=+@\t\r\n\0＝＋－＠]")
COLUMNS: Final[dict[str, str]] = {
    "log": "日志", "index": "序号", "leaf_hash": "叶哈希", "time": "时间(北京)", "act": "步骤", "act_label": "步骤名称",
    "object": "对象", "standard": "项目编号", "title": "标准名称", "region": "地区代码", "region_name": "地区",
    "organ": "单位", "person": "人员", "seat_role": "席位", "on_behalf_of": "代", "from": "办理前", "to": "办理后",
    "facts": "事实", "text_hash": "文本哈希", "rules": "规则版本", "statement": "签署声明哈希", "files": "文件",
}  # fmt: skip
OPENED: Final = {"opened": "个人与文字内容"}


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    ROWS = "rows"  # CSV without words, as the rows are stored


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Which events: from an instant until before another, of a standard, region, person, act, of which agreements."""

    since: datetime | None = None
    until: datetime | None = None
    standard: int | None = None
    region: str | None = None
    person: int | None = None
    act: str | None = None
    agreements: frozenset[int] | None = None  # none: every log, the installation's among them

    def where(self) -> list[sa.ColumnElement[bool]]:
        """The conditions; the log's own part is the export's."""
        of_standard = [] if self.standard is None else [Event.noun == "standard", Event.object_id == self.standard]
        equal = ((Event.region_code, self.region), (Event.person_id, self.person), (Event.act, self.act))
        since = [] if self.since is None else [Event.at >= self.since]
        until = [] if self.until is None else [Event.at < self.until]
        return [*of_standard, *since, *until, *(column == value for column, value in equal if value is not None)]


@dataclass(frozen=True)
class Covered:
    """A log as far as an export reads it, and the newest signed checkpoint up to there."""

    log_id: int
    origin: str
    size: int
    note: str | None


@dataclass
class Export:
    """One download: its heads are fixed when it is made, its bytes come in pieces, its count grows with them, and is
    told as it grows.
    """

    database: Database
    form: Format
    selection: Selection = field(default_factory=Selection)
    openings: bool = False
    tell: Callable[[int], None] = lambda n: None
    count: int = 0
    covered: list[Covered] = field(init=False)

    def __post_init__(self) -> None:
        self.covered = list(_covered(self.database, self.selection.agreements))

    def total(self) -> int:
        """How many events will come; for a page that says so before the first byte."""
        counts = [sa.select(sa.func.count()).select_from(Event).where(*self._within(log)) for log in self.covered]
        with self.database.read() as session:
            return sum(session.scalars(sa.union_all(*counts))) if counts else 0

    def chunks(self) -> Iterator[bytes]:
        """The file, a page of events at a time."""
        if self.form is Format.ROWS:
            yield from self._stored()
            return
        columns = COLUMNS | (OPENED if self.openings else {})
        heading = [say(name) for name in columns.values()]
        if self.form is Format.JSONL:
            yield from (_jsonl(page) for page in self._counted())
            return
        rows = ([[_cell(line[name]) for name in columns] for line in page] for page in self._counted())
        if self.form is Format.XLSX:
            yield from xlsx(say("事件"), heading, (row for page in rows for row in page))
            return
        yield BOM + _csv([heading])
        yield from (_csv(page) for page in rows)

    def _stored(self) -> Iterator[bytes]:
        yield stored.heading()
        for log in self.covered:
            with self.database.read() as session:
                closed = indices(sealed(session, *self._within(log)), log.log_id)
            for piece, ended in stored.rows(self.database, self._of(log), log.size, closed):
                self._count(ended)
                yield piece

    def _counted(self) -> Iterator[list[dict[str, Any]]]:
        for page in self._pages():
            self._count(len(page))
            yield page

    def _count(self, n: int) -> None:
        self.count += n
        self.tell(n)

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        for log in self.covered:
            last = -1
            while True:
                query = sa.select(Event).where(*self._within(log), Event.index > last).order_by(Event.index)
                with self.database.read() as session:
                    events = session.scalars(query.limit(PAGE)).all()
                    page = lines_of(session, log.origin, events, openings=self.openings)
                if not events:
                    break
                yield page
                last = events[-1].index

    def _within(self, log: Covered) -> list[sa.ColumnElement[bool]]:
        return [*self._of(log), Event.index < log.size]

    def _of(self, log: Covered) -> list[sa.ColumnElement[bool]]:
        return [Event.log_id == log.log_id, *self.selection.where()]


def export_events(
    database: Database, out: BinaryIO, form: Format, selection: Selection, *, openings: bool = False
) -> Export:
    """Write the file; what is returned tells count and checkpoints for the page or a sidecar."""
    export = Export(database, form, selection, openings)
    for chunk in export.chunks():
        out.write(chunk)
    return export


def safe(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before the sign that would start one."""
    text = "" if cell is None else str(cell)
    return text if text[:1].isalnum() or not LIVE.match(text) else f"'{text}"


def _covered(database: Database, agreements: frozenset[int] | None) -> Iterator[Covered]:
    newest = (
        sa.select(Checkpoint.note)
        .where(Checkpoint.log_id == Log.id, Checkpoint.size <= Log.size)
        .order_by(Checkpoint.size.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = sa.select(Log.id, Log.origin, Log.size, newest).order_by(Log.id)
    with database.read() as session:
        visible = query if agreements is None else query.where(Log.agreement_id.in_(agreements))
        yield from [Covered(*row) for row in session.execute(visible)]


def _csv(rows: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    return _SORTED(value) if isinstance(value, dict | list) else value


def _jsonl(page: list[dict[str, Any]]) -> bytes:
    return "".join(f"{_TOLD(line)}\n" for line in page).encode()
