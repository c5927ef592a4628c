"""Paths to a head for many leaves of one log: what lies high in the tree is hashed once, in bounded memory."""

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.proofs import Proof
from workflow.log.tlog import inclusion_proof, node_hash, root_of
from workflow.records.events import Event

BLOCK = 1024  # leaves whose hashes are held at once


class Prover:
    """Proofs of one log under one checkpoint of it."""

    def __init__(self, database: Database, log_id: int, size: int, checkpoint: bytes) -> None:
        self._database = database
        self._log_id = log_id
        self._size = size
        self._checkpoint = checkpoint
        self._high: dict[tuple[int, int], bytes] = {}
        self._block: tuple[int, list[bytes]] = (-1, [])

    def text(self, index: int) -> bytes:
        """The proof of the leaf at an index, in one text with the checkpoint."""
        path = inclusion_proof(self._root, index=index, size=self._size)
        return Proof(index, tuple(path), self._checkpoint).text()

    def _root(self, start: int, end: int) -> bytes:
        if end - start <= BLOCK and start // BLOCK == (end - 1) // BLOCK:
            first = start - start % BLOCK
            hashes = self._hashes(first)
            return root_of(hashes[start - first : end - first])
        if (start, end) not in self._high:
            middle = start + (1 << ((end - start - 1).bit_length() - 1))
            self._high[start, end] = node_hash(self._root(start, middle), self._root(middle, end))
        return self._high[start, end]

    def _hashes(self, first: int) -> list[bytes]:
        if self._block[0] != first:
            here = (Event.log_id == self._log_id, Event.index >= first, Event.index < min(first + BLOCK, self._size))
            with self._database.read() as session:
                found = session.scalars(sa.select(Event.leaf_hash).where(*here).order_by(Event.index)).all()
            self._block = (first, list(found))
        return self._block[1]
