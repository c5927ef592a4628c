"""Which rows belong together: those of one standard, of one agreement, of the installation. Read off the foreign keys,
so that a new table belongs somewhere on its first day."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

import sqlalchemy as sa

from workflow.db import Record
from workflow.records.people import Statement

STANDARD, AGREEMENT, INSTALLATION = "standard", "agreement", "installation"
ROOTS: Final = {STANDARD: "standards", AGREEMENT: "agreements"}
# Written by no act, or drawn anew from what acts wrote; log-ins and their secrets; the logs, which mirrors hold openly.
LEFT: Final = frozenset(
    {
        *("beats", "failed_logins", "knocks", "feeds", "mailboxes", "mails", "mail_tries", "requests", "held_forms"),
        *("login_sessions", "one_time_codes", "tokens", "rehearsals", "timers", "turns"),
        *("desk_conflicts", "desk_edits", "desk_presence", "desk_visits", "desk_clauses"),
        *("baskets", "basket_items", "public_files", "search_passages"),
        *("checkpoints", "cosignatures", "events", "openings", "logs", "confirmations", "frozen_logs"),
    }
)
LENT: Final = frozenset({"words", "files"})  # kept once for all: they go along with the rows that name them
BLANK: Final = {"accounts": {"password_hash": None, "enrol_hash": None, "enrol_until": None}}
APART: Final = {"events"}  # who points at a leaf does not belong to its log
NAMED: Final = {"statements"}  # tell by noun and number what they are of


@dataclass(frozen=True)
class Scope:
    """One standard, one agreement, or the installation (number 0)."""

    kind: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}"

    @classmethod
    def parse(cls, name: str) -> Self:
        kind, _, number = name.partition("/")
        return cls(kind, int(number))


def tables() -> list[sa.Table]:
    """All that is carried, what is referred to first."""
    return [table for table in Record.metadata.sorted_tables if table.name not in LEFT]


def within(table: sa.Table, scope: Scope) -> sa.ColumnElement[bool]:
    """The rows of this table that belong to a scope."""
    if table.name in NAMED:
        return _named(table, scope)
    if scope.kind == STANDARD:
        return _under(table, STANDARD, scope)
    if _way(table, STANDARD) is not None or table.name == ROOTS[STANDARD]:
        return sa.false()
    return _under(table, AGREEMENT, scope) if scope.kind == AGREEMENT else _of_nothing(table)


def _named(table: sa.Table, scope: Scope) -> sa.ColumnElement[bool]:
    """What persons signed, once it was used; the rest are forms that wait."""
    used = Statement.used_at.is_not(None)
    if scope.kind == INSTALLATION:
        return sa.and_(used, table.c.noun.not_in(list(ROOTS)))
    return sa.and_(used, table.c.noun == scope.kind, table.c.subject_id == scope.number)


def _under(table: sa.Table, kind: str, scope: Scope) -> sa.ColumnElement[bool]:
    """The rows whose way leads to the scope's root."""
    if table.name in NAMED:
        return within(table, scope)
    if table.name == ROOTS[kind]:
        return table.c.id == scope.number
    key = _way(table, kind)
    if key is None:
        return sa.false()
    parent = key.column.table
    if parent.name == ROOTS[kind]:
        return key.parent == scope.number
    above = within(parent, scope) if parent.name not in LEFT else _under(parent, kind, scope)
    return key.parent.in_(sa.select(key.column).where(above))


def _of_nothing(table: sa.Table) -> sa.ColumnElement[bool]:
    """The rows that lead to no agreement: the installation's own."""
    if table.name in NAMED:
        return _named(table, Scope(INSTALLATION))
    if table.name in LENT or table.name == ROOTS[AGREEMENT]:
        return sa.false()
    key = _way(table, AGREEMENT)
    if key is None:
        return sa.true()
    parent = key.column.table
    if parent.name == ROOTS[AGREEMENT]:
        return key.parent.is_(None) if key.parent.nullable else sa.false()
    return key.parent.in_(sa.select(key.column).where(_of_nothing(parent)))


@cache
def _way(table: sa.Table, kind: str) -> sa.ForeignKey | None:
    """The key by which a table's rows lead to a root, straight where there is one. To a standard only what is always
    set: a row that may speak of one is its agreement's."""
    keys = [key for column in table.columns for key in column.foreign_keys if key.column.table is not table]
    keys = [key for key in keys if _leads(key.column.table, kind) and (kind == AGREEMENT or not key.parent.nullable)]
    return min(keys, key=lambda key: (key.column.table.name != ROOTS[kind], bool(key.parent.nullable)), default=None)


def _leads(table: sa.Table, kind: str) -> bool:
    if table.name in APART:
        return False
    return table.name == ROOTS[kind] or table.name in NAMED or _way(table, kind) is not None


def blanked(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row without what nobody but its owner may have."""
    return row | BLANK.get(table.name, {})
