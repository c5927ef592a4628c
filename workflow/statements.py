"""Statements that every act runs, built once a process: building one costs ten times what running it does."""

from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


@cache
def inserting(table: sa.Table, *, gives_id: bool = False) -> sa.Insert:
    """Rows into a table; which columns, the parameters say."""
    return sa.insert(table).returning(table.c.id) if gives_id else sa.insert(table)


@cache
def adding(table: sa.Table, dialect: str) -> sa.Insert:
    """Rows into a table unless their key is there."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing()


@cache
def moving(table: sa.Table, seen: tuple[str, ...], new: tuple[str, ...]) -> sa.Update:
    """The row that still stands as it was `seen_…` becomes as `new_…` says."""
    where = [table.c[name] == sa.bindparam(f"seen_{name}", type_=table.c[name].type) for name in seen]
    return sa.update(table).where(*where).values({name: sa.bindparam(f"new_{name}") for name in new})
