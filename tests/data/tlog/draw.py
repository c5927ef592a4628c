"""Writes the questions that Go's reference code was asked, as JSON lines: notes and proofs, ours and bent ones.

`python -m tests.data.tlog.draw | go run check.go > tests/data/tlog/go_vectors.jsonl`; see docs/evidence/go.md."""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from random import Random
from typing import Any

from workflow.log.cosignatures import CosigningKey, added, cosign
from workflow.log.keys import SigningKey
from workflow.log.notes import Checkpoint, sign
from workflow.log.tlog import consistency_proof, inclusion_proof, leaf_hash, root_of

Question = dict[str, Any]
SIZES = (1, 2, 3, 4, 5, 7, 8, 9, 17, 100, 257, 1000)
LEAVES = [b"leaf %d" % at for at in range(max(SIZES))]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
ORIGIN = "tongbiao.example/jjj/2026"
LOG = SigningKey(ORIGIN, b"\x07" * 32)
COSIGNERS = [CosigningKey(f"{code}.example/{kind}", bytes([n]) * 32)
             for n, (code, kind) in enumerate([("bj", "witness"), ("tj", "witness"), ("he", "mirror"), *(
                 (f"w{n}", "witness") for n in range(15))], 11)]  # fmt: skip


def questions() -> Iterator[Question]:
    """All of them, the same at every drawing."""
    random = Random(9162)
    yield from _trees()
    yield from _inclusions(random)
    yield from _consistencies(random)
    yield from _notes(random)


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _trees() -> Iterator[Question]:
    for size in SIZES[:9]:
        yield {"kind": "root", "leaves": [_text(leaf) for leaf in LEAVES[:size]], "root": _text(root_of(HASHES[:size]))}
    yield {"kind": "root", "leaves": [_text(leaf) for leaf in LEAVES[:5]], "root": _text(root_of(HASHES[:6]))}


def _bent(random: Random, proof: list[bytes]) -> list[list[bytes]]:
    """A proof with a byte changed, one hash too few, one too many, two changed about."""
    if not proof:
        return [[HASHES[0]]]
    at = random.randrange(len(proof))
    changed = bytearray(proof[at])
    changed[random.randrange(32)] ^= 1 << random.randrange(8)
    swapped = [*proof[1:], proof[0]]
    return [[*proof[:at], bytes(changed), *proof[at + 1 :]], proof[:-1], [*proof, proof[0]], swapped]


def _inclusions(random: Random) -> Iterator[Question]:
    for size in SIZES:
        for index in sorted({0, size - 1, size // 2, *(random.randrange(size) for _ in range(2))}):
            proof, root = inclusion_proof(HASHES, index=index, size=size), root_of(HASHES[:size])
            told = {"kind": "inclusion", "index": index, "size": size, "leaf": _text(HASHES[index])}
            for one in (proof, *_bent(random, proof)):
                yield told | {"root": _text(root), "proof": [_text(node) for node in one]}
            asked = {"root": _text(root), "proof": [_text(node) for node in proof]}
            yield told | asked | {"index": (index + 1) % size}
            yield told | asked | {"size": size + 1}
            yield told | asked | {"root": _text(HASHES[3])}


def _consistencies(random: Random) -> Iterator[Question]:
    for new in SIZES:
        for old in sorted({1, new, (new + 1) // 2, random.randint(1, new)}):
            proof = consistency_proof(HASHES, old=old, new=new)
            roots = {"old_root": _text(root_of(HASHES[:old])), "new_root": _text(root_of(HASHES[:new]))}
            told = {"kind": "consistency", "old": old, "new": new, **roots}
            for one in (proof, *_bent(random, proof)):
                yield told | {"proof": [_text(node) for node in one]}
            asked = told | {"proof": [_text(node) for node in proof]}
            yield asked | {"old_root": _text(HASHES[3])}
            yield asked | {"new_root": _text(HASHES[3])}
            yield asked | {"new": new + 1}


def _notes(random: Random) -> Iterator[Question]:
    keys = [str(LOG.verifier), *(str(key.verifier) for key in COSIGNERS[:3])]
    note = sign(Checkpoint(ORIGIN, 1000, root_of(HASHES)).text(), LOG)
    whole = added(note, [cosign(note, key, at=1_700_000_000 + n) for n, key in enumerate(COSIGNERS[:3])])
    again = added(whole, [cosign(note, COSIGNERS[0], at=1_700_009_999)])
    many = added(note, [cosign(note, key, at=1_700_000_000) for key in COSIGNERS])
    zero, last = (added(note, [cosign(note, COSIGNERS[0], at=at)]) for at in (0, 2**63 - 1))
    for one in (note, whole, again, many, zero, last):
        yield {"kind": "note", "keys": keys, "note": _text(one)}
    yield {"kind": "note", "keys": keys[1:], "note": _text(note)}
    yield {"kind": "note", "keys": keys[1:2], "note": _text(whole)}
    yield {"kind": "note", "keys": [str(COSIGNERS[9].verifier)], "note": _text(whole)}
    yield {"kind": "note", "keys": keys, "note": _text(whole.replace(b"\n1000\n", b"\n1001\n"))}
    yield {"kind": "note", "keys": keys, "note": _text(whole[:-1])}
    yield {"kind": "note", "keys": keys, "note": _text(whole + b"\n")}
    for _ in range(120):
        at, bent = random.randrange(len(whole)), bytearray(whole)
        bent[at] ^= 1 << random.randrange(8)
        yield {"kind": "note", "keys": keys, "note": _text(bytes(bent))}


if __name__ == "__main__":
    for question in questions():
        sys.stdout.write(json.dumps(question, sort_keys=True) + "\n")
