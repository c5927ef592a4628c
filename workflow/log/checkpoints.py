"""Signed heads of the logs in the database, and the proofs that leaves and older heads belong to them.
Whether a head may be signed is the signer's to say; what leaves mean is not looked at."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.notes import Checkpoint as Signed
from workflow.log.signer import HeadRefused, Signer
from workflow.log.tlog import Frontier, RangeRoot, consistency_proof, inclusion_proof, leaf_hash, root_of
from workflow.records.events import Checkpoint, Event, Log

PAGE: Final = 5_000  # rows held at once, and the length of one reading transaction


class LogBroken(Exception):
    """The stored leaves do not make the stored head: nothing is signed until a person has looked."""

    def __init__(self, origin: str, index: int) -> None:
        super().__init__(f"{origin}: the leaves and the head differ at {index}")
        self.origin = origin
        self.index = index


def checkpoint(database: Database, signer: Signer, log_id: int, *, at: datetime) -> Checkpoint:
    """The signed checkpoint of the log as it stands: new leaves are hashed again first, and the row is kept."""
    try:
        return _signed(database, signer, log_id, at)
    except HeadRefused:  # another process may have signed meanwhile; a rewritten log is refused a second time
        return _signed(database, signer, log_id, at)


def checkpoint_all(database: Database, signer: Signer, *, at: datetime) -> list[Checkpoint]:
    """Sign every log that grew since its last checkpoint."""
    newest = sa.select(sa.func.coalesce(sa.func.max(Checkpoint.size), 0)).where(Checkpoint.log_id == Log.id)
    with database.read() as session:
        grown = session.scalars(sa.select(Log.id).where(Log.size > newest.scalar_subquery()).order_by(Log.id)).all()
    return [checkpoint(database, signer, log_id, at=at) for log_id in grown]


def proof(session: Session, log_id: int, *, index: int, size: int) -> list[bytes]:
    """The path from the leaf at `index` to the head of the first `size` leaves."""
    return inclusion_proof(range_root(session, log_id), index=index, size=size)


def consistency(session: Session, log_id: int, *, old: int, new: int) -> list[bytes]:
    """The proof that the log of `new` leaves begins with the log of `old`."""
    return consistency_proof(range_root(session, log_id), old=old, new=new)


def range_root(session: Session, log_id: int) -> RangeRoot:
    """The root of any run of leaves, from their stored hashes, a page at a time."""

    def root_between(start: int, end: int) -> bytes:
        return root_of(_hashes(session, log_id, start, end))

    return root_between


def _signed(database: Database, signer: Signer, log_id: int, at: datetime) -> Checkpoint:
    with database.read() as session:
        origin, size, frontier = session.execute(
            sa.select(Log.origin, Log.size, Log.frontier).where(Log.id == log_id)
        ).one()
    last = signer.last(origin)
    root = _checked_root(database, log_id, last, Frontier.from_bytes(frontier, size=size), origin)
    with database.read() as session:
        steps = consistency(session, log_id, old=last.size, new=size) if last.size <= size else []
    note = signer.sign(origin, size, root, steps).decode()
    made = Checkpoint(log_id=log_id, size=size, root=root, note=note, made_at=at)
    return _kept(database, made)


def _checked_root(database: Database, log_id: int, last: Signed, head: Frontier, origin: str) -> bytes:
    """The root that the leaves really make; those already signed count by their hash, the new ones by their bytes."""
    tree = Frontier()
    for start in range(0, head.size, PAGE):
        end = min(start + PAGE, head.size)
        with database.read() as session:
            known = list(_hashes(session, log_id, start, min(end, last.size)))
            fresh = _rehashed(session, log_id, max(start, last.size), end, origin)
        tree = tree.extend(known + fresh)
        if tree.size != end:
            raise LogBroken(origin, tree.size)
    if tree != head:
        raise LogBroken(origin, head.size)
    return tree.root()


def _rehashed(session: Session, log_id: int, start: int, end: int, origin: str) -> list[bytes]:
    query = sa.select(Event.index, Event.leaf, Event.leaf_hash).where(_within(log_id, start, end))
    made = []
    for expected, (index, leaf, stored) in enumerate(session.execute(query.order_by(Event.index)), start):
        if index != expected or leaf_hash(leaf) != stored:
            raise LogBroken(origin, expected)
        made.append(stored)
    return made


def _hashes(session: Session, log_id: int, start: int, end: int) -> Iterator[bytes]:
    for page in range(start, end, PAGE):
        query = sa.select(Event.leaf_hash).where(_within(log_id, page, min(page + PAGE, end)))
        yield from session.scalars(query.order_by(Event.index)).all()


def _within(log_id: int, start: int, end: int) -> sa.ColumnElement[bool]:
    return sa.and_(Event.log_id == log_id, Event.index >= start, Event.index < end)


def _kept(database: Database, made: Checkpoint) -> Checkpoint:
    """The row of this head; the one already there when it was signed before."""
    key = (made.log_id, made.size)
    try:
        with database.plain() as session:
            if (known := session.get(Checkpoint, key)) is not None:
                return known
            session.add(made)
        return made
    except IntegrityError:  # another process kept the same head at the same instant
        with database.plain() as session:
            return session.get_one(Checkpoint, key)
