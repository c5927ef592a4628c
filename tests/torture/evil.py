"""Every evil word against every address and every step's form and API: refused in words, never a status 500."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from werkzeug.routing import Rule
from werkzeug.routing.converters import IntegerConverter

from tests.cast import with_accounts
from tests.torture.arena import Shelf
from tests.torture.doors import CONFIGURED, House
from tests.torture.evil_words import words
from tests.torture.figures import Figures
from tests.torture.lives import player_of, world_of
from tests.web.browsing import application
from workflow import engine
from workflow.db import Database
from workflow.picture.standing import Seat, Standing
from workflow.process.row import Row
from workflow.process.standard import ROWS

WORDS = 10  # in one batch, on a fresh database
NAMES = (
    "q", "region", "page", "agreement", "year", "state", "stage", "lang", "after", "version", "show", "start",
    "end", "index", "size", "next", "username", "password", "seat", "token", "email", "address", "name", "reason",
    "clause", "opinion", "contact", "receipt", "person", "organ", "role", "since", "until", "steps", "kind", "text",
    "language", "mode", "a", "b", "title", "code", "content",
)  # fmt: skip


@contextmanager
def housed(url: str) -> Iterator[tuple[House, dict[str, tuple[int, Seat]], Seat]]:
    """The house, where each step has a button and for whom, and somebody who looks around."""
    logging.getLogger("tongbiao.web").disabled = True
    database = Database(url)
    world = world_of(database)
    with_accounts(world)
    with TemporaryDirectory(prefix="evil") as var:
        app = application(world, Path(var))
        app.config.update(CONFIGURED)
        yield House(app, database), buttons(database), world.seat("110000", "handler")
    database.dispose()


def buttons(database: Database) -> dict[str, tuple[int, Seat]]:
    """For each step a standard and a seat that has its button; the first handler's for what nobody has now."""
    player = player_of(world_of(database), Random(0))
    found: dict[str, tuple[int, Seat]] = {}
    with database.read() as session:
        for number in player.standards:
            standing = Standing.load(session, number)
            assert standing is not None
            for seat in player.world.seats:
                for offer in engine.offers(standing, seat, player.at) if seat.region in standing.tracks else ():
                    found.setdefault(offer.row.name, (number, seat))
    anybody = player.standards[0], player.world.seat("110000", "handler")
    return {row.name: found.get(row.name, anybody) for row in ROWS.values() if not row.is_system}


def batch(shelf: Shelf, dice: Random) -> Figures:
    """The next ten words."""
    chosen = words()[shelf.done : shelf.done + WORDS]
    figures = attacked(shelf.copy(), chosen)
    figures.faults = len(chosen)
    return figures


def attacked(url: str, chosen: list[Any]) -> Figures:
    """These words against everything; `runs` are the requests."""
    with housed(url) as (house, places, seat):
        for word in chosen:
            for rule in house.app.url_map.iter_rules():
                _address(house, rule, seat, word)
            for name, (standard, actor) in places.items():
                _step(house, ROWS[name], standard, actor, word)
        visitors = house.visitors.values()
        wrong = [line for visitor in visitors for line in visitor.wrong]
        return Figures(runs=sum(v.asked for v in visitors), broken=len(wrong), told=wrong[:20])


def _address(house: House, rule: Rule, seat: Seat, word: Any) -> None:
    """One address: the word in its path, its query, its form, its body, its file."""
    if rule.endpoint in ("static", "login.log_out", "health.ready"):  # not ready without a worker
        return
    path, visitor = _path(rule, word), house.visitor(seat)
    short = _spelled(word)[:2000]
    if "GET" in (rule.methods or ()):
        visitor.get(path, dict.fromkeys(NAMES, short[:200]) | {short[:40] or "x": short})
        return
    if path.startswith("/api/"):
        fields = {
            "answers": word,
            "agreement": word,
            "version": word,
            "statement_id": word,
            "seat": word,
            "password": word,
        }
        visitor.call(path, fields, short[:90] if short.isascii() and short.isprintable() else "k")
        visitor.call(path, word)
    else:
        visitor.form(path, {name: short for name in NAMES if name != "csrf_token"})
    if rule.endpoint.endswith(("hand_in", "preview", "enter")):
        name = short[:80].replace("\x00", "").encode("utf-8", "replace").decode() or "x.pdf"
        visitor.upload(path, _spelled(word).encode("utf-8", "replace"), name)


def _path(rule: Rule, word: Any) -> str:
    """The address with something that may be there for numbers, and the word itself for names."""
    spelled = quote(_spelled(word)[:300].encode("utf-8", "replace"), safe="")
    path = rule.rule
    for name, converter in rule._converters.items():
        is_number = isinstance(converter, IntegerConverter)
        prefix = "int:" if is_number else ""
        path = path.replace(f"<{prefix}{name}>", "1" if is_number else spelled or "x")
    return path


def _step(house: House, row: Row, standard: int, seat: Seat, word: Any) -> None:
    """One step of the table by somebody who has its button: in the form and in the API, each field the word."""
    visitor = house.visitor(seat)
    answers = {ask.name: [word] if ask.many else word for ask in row.asks}
    version = house.version(standard)
    spelled = _spelled(word)[:20_000]
    fields = {ask.name: spelled for ask in row.asks} | {"version": str(version), "idempotency_key": spelled[:60]}
    page, call = f"/standards/{standard}/steps/{row.name}", f"/api/v1/standards/{standard}/steps/{row.name}"
    visitor.get(page, {ask.name: spelled[:300] for ask in row.asks})
    visitor.form(f"{page}/statement" if row.signs else page, fields)
    visitor.call(f"{call}/statement" if row.signs else call, {"answers": answers, "version": house.version(standard)})
    if row.signs:
        visitor.call(call, {"answers": answers, "version": version, "statement_id": word, "password": word})


def _spelled(word: Any) -> str:
    """The word as a form or an address can carry it; half a character travels as the bytes of its escape."""
    spelled = word if isinstance(word, str) else json.dumps(word)
    return spelled.encode("utf-8", "replace").decode()
