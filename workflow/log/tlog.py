"""The RFC 6962 Merkle tree over SHA-256: leaf hashes, the growing right edge, proofs and their checks.
Pure arithmetic on bytes: no database, no signature, no knowledge of what a leaf means."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Self, TypeAlias

HASH_SIZE = 32
MAX_SIZE = 2**63 - 1  # what a BIGINT column can count; it also bounds a frontier to 63 hashes
EMPTY_ROOT = sha256(b"").digest()

# Root of the leaves start ≤ i < end, for trees too long to hold in memory: answer with `root_of` over those rows.
RangeRoot: TypeAlias = Callable[[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Root of the whole tree; takes any iterable and holds at most one hash a level."""
    return Frontier().extend(leaf_hashes).root()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the roots of its complete subtrees, the largest (leftmost) first. Enough to append."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE:
            raise ValueError(f"a tree of {self.size} leaves cannot be stored")
        if len(self.peaks) != self.size.bit_count() or not _all_hashes(self.peaks):
            raise ValueError(f"not the frontier of a tree of {self.size} leaves")

    def append(self, leaf_hash: bytes) -> Self:
        return self.extend((leaf_hash,))

    def extend(self, leaf_hashes: Iterable[bytes]) -> Self:
        size, peaks = self.size, list(self.peaks)
        for node in leaf_hashes:
            if len(node) != HASH_SIZE:
                raise ValueError("a leaf hash has 32 bytes; hash the leaf first")
            for _ in range(_trailing_ones(size)):
                node = node_hash(peaks.pop(), node)
            peaks.append(node)
            size += 1
        return type(self)(size, tuple(peaks))

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def to_bytes(self) -> bytes:
        """The hashes alone; the size is stored beside them and must be given back to `from_bytes`."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, hashes: bytes, *, size: int) -> Self:
        return cls(size, tuple(hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)))


def inclusion_proof(leaves: Sequence[bytes] | RangeRoot, *, index: int, size: int) -> list[bytes]:
    """Audit path of the leaf at `index` in the tree of the first `size` leaves (RFC 6962 §2.1.1), lowest hash first."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    root_between = _range_root(leaves, size)
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_between(middle, end))
            end = middle
        else:
            path.append(root_between(start, middle))
            start = middle
    return path[::-1]


def verify_inclusion(leaf_hash: bytes, proof: Sequence[bytes], *, index: int, size: int, root: bytes) -> bool:
    """Does `proof` lead from this leaf hash at `index` to `root`? (RFC 9162 §2.1.3.2)"""
    if not 0 <= index < size or not _all_hashes((leaf_hash, *proof)):
        return False
    climb = _Climb(index, size - 1)
    node = leaf_hash
    for sibling in proof:
        if climb.at_top:
            return False
        node = node_hash(sibling, node) if climb.sibling_is_left() else node_hash(node, sibling)
    return climb.at_top and node == root


def consistency_proof(leaves: Sequence[bytes] | RangeRoot, *, old: int, new: int) -> list[bytes]:
    """Proof that the tree of the first `new` leaves extends that of the first `old` (RFC 6962 §2.1.2).
    Empty when old is 0 or equals new: there is nothing to show."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves does not extend one of {old}")
    if old in (0, new):
        return []
    root_between = _range_root(leaves, new)
    start, end, path = 0, new, []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(root_between(middle, end))
            end = middle
        else:
            path.append(root_between(start, middle))
            start = middle
    if start:  # a subtree that begins at leaf 0 is the old root itself, which the verifier holds
        path.append(root_between(start, end))
    return path[::-1]


def verify_consistency(
    proof: Sequence[bytes], *, old_size: int, old_root: bytes, new_size: int, new_root: bytes
) -> bool:
    """Does the tree (new_size, new_root) begin with the tree (old_size, old_root)? (RFC 9162 §2.1.4.2)"""
    if not 0 <= old_size <= new_size or not _all_hashes((old_root, new_root, *proof)):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root and (old_size > 0 or old_root == EMPTY_ROOT)
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    return _climb_both(list(proof), old_size=old_size, new_size=new_size, old_root=old_root) == (old_root, new_root)


def _climb_both(path: list[bytes], *, old_size: int, new_size: int, old_root: bytes) -> tuple[bytes, bytes] | None:
    """The two roots to which the proof leads, or nothing if it is too short or too long."""
    if old_size.bit_count() == 1:
        path.insert(0, old_root)
    if not path:
        return None
    complete = _trailing_ones(old_size - 1)
    climb = _Climb((old_size - 1) >> complete, (new_size - 1) >> complete)
    old_node = new_node = path[0]
    for sibling in path[1:]:
        if climb.at_top:
            return None
        if climb.sibling_is_left():
            old_node, new_node = node_hash(sibling, old_node), node_hash(sibling, new_node)
        else:
            new_node = node_hash(new_node, sibling)
    return (old_node, new_node) if climb.at_top else None


@dataclass(slots=True)
class _Climb:
    """Where a verifier stands while it climbs: a node's index on its level and the last index of that level."""

    node: int
    last: int

    @property
    def at_top(self) -> bool:
        return self.last == 0

    def sibling_is_left(self) -> bool:
        """Say on which side the next sibling lies, and step up past the levels on which the node had none."""
        left = bool(self.node & 1) or self.node == self.last
        while left and self.node and not self.node & 1:
            self.node, self.last = self.node >> 1, self.last >> 1
        self.node, self.last = self.node >> 1, self.last >> 1
        return left


def _range_root(leaves: Sequence[bytes] | RangeRoot, size: int) -> RangeRoot:
    if callable(leaves):
        return leaves
    if len(leaves) < size:
        raise ValueError(f"{len(leaves)} leaves do not make a tree of {size}")
    return lambda start, end: root_of(leaves[at] for at in range(start, end))


def _all_hashes(values: Sequence[bytes]) -> bool:
    """Other lengths would let bytes move from one side of a node to the other under the same hash."""
    return all(len(value) == HASH_SIZE for value in values)


def _split(size: int) -> int:
    """The largest power of two below `size`: where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)


def _trailing_ones(number: int) -> int:
    return (~number & (number + 1)).bit_length() - 1
