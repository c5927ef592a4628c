"""Moves an installation to another database: every row as it is, in pages, in one transaction, compared afterwards."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workflow import schema
from workflow.db import Database, Record, migrate
from workflow.exports.findings import Erased
from workflow.exports.verification import verify
from workflow.keeping.faults import CannotKeep
from workflow.keeping.restoring import is_empty
from workflow.search import searching

PAGE: Final = 1_000  # rows held at once


def copy(source: str, target: str, told: Callable[[str, int], None], erased: Collection[Erased] = ()) -> None:
    """Copy all tables into an empty database of the other or of the same kind; `told` hears of each table, `erased` is
    what the ledger lists."""
    if not is_empty(sa.make_url(target)):
        raise CannotKeep("目标数据库不是空的，不在其中复制。")
    if schema.current_of(source) != schema.newest():
        raise CannotKeep("数据库不是最新版本，请先运行 tongbiao upgrade。")
    migrate(target)
    one, other = Database(source), Database(target)
    try:
        counts = _copied(one, other)
        _compare(counts, other, erased)
        for table, n in counts.items():
            told(table, n)
    except SQLAlchemyError as fault:
        raise CannotKeep("有一行不能照抄：{what}", what=str(fault.__cause__ or fault).splitlines()[0]) from fault
    finally:
        one.dispose()
        other.dispose()


def _copied(one: Database, other: Database) -> dict[str, int]:
    """Rows a table, all from one picture of the source."""
    with one.read() as source, other.plain() as target:
        counts = {table.name: _table(source, target, table) for table in Record.metadata.sorted_tables}
        searching.rebuild(target)  # each of the two databases has an index of its own
        if not other.is_sqlite:
            set_sequences(target)
    return counts


def _table(source: Session, target: Session, table: sa.Table) -> int:
    """What refers to its own table was entered after what it refers to: the order of the key is the order of time."""
    count = 0
    for rows in _pages(source, table):
        target.execute(sa.insert(table), rows)
        count += len(rows)
    return count


def _pages(source: Session, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    for page in source.execute(query.execution_options(yield_per=PAGE)).mappings().partitions(PAGE):
        yield [dict(row) for row in page]


def set_sequences(target: Session) -> None:
    """The next row must not take the number of one that was copied."""
    for table in Record.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        named = target.scalar(sa.func.pg_get_serial_sequence(table.name, column.name))
        last = target.scalar(sa.select(sa.func.max(column)))
        if named and last:
            target.execute(sa.select(sa.func.setval(named, last)))


def _compare(counts: dict[str, int], other: Database, erased: Collection[Erased]) -> None:
    """As many rows in each table, and evidence that agrees with them."""
    with other.read() as target:
        for table in Record.metadata.sorted_tables:
            found = target.scalar(sa.select(sa.func.count()).select_from(table))
            if found != counts[table.name]:
                raise CannotKeep("表 {table} 有 {found} 行，应有 {wanted} 行。", table=table.name, found=found,
                                 wanted=counts[table.name])  # fmt: skip
    report = verify(other, None, erased)
    if not report.is_clean:
        raise CannotKeep("复制之后核对发现不符：{findings}", findings=[str(one) for one in report.findings[:5]])
