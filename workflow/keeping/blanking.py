"""Takes a value behind a commitment out of every row that repeats it, and tells which columns were emptied."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Record, table_of
from workflow.exports import entered_words
from workflow.exports.written import STANDARD, cells_of
from workflow.keeping import nameless
from workflow.records.events import Event, Opening
from workflow.records.exchange import Package
from workflow.records.notices import RegionNotice
from workflow.records.people import Statement

LEAST: Final = 2  # signs: shorter values stand everywhere by chance


@dataclass(frozen=True)
class Target:
    """One opening: of which leaf, under which name."""

    log_id: int
    index: int
    field: str

    @property
    def key(self) -> tuple[int, int, str]:
        return self.log_id, self.index, self.field


def value_of(session: Session, target: Target) -> str | None:
    """The value that is still there."""
    found = session.get(Opening, target.key)
    return found.value.decode(errors="replace") if found is not None else None


def blank(session: Session, event: Event, target: Target, value: str) -> list[str]:
    """Take the value out of every row that the record wrote it to, and out of what was drawn from them; gives the
    columns that were emptied."""
    done = []
    for row, column in cells_of(session, event, target.field) if event.noun == STANDARD else ():
        key = dict(zip(sa.inspect(type(row)).primary_key, sa.inspect(row).identity or (), strict=True))
        own = sa.and_(*(column_ == part for column_, part in key.items()))
        session.execute(sa.update(table_of(type(row))).where(own).values({column: ""}))
        done.append(f"{table_of(type(row)).name}.{column}")
    beside = (*entered_words.blank(session, event, target.field), *nameless.blank(session, event, target.field))
    return [*done, *beside, *_drawn(session, event, value)]


def left(session: Session, value: str) -> dict[str, int]:
    """Columns of all tables in which the value can still be read, and in how many rows."""
    found: dict[str, int] = {}
    spellings = {value, json.dumps(value)[1:-1]} if len(value) >= LEAST else set()
    for table in Record.metadata.sorted_tables if spellings else ():
        for column in table.columns:
            n = session.scalar(sa.select(sa.func.count()).select_from(table).where(_has(column, spellings))) or 0
            if n:
                found[f"{table.name}.{column.name}"] = n
    return found


def _has(column: sa.Column[Any], spellings: set[str]) -> sa.ColumnElement[bool]:
    if isinstance(column.type, sa.LargeBinary):
        return column.in_([one.encode() for one in spellings])
    if isinstance(column.type, sa.String | sa.JSON) and not isinstance(column.type, sa.Enum):
        return sa.or_(*(sa.cast(column, sa.Text).contains(one, autoescape=True) for one in spellings))
    return sa.false()


def _drawn(session: Session, event: Event, value: str) -> Iterator[str]:
    """Statements that were signed and notices that were sent repeat what a form said."""
    mine = (Statement.noun == event.noun, Statement.subject_id == event.object_id)
    said = sa.update(Statement).where(*mine, Statement.words.contains(value, autoescape=True))
    if session.execute(said.values(words="")).rowcount:  # type: ignore[attr-defined]
        yield "statements.words"
    if event.noun != STANDARD:
        return
    for notice in session.scalars(sa.select(RegionNotice).where(RegionNotice.standard_id == event.object_id)):
        cleared = _without(notice.facts, value)
        if cleared != notice.facts:
            session.execute(sa.update(RegionNotice).where(RegionNotice.id == notice.id).values(facts=cleared))
            yield "notices.facts"
    yield from _packed(session, event.object_id, value)


def _packed(session: Session, standard_id: int, value: str) -> Iterator[str]:
    """Packages that hold it lose their content; their numbers go on."""
    said, mine = json.dumps(value, ensure_ascii=False)[1:-1].encode(), Package.standard_id == standard_id
    query = sa.select(Package.id, Package.content).where(mine, Package.content.is_not(None))
    held = [id_ for id_, content in session.execute(query) if content and said in content]
    if held:
        session.execute(sa.update(Package).where(Package.id.in_(held)).values(content=None))
        yield "packages.content"


def _without(told: Any, value: str) -> Any:
    """The same facts with the value emptied wherever it is one."""
    if isinstance(told, dict):
        return {name: _without(each, value) for name, each in told.items()}
    if isinstance(told, list):
        return [_without(each, value) for each in told]
    return "" if told == value else told
