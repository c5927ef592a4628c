"""One round of a witness: ask the host how far its logs have come, cosign what only grew, and tell what did not."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.log.keys import BadNote
from workflow.witnessing.request import Request
from workflow.witnessing.sources import Source
from workflow.witnessing.trusted import UnknownLog
from workflow.witnessing.witness import Refused, Status, Witness, Witnessed


@dataclass(frozen=True)
class Asked:
    """What became of one log: the line, or the refusal."""

    origin: str
    note: bytes
    line: str = ""
    refused: Refused | None = None


def request_for(witness: Witness, source: Source, note: bytes) -> bytes:
    """The request that this host must be able to make: from the head cosigned last to the one it shows."""
    try:
        head = witness.memory.trusted.verified(note)
    except UnknownLog as unknown:
        raise Refused(Status.UNKNOWN_LOG, Witnessed.UNKNOWN, str(unknown)) from unknown
    except BadNote as bad:
        raise Refused(Status.FORBIDDEN, Witnessed.UNSIGNED, str(bad)) from bad
    last = witness.last(head.origin)
    is_growth = 0 < last.size < head.size
    proof = source.consistency(head.origin, last.size, head.size) if is_growth else ()
    return Request(last.size, proof, note).body()


def ask(witness: Witness, source: Source, at: int) -> Iterator[Asked]:
    """Every log the host shows, one after the other; one that is refused does not hold up the others."""
    for note in source.heads():
        origin = note.partition(b"\n")[0].decode("utf-8", "replace")
        try:
            yield Asked(origin, note, line=witness.add(request_for(witness, source, note), at))
        except Refused as refused:
            yield Asked(origin, note, refused=refused)
