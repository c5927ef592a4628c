"""Signed heads of the logs in the database, and the proofs that leaves and older heads belong to them.
Whether a head may be signed is the signer's to say; what leaves mean is not looked at."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.log.freezing import freeze
from workflow.log.notes import Checkpoint as Signed
from workflow.log.signer import HeadRefused, Signer, SignerHalted
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
    """The signed checkpoint of the log as it stands: new leaves are hashed again first, and the row is kept. A log that
    does not extend what was signed is signed no more, and the signer keeps both heads."""
    while True:
        origin, last = _remembered(database, signer, log_id)
        try:
            return _signed(database, signer, log_id, last, at)
        except HeadRefused as refused:
            if refused.signed == last:  # else another process signed meanwhile: look again
                signer.halt(origin, refused.offered.text().decode())
                _stop(database, log_id, at)
                raise
        except LogBroken as broken:
            signer.halt(origin, str(broken))
            _stop(database, log_id, at)
            raise


def _stop(database: Database, log_id: int, at: datetime) -> None:
    """What may not be signed is not written on either."""
    with database.plain() as session:
        freeze(session, log_id, "refused", at)


def checkpoint_all(database: Database, signer: Signer, *, at: datetime) -> list[Checkpoint]:
    """Sign every log that grew since its last checkpoint; one that may not be signed keeps none of the others back, and
    the first fault is raised when all were tried."""
    newest = sa.select(sa.func.coalesce(sa.func.max(Checkpoint.size), 0)).where(Checkpoint.log_id == Log.id)
    with database.read() as session:
        grown = session.scalars(sa.select(Log.id).where(Log.size > newest.scalar_subquery()).order_by(Log.id)).all()
    made, faults = [], []
    for log_id in grown:
        try:
            made.append(checkpoint(database, signer, log_id, at=at))
        except (HeadRefused, LogBroken, SignerHalted) as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return made


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


def _remembered(database: Database, signer: Signer, log_id: int) -> tuple[str, Signed]:
    """What the signer signed last; read before the log's head, which then cannot honestly be shorter."""
    with database.read() as session:
        origin = session.scalars(sa.select(Log.origin).where(Log.id == log_id)).one()
    signer.check(origin)
    return origin, signer.last(origin)


def _signed(database: Database, signer: Signer, log_id: int, last: Signed, at: datetime) -> Checkpoint:
    published = sa.select(Checkpoint).where(Checkpoint.log_id == log_id).order_by(Checkpoint.size.desc()).limit(1)
    with database.read() as session:
        newest = session.scalars(published).first()  # before the head, which then cannot honestly be shorter
        head = session.execute(sa.select(Log.size, Log.frontier).where(Log.id == log_id)).one()
        steps = consistency(session, log_id, old=last.size, new=head.size) if last.size <= head.size else []
    frontier = Frontier.from_bytes(head.frontier, size=head.size)
    root = _checked_root(database, log_id, last, frontier, newest)
    note = signer.sign(last.origin, head.size, root, steps).decode()
    made = Checkpoint(log_id=log_id, size=head.size, root=root, note=note, made_at=at)
    return _kept(database, made)


def _checked_root(database: Database, log_id: int, last: Signed, head: Frontier, published: Checkpoint | None) -> bytes:
    """The root that the leaves really make; those already signed count by their hash, the new ones by their bytes. On
    the way it passes the newest published head, of which a second signer's memory may know nothing."""
    tree, origin = Frontier(), last.origin
    known = published.size if published is not None and published.size <= head.size else 0
    stops = sorted({*range(0, head.size, PAGE), known, head.size})
    for start, end in pairwise(stops):
        with database.read() as session:
            signed = list(_hashes(session, log_id, start, min(end, last.size)))
            fresh = _rehashed(session, log_id, max(start, last.size), end, origin)
        tree = tree.extend(signed + fresh)
        if tree.size != end:
            raise LogBroken(origin, _first_gap(database, log_id, start))
        if published is not None and end == known and tree.root() != published.root:
            raise LogBroken(origin, tree.size)
    if tree != head or (published is not None and last.size <= head.size < published.size):
        raise LogBroken(origin, head.size)
    return tree.root()


def _first_gap(database: Database, log_id: int, start: int) -> int:
    """The first place behind `start` where no leaf stands."""
    with database.read() as session:
        query = sa.select(Event.index).where(Event.log_id == log_id, Event.index >= start).order_by(Event.index)
        indices = session.scalars(query.limit(PAGE)).all()
    return next((wanted for wanted, index in enumerate(indices, start) if index != wanted), start + len(indices))


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
