"""A text as a tree of clauses beside its metadata: identity and hashes.

Reading plain text into clauses, comparing wording, and what a change means for a region are not here.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from workflow.text.canonical import canonical_hash

# Bound by the confirmation of the release, so that a number reserved after an approval spoils nothing.
OUTSIDE_THE_HASH: Final = frozenset(
    {"number", "numbers", "cover", "issuers", "announcements", "released_at", "published_on", "effective_on"}
)


class ClauseKind(StrEnum):
    """The elements of GB/T 1.1—2020, table 3, as far as a text can hold them."""

    FRONT = "front"
    CONTENTS = "contents"
    FOREWORD = "foreword"
    INTRODUCTION = "introduction"
    SCOPE = "scope"
    REFERENCES = "references"
    TERMS = "terms"
    SYMBOLS = "symbols"
    CHAPTER = "chapter"
    CLAUSE = "clause"
    ANNEX = "annex"
    NORMATIVE_ANNEX = "normative_annex"
    INFORMATIVE_ANNEX = "informative_annex"
    BIBLIOGRAPHY = "bibliography"
    INDEX = "index"

    @property
    def is_annex(self) -> bool:
        return self in {ClauseKind.ANNEX, ClauseKind.NORMATIVE_ANNEX, ClauseKind.INFORMATIVE_ANNEX}


@dataclass(frozen=True)
class Clause:
    """One place of a text. `id` stays through versions; no regions named means that every region answers for it."""

    id: str
    kind: ClauseKind
    number: str
    title: str
    body: str
    level: int
    parent: str | None
    regions: tuple[str, ...] = ()

    def answered_by(self, region: str) -> bool:
        return not self.regions or region in self.regions


@dataclass(frozen=True)
class Text:
    """Metadata (participants among them) and clauses in reading order, parents first."""

    meta: Mapping[str, object]
    clauses: tuple[Clause, ...]
    by_id: Mapping[str, Clause] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known: dict[str, Clause] = {}
        for clause in self.clauses:
            if clause.id in known:
                raise ValueError(f"clause id {clause.id!r} stands twice")
            if clause.parent is not None and clause.parent not in known:
                raise ValueError(f"clause {clause.id!r} comes before its parent {clause.parent!r}")
            known[clause.id] = clause
        object.__setattr__(self, "by_id", known)


def _content(clause: Clause) -> dict[str, object]:
    return {"kind": clause.kind, "number": clause.number, "title": clause.title, "body": clause.body}


def _hashed_meta(meta: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in meta.items() if key not in OUTSIDE_THE_HASH}


@lru_cache(maxsize=2048)
def clause_hash(clause: Clause) -> str:
    """What a reader sees of one clause; where it hangs and who answers for it are outside. From version to version
    most clauses are the same.
    """
    return canonical_hash(_content(clause))


@lru_cache(maxsize=2048)
def words_hash(title: str, body: str) -> str:
    """Under what the words of a clause are stored, once."""
    return canonical_hash([title, body])


def meta_hash(text: Text) -> str:
    return canonical_hash(_hashed_meta(text.meta))


def text_hash(text: Text) -> str:
    """The hash a position is bound to. Shares are in it: whoever narrows one changes what was agreed."""
    return canonical_hash(hashed(text))


def hashed(text: Text) -> dict[str, object]:
    """What the hash of a text is taken of; its canonical bytes can be hashed again by anybody."""
    clauses = [{**_content(clause), "regions": sorted(clause.regions)} for clause in text.clauses]
    return {"clauses": clauses, "meta": _hashed_meta(text.meta)}


def in_step(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The largest set of ids that stand in the same order in both lists; common ids outside it have moved."""
    place = {id_: index for index, id_ in enumerate(old)}
    common = [id_ for id_ in new if id_ in place]
    tops: list[int] = []
    best: list[str] = []
    before: dict[str, str | None] = {}
    for id_ in common:
        at = bisect_left(tops, place[id_])
        tops[at : at + 1] = [place[id_]]
        best[at : at + 1] = [id_]
        before[id_] = best[at - 1] if at else None
    chain: set[str] = set()
    last = best[-1] if best else None
    while last is not None:
        chain.add(last)
        last = before[last]
    return frozenset(chain)
