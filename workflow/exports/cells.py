"""Cells read so that none can stop a verification: leaves, bytes, hours. What they should be is not here."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from workflow.log.journal import spelled
from workflow.replaying.leaf import told

__all__ = ["as_bytes", "hour", "raw", "told"]


def as_bytes(value: Any) -> bytes:
    """The bytes of a cell; SQLite may hand out text where bytes were kept, which is named as a leaf without form."""
    return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")


def hour(value: Any) -> str:
    """An hour as leaves write it; what is none stays as it is and agrees with nothing."""
    if isinstance(value, str):  # as SQLite keeps it, unread
        try:
            value = datetime.fromisoformat(value).replace(tzinfo=UTC)
        except ValueError:
            return str(value)
    return spelled(value) if isinstance(value, datetime) else str(value)


def raw(column: Any) -> sa.ColumnElement[Any]:
    return sa.type_coerce(column, sa.types.NullType())
