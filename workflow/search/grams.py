"""The index under the search: which passages hold all signs and pairs of signs of a word. Two engines, one behaviour:
a full text table of SQLite, an array under GIN of PostgreSQL. Nobody's dictionary decides what a word is.
"""

from collections.abc import Sequence
from itertools import repeat
from operator import add, lshift
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session

SURE: Final = 2  # words up to this length stand wherever their grams do; the grams of longer ones may stand scattered
_SIGN: Final = 21  # bits of a character
# SQLite's index takes whatever is beyond ASCII as it is, so ASCII is moved to where nothing is assigned.
_MOVED: Final = {sign: 0x100000 + sign for sign in range(0x80) if chr(sign) != " "}
_CODES = postgresql.ARRAY(sa.BigInteger)

# Beside the tables of the trade: neither engine's form of it is a table to the other.
GRAMS = sa.Table(
    "search_grams",
    sa.MetaData(),
    sa.Column("rowid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("grams", _CODES.with_variant(sa.Text(), "sqlite")),
)


def lay(connection: sa.Connection) -> None:
    """Make the empty index of SQLite, where a database is not built by its migrations: a rehearsal's."""
    shape = "fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE search_grams USING {shape}")


def _codes(told: str, *, whole: bool) -> list[int]:
    """Every pair of neighbours as a number, and every sign of what is indexed whole, or is no more than a sign."""
    signs = list(map(ord, told))
    pairs = map(add, map(lshift, signs, repeat(_SIGN)), signs[1:])
    return list({*pairs, *(signs if whole or len(signs) == 1 else ())})


def _tokens(told: str, *, whole: bool) -> str:
    """The same as tokens parted by blanks."""
    pairs = map(add, told, told[1:])
    return " ".join({*pairs, *(told if whole or len(told) == 1 else ())}).translate(_MOVED)


class _Holds(sa.ColumnElement[bool]):
    """Whether a row of the index holds all grams of a word."""

    inherit_cache = False
    type = sa.Boolean()
    _is_implicitly_boolean = True  # SQLite would be asked whether it equals 1, which its index does not understand

    def __init__(self, word: str) -> None:
        self.word = word


@compiles(_Holds, "sqlite")
def _matches(element: _Holds, compiler: Any, **given: Any) -> str:
    wanted = sa.bindparam(None, _tokens(element.word, whole=False), type_=sa.Text(), unique=True)
    return f"search_grams MATCH {compiler.process(wanted, **given)}"


@compiles(_Holds)
def _contains(element: _Holds, compiler: Any, **given: Any) -> str:
    wanted = sa.bindparam(None, _codes(element.word, whole=False), type_=_CODES, unique=True)
    return f"search_grams.grams @> {compiler.process(wanted, **given)}"


def holding(word: str) -> sa.Select[int]:
    """Ids of the passages that hold all grams of a folded word: exactly those that hold the word, if it is no longer
    than `SURE`.
    """
    return sa.select(GRAMS.c.rowid).where(_Holds(word))


def is_there(session: Session, id_: int, told: str) -> bool:
    """Whether the index knows a passage by all pairs of its signs."""
    return session.scalar(holding(told).where(GRAMS.c.rowid == id_)) is not None


def rows(connection: sa.Connection, passages: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Passages, by id and words, as rows of the index."""
    form = _tokens if connection.dialect.name == "sqlite" else _codes
    return [{"rowid": id_, "grams": form(told, whole=True)} for id_, told in passages]


def remove(connection: sa.Connection, passages: Sequence[tuple[int, str]]) -> None:
    """Take passages out; SQLite must be told what they held."""
    if connection.dialect.name == "sqlite":
        gone = "INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', :rowid, :grams)"
        connection.execute(sa.text(gone), rows(connection, passages))
    else:
        connection.execute(sa.delete(GRAMS).where(GRAMS.c.rowid.in_([id_ for id_, _ in passages])))


def empty(connection: sa.Connection) -> None:
    """Take everything out, before all is put in again."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_grams (search_grams) VALUES ('delete-all')")
        return
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_search_grams_grams")  # built at once it takes a tenth
    connection.exec_driver_sql("TRUNCATE search_grams")


def settle(connection: sa.Connection) -> None:
    """After all was put in: bring the index into order."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_grams (search_grams) VALUES ('optimize')")
        return
    connection.exec_driver_sql(
        "CREATE INDEX ix_search_grams_grams ON search_grams USING gin (grams) WITH (fastupdate = off)"
    )
    connection.exec_driver_sql("ANALYZE search_grams")
    connection.exec_driver_sql("ANALYZE search_passages")
