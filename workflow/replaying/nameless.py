"""A text by its canonical words alone, as whoever holds only what its hash was taken of: which clause is which in
another version, and where it hangs, is not in the hash, and nobody tells it."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from workflow.replaying.views import NotTold
from workflow.text.clauses import ClauseKind, Text


class Nameless:
    """One clause without its identity and its place in the tree."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.kind = ClauseKind(told["kind"])
        self.number, self.title, self.body = (str(told[name]) for name in ("number", "title", "body"))
        self.regions = tuple(told["regions"])

    def __getattr__(self, name: str) -> NoReturn:
        raise NotTold(f"clauses.{name}")


class Words(Text):
    """The words in reading order; whoever looks for a clause by its id cannot judge."""

    def __post_init__(self) -> None:
        return None

    @property
    def by_id(self) -> NoReturn:
        raise NotTold("clauses.id")


def words_of(hashed: bytes) -> Words:
    """The text that stands behind a hash; the caller has compared the two."""
    told = json.loads(hashed)
    return Words(told["meta"], tuple(Nameless(one) for one in told["clauses"]))  # type: ignore[misc]
