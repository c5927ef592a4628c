"""What the check looks at: the chains, terms and seats of an agreement as they would stand, and a fault in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.vocabulary import Named, Purpose, Role, SeatRole


@dataclass(frozen=True)
class Link:
    """One link of a region's chain as it would stand."""

    region: str
    purpose: Purpose
    rank: int
    organ: int
    role: Role
    field: str | None = None


@dataclass(frozen=True)
class Held:
    """A seat in office."""

    person: int
    region: str | None
    organ: int
    role: SeatRole


@dataclass(frozen=True)
class Fault:
    """Something that would be stuck: a key of words with its facts, whose region, and who can cure it."""

    key: str
    cure: Role
    region: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    cites: str = ""


@dataclass(frozen=True)
class Plan:
    """An agreement as it would stand after a change; `judged` are the regions that the check looks at."""

    regions: Mapping[str, Named]
    judged: tuple[str, ...]
    authorities: Mapping[str, int]  # of each region, and of the province above a city
    parents: Mapping[str, str]
    homes: Mapping[int, str]  # organ → its region
    organs: Mapping[int, Named]
    links: tuple[Link, ...]
    seats: tuple[Held, ...]
    terms: Mapping[str, Any]

    def chain(self, region: str, purpose: Purpose, branch: str | None) -> list[Link]:
        """The links that speak for a project of this field."""
        mine = (k for k in self.links if (k.region, k.purpose) == (region, purpose) and k.field in (None, branch))
        return sorted(mine, key=lambda link: link.rank)

    def branches(self, region: str, purpose: Purpose) -> list[str | None]:
        """Each field with a department of its own, and any other field."""
        found = {k.field for k in self.links if (k.region, k.purpose) == (region, purpose)}
        return [None, *sorted(f for f in found if f)]
