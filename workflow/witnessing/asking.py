"""One round of a witness: ask the host how far its logs have come, cosign what only grew, and tell what did not."""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.log.keys import BadNote
from workflow.log.notes import Checkpoint, parse
from workflow.log.reports import Report
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


def report(witness: Witness, asked: Asked) -> Report:
    """A refusal as the witness tells it under its own signature: both heads by size and root."""
    assert asked.refused is not None
    seen, offered = witness.last(asked.origin), Checkpoint.parse(parse(asked.note).text)
    finding = {
        "ground": asked.refused.fault.value,
        "log": asked.origin,
        "found": f"{offered.size} {offered.root.hex()}",
        "wanted": f"{seen.size} {seen.root.hex()}",
    }
    return Report(asked.origin, seen.size, (finding,))


def ask(witness: Witness, source: Source, at: int) -> Iterator[Asked]:
    """Every log the host shows, one after the other; one that is refused does not hold up the others."""
    for note in source.heads():
        origin = note.partition(b"\n")[0].decode("utf-8", "replace")
        try:
            yield Asked(origin, note, line=witness.add(request_for(witness, source, note), at))
        except Refused as refused:
            yield Asked(origin, note, refused=refused)
