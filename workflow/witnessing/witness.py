"""Judges whether a log only grew, and cosigns if so: exactly what C2SP tlog-witness asks. What the log says is not
looked at; that is the mirror's."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import NoReturn

from workflow.log.cosignatures import CosigningKey, cosign
from workflow.log.keys import BadNote
from workflow.log.notes import Checkpoint
from workflow.log.tlog import EMPTY_ROOT, verify_consistency
from workflow.witnessing.memory import Memory
from workflow.witnessing.request import Request
from workflow.witnessing.trusted import UnknownLog


class Status(IntEnum):
    """The answers of the protocol, as HTTP tells them."""

    COSIGNED = 200
    BAD_REQUEST = 400
    FORBIDDEN = 403
    UNKNOWN_LOG = 404
    CONFLICT = 409
    INCONSISTENT = 422


class Witnessed(StrEnum):
    """Why nothing was signed; the words are in the catalogue under `witnessed.`."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"
    BACKWARDS = "backwards"
    OTHER_START = "other_start"
    TWO_HEADS = "two_heads"
    REWRITTEN = "rewritten"


ACCUSING = frozenset(
    {Witnessed.TWO_HEADS, Witnessed.REWRITTEN}
)  # signed by the log, and contradicting what it signed before


@dataclass(frozen=True)
class Contradiction:
    """Two notes of one log, the one seen before and the one offered, and where both are kept."""

    fault: Witnessed
    seen: bytes
    offered: bytes
    kept_in: Path


class Refused(Exception):
    """Nothing was signed. With `status` 409 the caller learns from which size to prove."""

    def __init__(self, status: Status, fault: Witnessed, why: str, *, size: int = 0) -> None:
        super().__init__(why)
        self.status = status
        self.fault = fault
        self.size = size
        self.contradiction: Contradiction | None = None


@dataclass(frozen=True)
class Witness:
    """A region's witness key over its memory of the logs it trusts."""

    key: CosigningKey
    memory: Memory

    def add(self, body: bytes, at: int) -> str:
        """The cosignature line for the request, once its head is on the disk; raises Refused."""
        try:
            request = Request.parse(body)
            head = request.head()
        except BadNote as bad:
            raise Refused(Status.BAD_REQUEST, Witnessed.MALFORMED, str(bad)) from bad
        self._check_signed(request)
        with self.memory.alone(head.origin):
            self.memory.keep(head.origin, head, request.checkpoint)
            self._check_extends(request, head)
            line = cosign(request.checkpoint, self.key, at=at)
            self.memory.advance(head.origin, request.checkpoint, line)
        return line

    def last(self, origin: str) -> Checkpoint:
        """The head cosigned last; an empty log where there is none."""
        known = self.memory.last(origin)
        return known[0] if known else Checkpoint(origin, 0, EMPTY_ROOT)

    def _check_signed(self, request: Request) -> None:
        try:
            self.memory.trusted.verified(request.checkpoint)
        except UnknownLog as unknown:
            raise Refused(Status.UNKNOWN_LOG, Witnessed.UNKNOWN, str(unknown)) from unknown
        except BadNote as bad:
            raise Refused(Status.FORBIDDEN, Witnessed.UNSIGNED, str(bad)) from bad

    def _check_extends(self, request: Request, head: Checkpoint) -> None:
        last = self.last(head.origin)
        if request.old > head.size:
            self._refuse(Status.BAD_REQUEST, Witnessed.BACKWARDS, request, head, last)
        if head.size == last.size and head.root != last.root:
            self._refuse(Status.CONFLICT, Witnessed.TWO_HEADS, request, head, last)
        if request.old != last.size:
            self._refuse(Status.CONFLICT, Witnessed.OTHER_START, request, head, last)
        if not verify_consistency(
            request.proof, old_size=last.size, old_root=last.root, new_size=head.size, new_root=head.root
        ):
            self._refuse(Status.INCONSISTENT, Witnessed.REWRITTEN, request, head, last)

    def _refuse(
        self, status: Status, fault: Witnessed, request: Request, head: Checkpoint, last: Checkpoint
    ) -> NoReturn:
        refused = Refused(status, fault, f"{head.origin}: {last.size} → {head.size}", size=last.size)
        known = self.memory.last(head.origin)
        if fault in ACCUSING and known:
            files = {"seen.note": known[1], "offered.note": request.checkpoint}
            kept = self.memory.accuse(head.origin, files)
            refused.contradiction = Contradiction(fault, known[1], request.checkpoint, kept)
        raise refused
