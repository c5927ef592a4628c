"""Checks of authenticity and integrity: signatures, proofs, numbers, and whether all is there that events name."""

import json
from collections.abc import Iterator

from workflow.dossier.matter import Fault, Matter
from workflow.log.keys import BadNote, VerifierKey
from workflow.log.notes import verify_checkpoint
from workflow.log.policy_text import parse_policy
from workflow.log.proofs import Proof
from workflow.log.tlog import leaf_hash


def heads(matter: Matter) -> Iterator[Fault]:
    """Every head is signed by its log's key."""
    for head in matter.heads:
        try:
            verify_checkpoint(head.note, VerifierKey.parse(head.vkey), origin=head.origin)
            yield None
        except BadNote:
            yield head.origin


def cosigned(matter: Matter) -> Iterator[Fault]:
    """The policy asks for more than one region, and every head has the cosignatures that it asks."""
    policy = matter.view.dossier.policy
    yield None if parse_policy(policy.encode()).is_quorum else policy.splitlines()[-1]
    for head in matter.heads:
        yield f"{head.origin}: {', '.join(head.missing)}" if head.missing else None


def proofs(matter: Matter) -> Iterator[Fault]:
    """Every leaf's proof leads to the head in it."""
    for path, file in matter.under("", ".leaf"):
        proof = Proof.parse(matter.bag.files[path.removesuffix(".leaf") + ".tlog-proof"].place.read_bytes())
        yield None if proof.leads(leaf_hash(file.place.read_bytes())) else path


def statements(matter: Matter) -> Iterator[Fault]:
    """Every statement has the hash that its event tells."""
    for path, file in matter.under("statements", ".txt"):
        yield None if matter.leaf_of(_number(path))["stmt"] == file.sha256 else path


def times(matter: Matter) -> Iterator[Fault]:
    """No event is older than the one before."""
    last = ""
    for line in matter.view.lines:
        yield None if line.leaf["ts"] >= last else f"{line.number}"
        last = line.leaf["ts"]


def lawful(matter: Matter) -> Iterator[Fault]:
    """Every act was lawful when it was judged again."""
    for one in json.loads(matter.bag.files["data/law/replay.json"].place.read_bytes()):
        yield None if one["lawful"] else f"{one['seq']} {one['act']}: {', '.join(one['broken'])}"


def gapless(matter: Matter) -> Iterator[Fault]:
    """Every number up to the last has its leaf."""
    for n in range(1, matter.view.dossier.last + 1):
        yield None if f"data/events/{n:06}.leaf" in matter.bag.files else f"{n}"


def named(matter: Matter) -> Iterator[Fault]:
    """What events name and the bag lacks, though it is not withheld by name."""
    withheld = set(matter.view.dossier.withheld)
    for line in matter.view.lines:
        named = [f"papers/{digest}" for digest in line.leaf["files"]]
        named += [f"statements/{line.number:06}.txt"] if line.leaf["stmt"] else []
        for path in named:
            is_told = path in withheld or path.partition("/")[0] in withheld
            yield None if is_told or f"data/{path}" in matter.bag.files else path


def withheld(matter: Matter) -> Iterator[Fault]:
    """What the seal names as withheld."""
    yield from matter.view.dossier.withheld


def texts(matter: Matter) -> Iterator[Fault]:
    """Every text has a hash that some event tells."""
    told = {line.leaf["text"] for line in matter.view.lines}
    told |= {line.leaf["facts"].get("text_hash") for line in matter.view.lines}
    for path, file in matter.under("texts"):
        yield None if file.sha256 in told else path


def _number(path: str) -> int:
    return int(path.rpartition("/")[2].partition(".")[0])
