"""A mirror's files: the tree they make, what is sealed and opened later, and a flipped bit."""

from pathlib import Path

import pytest

from workflow.log.tiles import Tile, tiles_of
from workflow.log.tlog import leaf_hash, root_of
from workflow.reads.sealing import envelope
from workflow.witnessing.copy import Copy, CopyBroken

LEAVES = [b'{"n":%d}' % number for number in range(700)]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]


def grown(folder: Path, *steps: int) -> Copy:
    copy = Copy(folder)
    folder.mkdir(exist_ok=True)
    for step in steps:
        copy.append(LEAVES[copy.size : step])
    return copy


@pytest.mark.parametrize("steps", [(1,), (256,), (3, 200, 256, 257, 600), (255, 511, 512, 700), (700,)])
def test_the_files_make_the_tree(tmp_path: Path, steps: tuple[int, ...]) -> None:
    copy = grown(tmp_path / "log", *steps)
    assert [entry.leaf for entry in copy.entries()] == LEAVES[: steps[-1]]
    assert copy.hashes() == HASHES[: steps[-1]]
    for size in {*steps, steps[-1] // 2, 0}:
        assert copy.root(size) == root_of(HASHES[:size])
    for tile in tiles_of(steps[-1]):
        assert (copy.folder / tile.path()).exists()
    assert [entry.index for entry in copy.entries(steps[-1] - 1)] == [steps[-1] - 1]


def test_a_vote_lies_sealed_until_it_may_be_told(tmp_path: Path) -> None:
    copy = grown(tmp_path / "log", 3)
    copy.append([envelope(3, HASHES[3]), LEAVES[4]])
    assert copy.root(5) == root_of(HASHES[:5])
    assert copy.sealed() == [3]
    copy.open(3, LEAVES[3])
    assert not copy.sealed()
    assert [entry.leaf for entry in copy.entries()] == LEAVES[:5]
    copy.open(3, LEAVES[2])
    with pytest.raises(CopyBroken):
        copy.sealed()


def test_a_flipped_bit_or_a_lost_file_is_no_copy(tmp_path: Path) -> None:
    copy = grown(tmp_path / "log", 300)
    path = copy.folder / Tile(None, 0).path()
    whole = path.read_bytes()
    path.write_bytes(whole[:999] + bytes([whole[999] ^ 1]) + whole[1000:])
    with pytest.raises((CopyBroken, ValueError)):
        list(copy.entries())
    path.unlink()
    with pytest.raises(CopyBroken):
        list(copy.entries())
