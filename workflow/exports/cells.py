"""Cells read so that none can stop a verification: leaves, bytes, hours. What they should be is not here."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from workflow.log.journal import spelled

FORM: Mapping[str, type | tuple[type, ...]] = {
    "log": str, "idx": int, "ts": str, "obj": str, "seq": int, "act": str, "from": dict, "to": dict, "facts": dict,
    "commit": dict, "files": list, "actor": (int, type(None)), "seat": (int, type(None)), "region": (str, type(None)),
    "rules": (int, type(None)), "cer": (str, type(None)),
}  # fmt: skip


def told(leaf: bytes) -> dict[str, Any] | None:
    """What a leaf says, or nothing if its bytes are no longer a leaf."""
    try:
        value = json.loads(leaf)
        value["obj"].rpartition("/")[2].encode("ascii")
        is_whole = all(isinstance(value[name], kind) for name, kind in FORM.items())
        return value if is_whole and int(value["obj"].rpartition("/")[2]) >= 0 else None
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


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
