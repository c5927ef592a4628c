"""How many statements a block sends to a database: a page must not ask more of a longer list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from workflow.db import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that are sent while the block runs."""
    sent: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        sent.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(database.engine, "before_cursor_execute", note)


def repeated(sent: Sequence[str]) -> tuple[int, str]:
    """How often the question was asked that was asked most often, and which it was."""
    found = Counter(one for one in sent if one.startswith(("SELECT", "WITH"))).most_common(1)
    return (found[0][1], found[0][0]) if found else (0, "")
