"""Tables of the audit room that are too long for one answer: made behind, fetched by the seat that asked."""

from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedRandom
from secrets import token_hex
from typing import Any, Final

from flask import g, redirect
from flask.typing import ResponseReturnValue

from web.making import shelf
from workflow.storage.shelf import Tell

MOST_AT_ONCE: Final = 20_000  # rows that a browser is given as they are read
Grown = Callable[[Tell], Iterator[bytes]]  # the pieces of a file, telling how many rows are done, of how many


def key_of(token: str) -> str:
    """Under which a seat's file lies; nobody else finds it."""
    return f"table-{g.seat.id}-{token}"


def behind(grown: Grown, name: str, media: str) -> ResponseReturnValue:
    """Begin a file and lead to the page that tells how far it is."""
    token = token_hex(16)
    shelf().make(key_of(token), partial(_written, grown, {"name": name, "media": media}), 0.5)
    return redirect(f"/audit/exports/files/{token}", 303)


def counting(tell: Tell, total: int) -> Callable[[int], None]:
    """Counts rows for whoever tells of progress."""
    done = 0

    def count(n: int) -> None:
        nonlocal done
        done += n
        tell(done, total)

    return count


def _written(grown: Grown, told: dict[str, Any], out: BufferedRandom, tell: Tell) -> dict[str, Any]:
    for piece in grown(tell):
        out.write(piece)
    return told | {"size": out.tell()}
