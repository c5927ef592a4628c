"""Where a region's machine takes a log from: the host over HTTP, or a bundle that came on a disk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol


class Unreachable(Exception):
    """The source gave no answer, or one that is none of ours: nothing is judged, and nobody is accused."""


@dataclass(frozen=True)
class Payload:
    """What stands behind hashes and commitments, as far as the region may have it: bytes by SHA-256, and openings by
    index and field as salt and value."""

    documents: Mapping[str, bytes] = field(default_factory=dict)
    openings: Mapping[int, Mapping[str, tuple[bytes, bytes]]] = field(default_factory=dict)


class Source(Protocol):
    """Bytes as they were given; nothing is believed before it is verified."""

    def heads(self) -> list[bytes]:
        """The newest checkpoint note of every log of the agreement, the oldest log first."""

    def consistency(self, origin: str, old: int, new: int) -> tuple[bytes, ...]:
        """The proof that the log of `new` leaves begins with that of `old`."""

    def entries(self, origin: str, start: int, end: int) -> Iterator[bytes]:
        """Leaves from `start` up to `end`, or what stands in for a vote that may not be told yet."""

    def payload(self, origin: str, start: int, end: int) -> Payload:
        """What belongs to these leaves."""
