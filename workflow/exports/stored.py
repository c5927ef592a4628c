"""The rows of the log as they are stored, in CSV without a word added: for programs that read tables and keys. The
database writes them itself where it can.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database, table_of
from workflow.records.events import Event

PAGE: Final = 500
AT_ONCE: Final = 256  # lines that are joined to a piece of the file
COLUMNS: Final = (
    "log_id", "index", "noun", "object_id", "sequence", "act", "person_id", "region_code", "at", "leaf_hash", "leaf",
)  # fmt: skip
Counted = tuple[bytes, int]  # a piece of the file and how many rows it ends


def heading() -> bytes:
    return ",".join(COLUMNS).encode() + b"\r\n"


def rows(
    database: Database, within: Sequence[sa.ColumnElement[bool]], size: int, sealed: Sequence[int] = ()
) -> Iterator[Counted]:
    """The rows of one log of a size, votes that are sealed without their leaf; on SQLite a page at a time: a long
    reading would keep everybody from writing. `within` sets no bound to the index: of two upper bounds SQLite searches
    by one alone, and read on to the end of the log for every page."""
    if database.is_sqlite:
        return _paged(database, within, size, sealed)
    return _copied(database, [*within, Event.index < size], sealed)


def _paged(
    database: Database, within: Sequence[sa.ColumnElement[bool]], size: int, sealed: Sequence[int]
) -> Iterator[Counted]:
    own = table_of(Event).c
    span = (own.index >= sa.bindparam("first"), own.index < sa.bindparam("next"))
    told = {name: sa.cast(own[name], sa.Text) for name in COLUMNS} | {
        "leaf": _opened(sa.cast(own.leaf, sa.Text), sealed),
        "leaf_hash": sa.func.lower(sa.func.hex(own.leaf_hash)),
    }
    line = sa.func.printf(
        ",".join(["%s"] * len(COLUMNS)) + "\r\n", *(_quoted(told[name], own[name]) for name in COLUMNS)
    )
    lines = sa.select(line.label("line")).where(*within, *span).order_by(own.index).subquery()
    page = sa.select(sa.func.group_concat(lines.c.line, ""), sa.func.count())
    for first in range(0, size, PAGE):
        with database.read() as session:
            text, n = session.execute(page, {"first": first, "next": min(first + PAGE, size)}).one()
        yield (text or "").encode(), n


def _opened(leaf: sa.ColumnElement[Any], sealed: Sequence[int]) -> sa.ColumnElement[Any]:
    return sa.case((Event.index.in_(sealed), ""), else_=leaf) if sealed else leaf


def _quoted(told: sa.ColumnElement[Any], column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """A field of a line; what may hold a comma stands in quotes, and what is not there is empty."""
    bare = isinstance(column.type, sa.Integer | sa.BigInteger)
    return sa.func.coalesce(told if bare else sa.literal('"') + sa.func.replace(told, '"', '""') + sa.literal('"'), "")


def _copied(database: Database, within: Sequence[sa.ColumnElement[bool]], sealed: Sequence[int]) -> Iterator[Counted]:
    own = table_of(Event).c
    leaf = _opened(sa.func.convert_from(own.leaf, "UTF8"), sealed)
    told = {"leaf": leaf, "leaf_hash": sa.func.encode(own.leaf_hash, "hex")}
    query = sa.select(*(told.get(name, own[name]) for name in COLUMNS)).where(*within).order_by(own.index)
    with database.read() as session:
        connection = session.connection()
        worded = query.compile(connection, compile_kwargs={"render_postcompile": True})
        # By the index from the first row on; the planner by itself sorts the whole log on disk before a byte comes.
        connection.exec_driver_sql("SET LOCAL enable_sort = off")
        cursor: Any = connection.connection.cursor()
        with cursor.copy(f"COPY ({worded}) TO STDOUT (FORMAT csv)", worded.params) as copy:
            lines = iter(copy)
            while piece := b"".join(islice(lines, AT_ONCE)):
                yield piece, 0
        yield b"", cursor.rowcount
