"""The report of a consultation: what came, from where, of what kind, and what became of it; each sum tells all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from workflow.picture.standing import Seat, Standing
from workflow.reads.ledger import visible
from workflow.reads.provenance import Link, links
from workflow.reads.texts import present
from workflow.records.texts import Version
from workflow.vocabulary import CommentKind, CommentState, Disposition

# What became of a comment: how it was answered, or where it stands; each has exactly one of these.
OUTCOMES: tuple[StrEnum, ...] = (*Disposition, CommentState.MERGED, CommentState.TAKEN_BACK, CommentState.RECEIVED)
BY = ("region_code", "clause_id", "source", "type")  # and by outcome


@dataclass(frozen=True)
class Bar:
    """One row of a figure: a value, and how many comments of it came to which end."""

    value: Any
    label: str
    counts: dict[StrEnum, int]

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Report:
    """The figures by name of their column, the sum of all, and what changed since the text that was consulted on."""

    bars: dict[str, list[Bar]]
    all: Bar
    kept: int
    old: Version | None
    new: Version | None
    links: list[Link]


def outcome(brief: Any) -> StrEnum:
    """Merged and withdrawn ones have no answer of their own."""
    if brief.state in (CommentState.MERGED, CommentState.TAKEN_BACK):
        return brief.state  # type: ignore[no-any-return]
    return brief.disposition or CommentState.RECEIVED


def report(standing: Standing, seat: Seat, at: datetime) -> Report:
    """Of all rounds of consultation; neither feedback after the release nor remarks of reviewers are of it."""
    seen, kept = visible(standing, seat, at)
    seen = [brief for brief in seen if brief.kind is CommentKind.DRAFT and brief.panel_id is None]
    labels = {brief.clause_id: brief.clause_label for brief in seen}
    bars = {name: _bars(seen, lambda brief, name=name: getattr(brief, name), labels) for name in BY}  # type: ignore[misc]
    bars["outcome"] = _bars(seen, outcome, {})
    asked = standing.consultation
    old = next((v for v in standing.versions if asked and v.id == asked.version_id), None)
    new = present(standing) if standing.draft is None else standing.draft
    is_changed = old is not None and new is not None and old.number < new.number
    told = links(standing.session, standing, old, new) if old and new and is_changed else []
    return Report(bars, _bar(None, "", seen), kept, old, new, told)


def _bars(seen: list[Any], of: Callable[[Any], Any], labels: dict[str, str]) -> list[Bar]:
    found: dict[Any, list[Any]] = {}
    for brief in seen:
        found.setdefault(of(brief), []).append(brief)
    return sorted((_bar(value, labels.get(value, ""), some) for value, some in found.items()), key=lambda bar: -bar.n)


def _bar(value: Any, label: str, some: list[Any]) -> Bar:
    ends = [outcome(brief) for brief in some]
    return Bar(value, label, {end: ends.count(end) for end in OUTCOMES if end in ends})
