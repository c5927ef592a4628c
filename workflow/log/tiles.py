"""C2SP tiles (tlog-tiles): the tree in files of 256 hashes and the entries in bundles of as many, with their paths.
Made from leaf hashes and leaves; who may fetch which is not asked here."""

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Self

from workflow.log.tlog import MAX_SIZE, RangeRoot

WIDTH: Final = 256
MAX_LEVEL: Final = 7  # eight levels of 256 span every size that can be stored
_PATH: Final = re.compile(
    r"tile/(?P<level>0|[1-9][0-9]?|entries)/(?P<n>(?:x[0-9]{3}/){0,6}[0-9]{3})(?P<part>\.p/[1-9][0-9]{0,2})?"
)
_LENGTH: Final = struct.Struct(">H")


class NoTile(ValueError):
    """The path or the bytes are not those of a tile, or the tree is too short for it."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The `n`-th tile of a level, or the `n`-th bundle of entries when `level` is none. Narrower than 256: partial."""

    level: int | None
    n: int
    width: int = WIDTH

    def path(self) -> str:
        digits = f"{self.n:03d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        number = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
        level = "entries" if self.level is None else str(self.level)
        return f"tile/{level}/{number}" + (f".p/{self.width}" if self.width < WIDTH else "")

    @classmethod
    def parse(cls, path: str) -> Self:
        """Read a path, in the one spelling that `path` gives."""
        match = _PATH.fullmatch(path)
        if match is None:
            raise NoTile(path)
        level = None if match["level"] == "entries" else int(match["level"])
        number = int(re.sub(r"[x/]", "", match["n"]))
        tile = cls(level, number, int((match["part"] or f".p/{WIDTH}").removeprefix(".p/")))
        if tile.path() != path or not tile.storable():
            raise NoTile(path)
        return tile

    def storable(self) -> bool:
        """Whether any tree that can be stored reaches so far."""
        return 1 <= self.width <= WIDTH and (self.level or 0) <= MAX_LEVEL and self.end <= MAX_SIZE

    @property
    def span(self) -> int:
        """How many leaves one of its hashes stands for."""
        return 1 << (8 * (self.level or 0))

    @property
    def start(self) -> int:
        return self.n * WIDTH * self.span

    @property
    def end(self) -> int:
        """The leaf after its last one: the shortest tree that has this tile."""
        return self.start + self.width * self.span

    def hashes(self, roots: RangeRoot) -> bytes:
        """The bytes of a tile of hashes. The caller knows that the tree is long enough."""
        return b"".join(roots(at, at + self.span) for at in range(self.start, self.end, self.span))


def tiles_of(size: int, *, since: int = 0) -> Iterator[Tile]:
    """The tiles and bundles of a tree of `size` leaves that one of `since` leaves did not have, the lowest level first,
    each as wide as this size makes it."""
    yield from _row(None, size, since)
    for level in range(MAX_LEVEL + 1):
        if size >> (8 * level) == 0:
            return
        yield from _row(level, size, since)


def bundle(leaves: Iterable[bytes]) -> bytes:
    """Entries behind their lengths, two bytes each."""
    return b"".join(_LENGTH.pack(len(leaf)) + leaf for leaf in leaves)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a bundle."""
    leaves, at = [], 0
    while at < len(data):
        if at + _LENGTH.size > len(data):
            raise NoTile("a bundle that breaks off")
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if at + length > len(data):
            raise NoTile("a bundle that breaks off")
        leaves.append(data[at : at + length])
        at += length
    return leaves


def _row(level: int | None, size: int, since: int) -> Iterator[Tile]:
    have, had = (count >> (8 * (level or 0)) for count in (size, since))
    for n in range(had // WIDTH, -(-have // WIDTH)):
        tile = Tile(level, n, min(WIDTH, have - n * WIDTH))
        if have > had:
            yield tile
