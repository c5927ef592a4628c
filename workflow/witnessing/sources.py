"""Where a region's machine takes a log from: the host over HTTP, or a bundle that came on a disk."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from workflow.parcels.telling import Parcel


class Unreachable(Exception):
    """The source gave no answer, or one that is none of ours: nothing is judged, and nobody is accused."""


@dataclass(frozen=True)
class Payload:
    """What stands behind hashes and commitments, as far as the region may have it: bytes by SHA-256, and openings by
    index and field as salt and value."""

    documents: Mapping[str, bytes] = field(default_factory=dict)
    openings: Mapping[int, Mapping[str, tuple[bytes, bytes]]] = field(default_factory=dict)

    def with_lines(self, lines: Iterable[Mapping[str, Any]]) -> "Payload":
        """With what the API tells line by line; raises ValueError where a line is none of its form."""
        documents, openings = dict(self.documents), dict(self.openings)
        try:
            for told in lines:
                documents |= {digest: words.encode() for digest, words in told["documents"].items()}
                openings[int(told["index"])] = {name: _opening(one) for name, one in told["openings"].items()}
        except (KeyError, TypeError, AttributeError) as bad:
            raise ValueError(str(bad)) from bad
        return Payload(documents, openings)


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

    def parcels(self, origin: str, start: int, end: int, size: int) -> Iterator[Parcel]:
        """What the host sealed for itself behind these leaves, exact for the log of `size` leaves."""

    def sealed_file(self, origin: str, digest: str) -> bytes:
        """A handed-in file, sealed by the host for itself."""


def parcel_of(told: Mapping[str, Any]) -> Parcel:
    """A parcel as a line tells it; raises ValueError, KeyError or TypeError where it is none."""
    sealed = told["sealed"]
    data = None if sealed is None else b64decode(sealed, validate=True)
    files = tuple(str(one) for one in told["files"])
    return Parcel(str(told["name"]), data, int(told["since"]), files)


def parcel_line(parcel: Parcel) -> bytes:
    """The line that `parcel_of` reads."""
    sealed = None if parcel.sealed is None else b64encode(parcel.sealed).decode()
    told = {"name": parcel.name, "since": parcel.since, "sealed": sealed, "files": parcel.files}
    return json.dumps(told).encode() + b"\n"


def _opening(told: Mapping[str, str]) -> tuple[bytes, bytes]:
    return bytes.fromhex(told["salt"]), bytes.fromhex(told["value"])
