"""The tree against the published vectors, and against RFC 6962's own recursive definitions on random trees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.log.tlog import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    0: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 "
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    5: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b "
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
}
PROOFS = {
    (6, 8): "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a "
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    (2, 5): "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
}

trees = st.integers(1, 300).map(lambda size: [leaf_hash(number.to_bytes(4)) for number in range(size)])


def flipped(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def power_below(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(hashes: list[bytes]) -> bytes:
    if len(hashes) == 1:
        return hashes[0]
    k = power_below(len(hashes))
    return node_hash(mth(hashes[:k]), mth(hashes[k:]))


def path(m: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    k = power_below(len(hashes))
    if m < k:
        return [*path(m, hashes[:k]), mth(hashes[k:])]
    return [*path(m - k, hashes[k:]), mth(hashes[:k])]


def subproof(m: int, hashes: list[bytes], *, known: bool) -> list[bytes]:
    if m == len(hashes):
        return [] if known else [mth(hashes)]
    k = power_below(len(hashes))
    if m <= k:
        return [*subproof(m, hashes[:k], known=known), mth(hashes[k:])]
    return [*subproof(m - k, hashes[k:], known=False), mth(hashes[:k])]


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_reproduced(size: int) -> None:
    assert root_of(HASHES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize("index", PATHS)
def test_the_published_audit_paths_are_reproduced(index: int) -> None:
    assert [node.hex() for node in inclusion_proof(HASHES, index=index, size=8)] == PATHS[index].split()


@pytest.mark.parametrize(("old", "new"), PROOFS)
def test_the_published_consistency_proofs_are_reproduced(old: int, new: int) -> None:
    assert [node.hex() for node in consistency_proof(HASHES, old=old, new=new)] == PROOFS[old, new].split()


@given(trees, st.data())
def test_a_foreign_leaf_place_root_or_path_is_not_included(hashes: list[bytes], data: st.DataObject) -> None:
    size, root = len(hashes), root_of(hashes)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(hashes, index=index, size=size)
    leaf = hashes[index]
    assert not verify_inclusion(flipped(leaf), proof, index=index, size=size, root=root)
    assert not verify_inclusion(leaf, proof, index=index, size=size, root=flipped(root))
    assert not verify_inclusion(leaf, [*proof, leaf], index=index, size=size, root=root)
    assert not verify_inclusion(leaf, proof, index=index + size, size=size, root=root)
    assert not verify_inclusion(leaf, proof, index=-1, size=size, root=root)
    if proof:
        wrong = data.draw(st.integers(0, len(proof) - 1))
        broken = [flipped(node) if at == wrong else node for at, node in enumerate(proof)]
        assert not verify_inclusion(leaf, broken, index=index, size=size, root=root)
        assert not verify_inclusion(leaf, proof[:-1], index=index, size=size, root=root)
        other = data.draw(st.integers(0, size - 1).filter(lambda at: at != index))
        assert not verify_inclusion(leaf, proof, index=other, size=size, root=root)


@given(trees, st.data())
def test_a_rewritten_past_is_not_consistent(hashes: list[bytes], data: st.DataObject) -> None:
    new = len(hashes)
    old = data.draw(st.integers(1, new))
    rewritten = data.draw(st.integers(0, old - 1))
    forged = [flipped(node) if at == rewritten else node for at, node in enumerate(hashes)]
    old_root, new_root, forged_root = root_of(hashes[:old]), root_of(hashes), root_of(forged)
    for proof in (consistency_proof(hashes, old=old, new=new), consistency_proof(forged, old=old, new=new)):
        assert not verify_consistency(proof, old_size=old, old_root=old_root, new_size=new, new_root=forged_root)
    proof = consistency_proof(hashes, old=old, new=new)
    for bent in ([*proof, old_root], proof[:-1] if proof else [new_root], [flipped(node) for node in proof] or [b""]):
        assert not verify_consistency(bent, old_size=old, old_root=old_root, new_size=new, new_root=new_root)
    if old < new:
        assert not verify_consistency(proof, old_size=new, old_root=new_root, new_size=old, new_root=old_root)


@given(trees, st.data())
def test_every_leaf_is_proved_as_the_standard_defines(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    proof = inclusion_proof(hashes, index=index, size=len(hashes))
    assert proof == path(index, hashes)
    assert verify_inclusion(hashes[index], proof, index=index, size=len(hashes), root=mth(hashes))


@given(trees, st.data())
def test_every_growth_is_proved_as_the_standard_defines(hashes: list[bytes], data: st.DataObject) -> None:
    new = len(hashes)
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(hashes, old=old, new=new)
    assert proof == subproof(old, hashes, known=True)
    assert verify_consistency(proof, old_size=old, old_root=mth(hashes[:old]), new_size=new, new_root=mth(hashes))


@given(trees, st.data())
def test_a_tree_too_long_for_memory_is_proved_through_a_callback(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    size = len(hashes)

    def root_between(start: int, end: int) -> bytes:
        return mth(hashes[start:end])

    listed = inclusion_proof(hashes, index=index, size=size), consistency_proof(hashes, old=index, new=size)
    assert listed == (
        inclusion_proof(root_between, index=index, size=size),
        consistency_proof(root_between, old=index, new=size),
    )


@given(trees, st.data())
def test_a_frontier_stored_anywhere_goes_on_to_the_same_root(hashes: list[bytes], data: st.DataObject) -> None:
    stop = data.draw(st.integers(0, len(hashes)))
    before = Frontier().extend(hashes[:stop])
    kept = before.to_bytes()
    frontier = Frontier.from_bytes(kept, size=stop)
    for node in hashes[stop:]:
        frontier = frontier.append(node)
    assert (frontier.size, frontier.root()) == (len(hashes), mth(hashes))
    assert (before.size, before.to_bytes()) == (stop, kept)


def test_every_growth_begins_with_the_empty_tree_and_with_nothing_else() -> None:
    root = root_of(HASHES)
    assert consistency_proof(HASHES, old=0, new=8) == []
    assert verify_consistency([], old_size=0, old_root=EMPTY_ROOT, new_size=8, new_root=root)
    assert verify_consistency([], old_size=0, old_root=EMPTY_ROOT, new_size=0, new_root=EMPTY_ROOT)
    assert not verify_consistency([], old_size=0, old_root=root, new_size=8, new_root=root)
    assert not verify_consistency([], old_size=0, old_root=root, new_size=0, new_root=root)
    assert not verify_consistency([], old_size=-1, old_root=root, new_size=8, new_root=root)


def test_a_hash_of_another_length_is_refused_everywhere() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"not a hash")
    with pytest.raises(ValueError, match="frontier"):
        Frontier.from_bytes(HASHES[0] + HASHES[1][:-1], size=3)
    left, right = HASHES[0] + HASHES[1][:1], HASHES[1][1:]
    assert node_hash(left, right) == root_of(HASHES[:2])
    assert not verify_inclusion(left, [right], index=0, size=2, root=root_of(HASHES[:2]))


def test_what_does_not_fit_the_tree_is_refused_before_any_hashing() -> None:
    with pytest.raises(ValueError, match="frontier of a tree of 3"):
        Frontier.from_bytes(HASHES[0], size=3)
    with pytest.raises(ValueError, match="cannot be stored"):
        Frontier(-1)
    with pytest.raises(ValueError, match="no leaf 8"):
        inclusion_proof(HASHES, index=8, size=8)
    with pytest.raises(ValueError, match="does not extend"):
        consistency_proof(HASHES, old=9, new=8)
    with pytest.raises(ValueError, match="do not make a tree of 9"):
        consistency_proof(HASHES, old=1, new=9)
