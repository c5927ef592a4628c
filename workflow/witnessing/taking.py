"""Takes what a log has grown into the mirror's copy: every leaf is hashed into the signed root before it is kept, and a
log that tells another past than it told before is named by the leaf in which the two differ."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from workflow.log.notes import Checkpoint
from workflow.log.tlog import root_of
from workflow.reads.sealing import VOTE
from workflow.witnessing.copy import Copy, hash_of
from workflow.witnessing.grounds import Finding, Objection
from workflow.witnessing.lives import Leaf, read
from workflow.witnessing.memory import Memory, is_of_installation
from workflow.witnessing.sources import Source, Unreachable

PENDING = "pending"  # the head up to which the copy reaches, cosigned or not


@dataclass
class Taken:
    """What one pull of a log brought."""

    head: Checkpoint
    note: bytes
    fresh: int = 0
    findings: list[Finding] = field(default_factory=list)


def take(memory: Memory, source: Source, note: bytes) -> Taken:
    """Bring the copy of one log up to this head, or say why not. The caller has the note's signature verified."""
    head = memory.trusted.verified(note)
    with memory.alone(head.origin) as place:
        memory.keep(head.origin, head, note)
        copy = Copy(place)
        taken = Taken(head, note)
        if head.size < copy.size:
            taken.findings += _behind(copy, head)
        else:
            fresh = list(source.entries(head.origin, copy.size, head.size))
            hashes = copy.hashes() + [hash_of(entry) for entry in fresh]
            if len(hashes) != head.size or root_of(hashes) != head.root:
                taken.findings += _contradicting(copy, source, head)
            else:
                copy.append(fresh)
                memory.settle(head.origin, PENDING, note)
                taken.fresh = len(fresh)
        if taken.findings and (known := memory.held(head.origin, PENDING)):
            memory.accuse(head.origin, {"seen.note": known, "offered.note": note})
    return taken


def unseal(memory: Memory, source: Source, origin: str) -> Iterator[Finding]:
    """Ask again for leaves that were sealed; what comes must make the hash by which it was kept, and be a vote."""
    with memory.alone(origin) as place:
        copy = Copy(place)
        sealed = {entry.index: entry.leaf_hash for entry in copy.entries() if entry.leaf is None}
        for index, entry in _once_more(source, origin, sealed):
            leaf = read(entry)
            if hash_of(entry) != sealed[index]:
                yield Finding(Objection.REWRITTEN, origin, index, facts=_hashes(hash_of(entry), sealed[index]))
            elif leaf is not None:
                copy.open(index, entry)
                if not is_of_installation(origin) and not _is_vote(leaf):
                    yield Finding(Objection.WITHHELD, origin, index, leaf["obj"], leaf["act"])


def _once_more(source: Source, origin: str, sealed: Collection[int]) -> Iterator[tuple[int, bytes]]:
    """What the source tells now at these places; a disk that begins behind them tells nothing."""
    first, last = min(sealed, default=0), max(sealed, default=-1)
    with suppress(Unreachable):
        for index, entry in enumerate(source.entries(origin, first, last + 1), first):
            if index in sealed:
                yield index, entry


def _is_vote(leaf: Leaf) -> bool:
    return VOTE in (leaf["act"], leaf["to"].get("step"))


def _behind(copy: Copy, head: Checkpoint) -> Iterator[Finding]:
    """An older head is no crime, but no head to cosign either; one that never was is another story."""
    own = copy.root(head.size)
    ground = Objection.BACKWARDS if own == head.root else Objection.OTHER_VIEW
    facts = {"found": f"{head.size} {head.root.hex()}", "wanted": f"{copy.size} {own.hex()}"}
    yield Finding(ground, head.origin, head.size, facts=facts)


def differing(memory: Memory, source: Source, origin: str) -> Iterator[Finding]:
    """The leaves that the source tells otherwise now than it did."""
    copy = Copy(memory.place(origin))
    yield from _otherwise(copy, source, origin, copy.size)


def _contradicting(copy: Copy, source: Source, head: Checkpoint) -> Iterator[Finding]:
    """The leaves told otherwise; where none is, those served do not make the root."""
    found = list(_otherwise(copy, source, head.origin, min(copy.size, head.size)))
    facts = {"found": f"{copy.size}…{head.size}", "wanted": head.root.hex()}
    yield from found or [Finding(Objection.ROOT, head.origin, copy.size, facts=facts)]


def _otherwise(copy: Copy, source: Source, origin: str, size: int) -> Iterator[Finding]:
    """Each leaf that differs; where some are gone all behind them have moved, and only the first is named."""
    served = list(source.entries(origin, 0, size))
    for mine, entry in zip_longest(islice(copy.entries(), size), served, fillvalue=None):
        made = hash_of(entry) if entry is not None else b""
        if mine is None or made == mine.leaf_hash:
            continue
        told = read(mine.leaf) if mine.leaf else None
        obj, act = (told["obj"], told["act"]) if told else ("", "")
        facts = _hashes(made, mine.leaf_hash) | _parts(mine.leaf, entry)
        yield Finding(Objection.REWRITTEN, origin, mine.index, obj, act, facts)
        if len(served) != size:
            return


def _parts(mine: bytes | None, served: bytes | None) -> dict[str, str]:
    """Where two leaves are both readable: their members that differ, with both values."""
    own, other = (read(leaf) if leaf else None for leaf in (mine, served))
    if own is None or other is None:
        return {}
    names = sorted(name for name in own if own[name] != other.get(name))
    return {
        "found": "; ".join(f"{name}={other.get(name)}" for name in names)[:300],
        "wanted": "; ".join(f"{name}={own[name]}" for name in names)[:300],
    }


def _hashes(found: bytes, wanted: bytes) -> dict[str, str]:
    return {"found": found.hex(), "wanted": wanted.hex()}
