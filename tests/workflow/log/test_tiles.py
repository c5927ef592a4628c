"""Tiles: the specification's example of 70,000 leaves, paths, and the root that tiles alone give again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.log.tiles import WIDTH, NoTile, Tile, bundle, tiles_of, unbundle
from workflow.log.tlog import leaf_hash, root_of

HASHES = [leaf_hash(at.to_bytes(4)) for at in range(70_000)]


def roots(start: int, end: int) -> bytes:
    return root_of(HASHES[start:end])


def test_seventy_thousand_leaves_have_the_tiles_of_the_specification() -> None:
    tiles = list(tiles_of(70_000))
    widths = {level: [tile.width for tile in tiles if tile.level == level] for level in (None, 0, 1, 2)}
    assert widths[0] == widths[None] == [WIDTH] * 273 + [112]
    assert (widths[1], widths[2]) == ([WIDTH, 17], [1])
    assert len(tiles) == 2 * 274 + 3


def test_a_full_tile_has_a_first_hash_on_the_level_above() -> None:
    assert [tile.path() for tile in tiles_of(256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]


def test_paths_are_spelled_as_in_the_specification() -> None:
    assert Tile(0, 1234067).path() == "tile/0/x001/x234/067"
    assert Tile(None, 5, 17).path() == "tile/entries/005.p/17"


@given(st.sampled_from([None, 0, 1, 2, 3]), st.integers(0, 10**9), st.integers(1, WIDTH))
def test_every_path_comes_back(level: int | None, n: int, width: int) -> None:
    assert Tile.parse(Tile(level, n, width).path()) == Tile(level, n, width)


@pytest.mark.parametrize(
    "path",
    [
        *("", "tile", "tile/0/1", "tile/0/0000", "tile/00/000", "tile/64/000", "tile/8/000", "tile/0/x000/000"),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/-1/000", "tile/0/000/"),
        *("tile/7/x999/x999/999", "tile/entry/000", f"tile/0/{'x999/' * 6}999", "tile/0/００１", "tile/0/000\n"),
    ],
)
def test_what_is_no_tile_is_refused(path: str) -> None:
    with pytest.raises(NoTile):
        Tile.parse(path)


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 1000, 4097])
def test_the_lowest_tiles_of_a_size_are_its_leaves(size: int) -> None:
    lowest = [tile for tile in tiles_of(size) if tile.level == 0]
    assert b"".join(tile.hashes(roots) for tile in lowest) == b"".join(HASHES[:size])


def test_higher_tiles_are_the_roots_of_the_full_ones_below() -> None:
    below = [tile for tile in tiles_of(70_000) if tile.level == 0 and tile.width == WIDTH]
    nodes = b"".join(roots(tile.start, tile.end) for tile in below)
    assert b"".join(tile.hashes(roots) for tile in tiles_of(70_000) if tile.level == 1) == nodes


@given(st.integers(0, 1_000), st.integers(0, 1_000))
def test_what_grew_is_fetched_and_nothing_else(since: int, more: int) -> None:
    known = {tile.path() for tile in tiles_of(since)}
    fresh = [tile.path() for tile in tiles_of(since + more, since=since)]
    assert known.isdisjoint(fresh)
    assert {tile.path() for tile in tiles_of(since + more)} <= known.union(fresh)


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_its_entries_back(leaves: list[bytes]) -> None:
    assert unbundle(bundle(leaves)) == leaves


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abcd", b"\x00\x01a\x00"])
def test_a_bundle_that_breaks_off_is_refused(data: bytes) -> None:
    with pytest.raises(NoTile):
        unbundle(data)
