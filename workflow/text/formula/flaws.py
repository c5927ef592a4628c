"""What a formula has that cannot be set as it stands; it is shown all the same."""

from dataclasses import dataclass
from enum import StrEnum


class FlawKind(StrEnum):
    UNKNOWN = "unknown"
    UNCLOSED = "unclosed"
    STRAY = "stray"
    EMPTY = "empty"
    DEEP = "deep"


@dataclass(frozen=True)
class Flaw:
    kind: FlawKind
    source: str
