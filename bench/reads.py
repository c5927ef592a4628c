"""What is read: one life with its history; my turn and the board beside a thousand standards and ten thousand."""

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.table import Line
from tests import builders
from tests.cast import LEAD, World
from tests.web.counting import statements
from workflow.db import table_of
from workflow.picture.standing import Seat, Standing
from workflow.reads import board, inbox, record
from workflow.reads.board import Wanted
from workflow.records.standards import Standard, StandardTrack, Turn
from workflow.records.texts import VersionClause, Words
from workflow.vocabulary import Joint, Track

SIZES = (1_000, 10_000)
OPEN = 30  # standards under way, whatever lies in the archive
TIMES = 40
GROWTH = 1.25
WHOLE = 6


def measure(world: World) -> list[Line]:
    """Counts first, then times at both sizes."""
    roads = [builders.standing(world, Joint.INITIATING) for _ in range(OPEN)]
    whole = builders.standing(world, Joint.IN_FORCE)
    seat, today = world.seat(LEAD, "handler"), roads[0].at.date()
    lines = [_history(world, whole.id)]
    reading: dict[str, Callable[[Session], Any]] = {
        "my turn": lambda session: inbox.inbox(session, seat),
        "my turn: the turns alone": lambda session: list(session.execute(_turns(seat))),
        "board": lambda session: board.columns(session, seat, Wanted(), today),
    }
    times: dict[str, list[float]] = {what: [] for what in reading}
    for size in SIZES:
        _fill(world, whole.id, size)
        for what, read in reading.items():
            times[what].append(_time(world, read))
    for what, (small, large) in times.items():
        note = f"{small:.2f} ms beside {SIZES[0]:,}, {large:.2f} ms beside {SIZES[1]:,}"
        lines.append(Line(f"{what}: growth", large / small, "<=", GROWTH, note))
        with statements(world.database) as said, world.database.read() as session:
            reading[what](session)
        lines.append(Line(f"{what}: statements", len([s for s in said if not s.startswith("BEGIN")])))
    return [*lines, *_plans(world, seat), _stored_once(world)]


def _history(world: World, standard: int) -> Line:
    with statements(world.database) as said, world.database.read() as session:
        standing = Standing.load(session, standard)
        assert standing is not None
        parts = (standing.tracks, standing.positions, standing.versions, standing.windows, standing.duties)
        assert all(parts)
        assert standing.terms
        assert standing.organs
        assert record.happened(session, standard)
    return Line(
        "a standard with its whole history: statements", len([s for s in said if s[:5] != "BEGIN"]), "<=", WHOLE
    )


def _stored_once(world: World) -> Line:
    """Words that lie there twice, of all that the clauses of all versions say."""
    words, mine = table_of(Words), table_of(VersionClause)
    each = sa.select(words.c.title, words.c.body).distinct().subquery()
    with world.database.read() as session:
        told, stored, said = (
            session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (mine, words, each)
        )
    note = f"{told:,} clauses in all versions, {stored:,} bodies"
    return Line("clause bodies stored more than once", stored - said, "<=", 0, note)


def _turns(seat: Seat) -> Any:
    query = sa.select(Turn, Standard).join(Standard, Standard.id == Turn.standard_id)
    return query.where(inbox.mine(seat)).order_by(*inbox.URGENT).limit(inbox.MOST)


def _fill(world: World, of: int, size: int) -> None:
    """An archive of copies: standards that are over and wait for nobody."""
    with world.database.plain() as session:
        standards, tracks = table_of(Standard), table_of(StandardTrack)
        connection = session.connection()
        have = connection.scalar(sa.select(sa.func.count()).select_from(standards)) or 0
        row = dict(connection.execute(sa.select(standards).where(standards.c.id == of)).mappings().one())
        mine = [dict(t) for t in connection.execute(sa.select(tracks).where(tracks.c.standard_id == of)).mappings()]
        first = (connection.scalar(sa.select(sa.func.max(standards.c.id))) or 0) + 1
        ids = range(first, first + size - have)
        over = {"state": Joint.WITHDRAWN, "lineage": "archive"}
        connection.execute(sa.insert(standards), [row | over | {"id": id_} for id_ in ids])
        each = [t | {"standard_id": id_, "state": Track.WITHDREW} for id_ in ids for t in mine]
        connection.execute(sa.insert(tracks), each)
    if not world.database.is_sqlite:  # PostgreSQL keeps its own statistics; SQLite has none in the product
        with world.database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _time(world: World, read: Callable[[Session], Any]) -> float:
    """Milliseconds, the fastest: what else the machine does between both sizes must not pass for growth."""
    taken = []
    for _ in range(TIMES):
        with world.database.read() as session:
            start = time.perf_counter()
            read(session)
            taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def _plans(world: World, seat: Seat) -> list[Line]:
    """Tables that the plan of my turn reads from end to end, small ones left out."""
    explain = "EXPLAIN QUERY PLAN " if world.database.is_sqlite else "EXPLAIN "
    sql = _turns(seat).compile(world.database.engine, compile_kwargs={"literal_binds": True})
    with world.database.engine.connect() as connection:
        plan = [str(row[-1]) for row in connection.exec_driver_sql(explain + str(sql).replace("%", "%%"))]
    scans = [step for step in plan if ("SCAN" in step or "Seq Scan" in step) and "standards" in step]
    return [Line("my turn: standards read from end to end", len(scans), "<=", 0, "; ".join(scans))]
