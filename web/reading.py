"""A short reading transaction for the answer to an act, as `@shows` opens one for a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g
from sqlalchemy.orm import Session

from web.config import database


@contextmanager
def reading() -> Iterator[Session]:
    """The session stands in `g` for as long as the block lasts."""
    with database().read() as session:
        g.session = session
        try:
            yield session
        finally:
            g.pop("session")
