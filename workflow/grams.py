"""The index under the search: which passages hold all signs and pairs of signs of a word. Two engines, one behaviour:
a full text table of SQLite, an array under GIN of PostgreSQL. Nobody's dictionary decides what a word is.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

_SIGN = 21  # bits of a character
SURE = 2  # words up to this length are held by every passage that holds their grams; longer ones may stand scattered


class _Grams(TypeDecorator[list[int]]):
    """Whole numbers: an array, or tokens parted by blanks."""

    impl = postgresql.ARRAY(sa.BigInteger)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        return dialect.type_descriptor(sa.Text() if dialect.name == "sqlite" else postgresql.ARRAY(sa.BigInteger))

    def process_bind_param(self, value: list[int] | None, dialect: sa.Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return " ".join(f"{gram:x}" for gram in value)


# Beside the tables of the trade: neither engine's form of it is a table to the other.
GRAMS = sa.Table(
    "search_grams",
    sa.MetaData(),
    sa.Column("rowid", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("grams", _Grams),
)


def grams(told: str) -> list[int]:
    """Every sign, and every pair of neighbours, once."""
    signs = [ord(sign) for sign in told]
    pairs = (one << _SIGN | other for one, other in pairwise(signs))
    return list({*signs, *pairs})


def _needed(word: str) -> list[int]:
    """What a passage must hold to hold the word: its pairs, or the one sign that it is."""
    return [gram for gram in grams(word) if gram >> _SIGN] if len(word) > 1 else [ord(word)]


class _Holds(sa.ColumnElement[bool]):
    """Whether a row of the index holds all the grams."""

    inherit_cache = False
    type = sa.Boolean()
    _is_implicitly_boolean = True  # SQLite would be asked whether it equals 1, which its index does not understand

    def __init__(self, wanted: list[int]) -> None:
        self.wanted = sa.bindparam(None, wanted, type_=_Grams(), unique=True)


@compiles(_Holds, "sqlite")
def _matches(element: _Holds, compiler: Any, **given: Any) -> str:
    return f"search_grams MATCH {compiler.process(element.wanted, **given)}"


@compiles(_Holds)
def _contains(element: _Holds, compiler: Any, **given: Any) -> str:
    return f"search_grams.grams @> {compiler.process(element.wanted, **given)}"


def holding(word: str) -> sa.Select[int]:
    """Ids of the passages that hold all grams of a folded word: exactly those that hold the word, if it is no longer
    than `SURE`.
    """
    return sa.select(GRAMS.c.rowid).where(_Holds(_needed(word)))


def rows(passages: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Passages, by id and words, as rows of the index."""
    return [{"rowid": id_, "grams": grams(told)} for id_, told in passages]


def remove(connection: sa.Connection, passages: Sequence[tuple[int, str]]) -> None:
    """Take passages out; SQLite must be told what they held."""
    if not passages:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(sa.delete(GRAMS).where(GRAMS.c.rowid.in_([id_ for id_, _ in passages])))
        return
    gone = sa.text("INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', :rowid, :grams)")
    connection.execute(gone.bindparams(sa.bindparam("grams", type_=_Grams())), rows(passages))


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
