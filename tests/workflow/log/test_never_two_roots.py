"""I13: two signers, restored copies, rows changed at random: never two roots under the key for one size of one log."""

from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from tests.workflow.log import logbook
from workflow.db import Database
from workflow.log.checkpoints import LogBroken, checkpoint
from workflow.log.notes import verify_checkpoint
from workflow.log.signer import HeadRefused, Signer, SignerHalted
from workflow.log.tlog import Frontier, leaf_hash, root_of
from workflow.records.events import Checkpoint, Event, FrozenLog, Log

TRIES = 200
ORIGIN = "tongbiao.example/jingjinji/2026"
REFUSED = (HeadRefused, LogBroken, SignerHalted)
Kept = tuple[list[tuple[int, bytes, bytes]], int, bytes]


class World:
    """A log, signers over one memory, and every note that ever left one of them."""

    def __init__(self, database: Database, folder: Path, random: Random) -> None:
        self.database, self.folder, self.random = database, folder, random
        self.notes: list[bytes] = []
        self.sequence = 0

    def signer(self, memory: str) -> Signer:
        return Signer(self.folder / "key", self.folder / memory)

    def grow(self) -> None:
        """Who owns the database writes on, whatever was frozen in it."""
        with self.database.plain() as session:
            session.execute(sa.delete(FrozenLog))
        for _ in range(self.random.randint(1, 3)):
            self.sequence += 1
            logbook.written(self.database, logbook.deed(self.sequence))

    def sign(self) -> bool:
        """By a process of its own each time, over the memory that stays."""
        try:
            made = checkpoint(self.database, self.signer("a"), self.log_id(), at=logbook.NOON)
        except REFUSED:
            return False
        self.notes.append(made.note.encode())
        return True

    def log_id(self) -> int:
        with self.database.read() as session:
            return session.scalars(sa.select(Log.id)).one()

    def rewrite(self) -> None:
        """Change one leaf, and make hashes and head fit it, as somebody with the database's password would."""
        with self.database.plain() as session:
            leaves = [bytes(leaf) for leaf in session.scalars(sa.select(Event.leaf).order_by(Event.index))]
            at = self.random.randrange(len(leaves))
            leaves[at] = leaves[at].replace(b'"region":"110000"', b'"region":"120000"') + b" "
            hashes = [leaf_hash(leaf) for leaf in leaves]
            session.execute(sa.update(Event).where(Event.index == at).values(leaf=leaves[at], leaf_hash=hashes[at]))
            session.execute(sa.update(Log).values(frontier=Frontier().extend(hashes).to_bytes()))

    def cut(self) -> None:
        """An older copy of the database comes back: fewer leaves, and the checkpoints of its day."""
        with self.database.plain() as session:
            size = session.scalars(sa.select(Log.size)).one()
            left = self.random.randint(1, size)
            session.execute(sa.delete(Checkpoint).where(Checkpoint.size > left))
            session.execute(sa.delete(Event).where(Event.index >= left))
            hashes = session.scalars(sa.select(Event.leaf_hash).order_by(Event.index)).all()
            session.execute(sa.update(Log).values(size=left, frontier=Frontier().extend(hashes).to_bytes()))

    def heads(self) -> dict[int, set[bytes]]:
        found: dict[int, set[bytes]] = {}
        for note in self.notes:
            head = verify_checkpoint(note, self.signer("a").vkey(ORIGIN), origin=ORIGIN)
            found.setdefault(head.size, set()).add(head.root)
        return found


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('roots')}/log.db"


def test_two_hundred_random_lives_never_show_two_roots_for_one_size(url: str, tmp_path: Path) -> None:
    database, random, refused = logbook.opened(url), Random(6962), 0
    for attempt in range(TRIES):
        _empty(database)
        world = World(database, tmp_path / str(attempt), random)
        world.grow()
        for _ in range(4):
            random.choice([world.grow, world.grow, world.rewrite, world.cut])()
            refused += not world.sign()
        assert all(len(roots) == 1 for roots in world.heads().values()), attempt
    database.dispose()
    assert refused > TRIES / 4  # the lives were wild enough


def test_a_second_signer_without_memory_refuses_what_contradicts_the_published_head(url: str, tmp_path: Path) -> None:
    database = logbook.opened(url + ".2")
    world = World(database, tmp_path, Random(1))
    world.grow()
    checkpoint(database, world.signer("a"), world.log_id(), at=logbook.NOON)
    world.rewrite()
    with pytest.raises(LogBroken):
        checkpoint(database, world.signer("b"), world.log_id(), at=logbook.NOON)
    with pytest.raises(SignerHalted, match="refused"):
        checkpoint(database, world.signer("b"), world.log_id(), at=logbook.NOON)
    database.dispose()


def test_the_refusal_leaves_both_heads_beside_the_memory(url: str, tmp_path: Path) -> None:
    database = logbook.opened(url + ".3")
    world = World(database, tmp_path, Random(2))
    world.grow()
    signed = checkpoint(database, world.signer("a"), world.log_id(), at=logbook.NOON)
    with database.plain() as session:
        session.execute(sa.delete(Checkpoint))
    world.rewrite()
    world.grow()
    with pytest.raises((HeadRefused, LogBroken)):
        checkpoint(database, world.signer("a"), world.log_id(), at=logbook.NOON)
    (kept,) = (tmp_path / "a").glob("*.refused")
    assert kept.read_bytes().startswith(signed.note.encode())
    with database.read() as session:
        hashes = session.scalars(sa.select(Event.leaf_hash).order_by(Event.index)).all()
    assert root_of(hashes[: signed.size]) != signed.root
    database.dispose()


def _empty(database: Database) -> None:
    with database.plain() as session:
        for record in (FrozenLog, Checkpoint, Event, Log):
            session.execute(sa.delete(record))
