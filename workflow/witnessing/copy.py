"""A mirror's own copy of one log as files: tiles and bundles as C2SP tlog-tiles has them, only ever added to. A sealed
vote lies in its bundle as the envelope the host gave; its leaf is laid beside it once it may be told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workflow.log.durable import make_directory, write_durably
from workflow.log.tiles import WIDTH, NoTile, Tile, bundle, tiles_of, unbundle
from workflow.log.tlog import HASH_SIZE, Frontier, RangeRoot, leaf_hash, root_of

SIZE: Final = "size"
OPENED: Final = "opened"
_ENVELOPE: Final = re.compile(rb'\{"idx":\d+,"leaf_hash":"([0-9a-f]{64})","sealed":"[^"\\]*"\}')


@dataclass(frozen=True)
class Entry:
    """A leaf, or what stands in for one that may not be told yet (`leaf` is none)."""

    index: int
    leaf: bytes | None
    leaf_hash: bytes


class CopyBroken(Exception):
    """A file of the copy is missing or is not what it was when it was written."""


class Copy:
    """The files of one log in `folder`; who writes holds the log's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def size(self) -> int:
        path = self.folder / SIZE
        return int(path.read_text("ascii")) if path.exists() else 0

    def append(self, entries: Sequence[bytes]) -> None:
        """Add what the host served from `size` on; on the disk, tiles first, before the size says so."""
        old, hashes = self.size, self.hashes() + [hash_of(entry) for entry in entries]
        new = old + len(entries)
        tail = self._bundled(old // WIDTH * WIDTH, old) + list(entries)
        for tile in tiles_of(new, since=old):
            start = tile.start - old // WIDTH * WIDTH
            data = bundle(tail[start : start + tile.width]) if tile.level is None else tile.hashes(_roots(hashes))
            self._write(tile.path(), data)
        write_durably(self.folder / SIZE, f"{new}\n".encode())

    def open(self, index: int, leaf: bytes) -> None:
        """Lay down a leaf that was sealed when it was copied."""
        self._write(f"{OPENED}/{index}.leaf", leaf)

    def sealed(self) -> list[int]:
        """The leaves of which only the hash is known yet."""
        return [entry.index for entry in self.entries() if entry.leaf is None]

    def hashes(self, size: int | None = None) -> list[bytes]:
        """The hashes of the first `size` leaves (all), from the lowest tiles."""
        size = self.size if size is None else size
        data = b"".join(self._read(Tile(0, n, width)) for n, width in self._tiles(size))
        return [data[at : at + HASH_SIZE] for at in range(0, size * HASH_SIZE, HASH_SIZE)]

    def root(self, size: int) -> bytes:
        return root_of(self.hashes(size))

    def entries(self, start: int = 0) -> Iterator[Entry]:
        """Every entry from `start` on, hashed again as it is read."""
        size = self.size
        for n, width in self._tiles(size):
            if n * WIDTH + width <= start:
                continue
            hashes = self._read(Tile(0, n, width))
            for at, entry in enumerate(self._unbundled(Tile(None, n, width))):
                if n * WIDTH + at >= start:
                    yield self._entry(n * WIDTH + at, entry, hashes[at * HASH_SIZE : (at + 1) * HASH_SIZE])

    def frontier(self) -> Frontier:
        return Frontier().extend(self.hashes())

    def _entry(self, index: int, entry: bytes, expected: bytes) -> Entry:
        if hash_of(entry) != expected:
            raise CopyBroken(f"{self.folder}: {index}")
        if leaf_hash(entry) == expected:
            return Entry(index, entry, expected)
        path = self.folder / OPENED / f"{index}.leaf"
        leaf = path.read_bytes() if path.exists() else None
        if leaf is not None and leaf_hash(leaf) != expected:
            raise CopyBroken(str(path))
        return Entry(index, leaf, expected)

    def _bundled(self, start: int, end: int) -> list[bytes]:
        """The bundle that `end` falls into, as far as it goes."""
        return self._unbundled(Tile(None, start // WIDTH, end - start)) if end > start else []

    def _tiles(self, size: int) -> Iterator[tuple[int, int]]:
        """The lowest tiles of a tree: as wide as they were when it had this size, or the wider ones written since."""
        held = self.size
        for n in range(-(-size // WIDTH)):
            yield n, min(WIDTH, held - n * WIDTH)

    def _read(self, tile: Tile) -> bytes:
        try:
            return (self.folder / tile.path()).read_bytes()
        except (OSError, NoTile) as gone:
            raise CopyBroken(f"{self.folder}/{tile.path()}") from gone

    def _unbundled(self, tile: Tile) -> list[bytes]:
        try:
            return unbundle(self._read(tile))
        except NoTile as cut:
            raise CopyBroken(f"{self.folder}/{tile.path()}") from cut

    def _write(self, path: str, data: bytes) -> None:
        place = self.folder / path
        for folder in reversed([place.parent, *place.parent.parents]):
            if self.folder in folder.parents and not folder.exists():
                make_directory(folder)
        write_durably(place, data)


def hash_of(entry: bytes) -> bytes:
    """The leaf hash that an entry as served stands for: an envelope tells it, a leaf makes it. Whether an envelope
    tells the truth shows in the root, and whether it stood in for a vote once it is opened."""
    sealed = _ENVELOPE.fullmatch(entry)
    return bytes.fromhex(sealed[1].decode()) if sealed else leaf_hash(entry)


def _roots(hashes: Sequence[bytes]) -> RangeRoot:
    return lambda start, end: root_of(hashes[start:end])
