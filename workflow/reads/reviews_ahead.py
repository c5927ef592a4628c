"""The calendar of reviews: of each standard in use, from when its review may open and by when it must be concluded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.picture.standing import Seat
from workflow.reads.catalogue import own, visible
from workflow.records.agreements import RuleSet
from workflow.records.standards import Standard, StandardTrack
from workflow.rules.living import review_span
from workflow.terms import Term, Terms
from workflow.vocabulary import COUNTED, Joint

AHEAD: Final = 5  # years
IN_USE: Final = (Joint.RELEASED, Joint.IN_FORCE, Joint.UNDER_REVIEW)


@dataclass(frozen=True)
class Review:
    """One review that is coming, or that should have been concluded."""

    standard: Standard
    opens: date
    until: date
    regions: tuple[str, ...]

    def is_of(self, region: str, month: str) -> bool:
        """Whether it is of a region and to be concluded in a month or year; where either is empty, of any."""
        return (not region or region in self.regions) and self.until.isoformat().startswith(month)


def reviews(session: Session, seat: Seat, today: date) -> list[Review]:
    """Those that must be concluded within five years, or should have been: the nearest first."""
    mine = (visible(seat), own(seat), Standard.state.in_(IN_USE))
    rows = session.execute(sa.select(Standard, RuleSet).join(RuleSet, RuleSet.id == Standard.rule_set_id).where(*mine))
    carried, sets, last = _carried(session, mine), dict[int, Terms](), clock.years_after(today, AHEAD)
    found = []
    for standard, rules in rows:
        terms = sets.setdefault(rules.id, _terms(rules))
        span = review_span(standard, terms)
        if span is not None and span[1] <= last:
            found.append(Review(standard, *span, tuple(carried.get(standard.id, ()))))
    return sorted(found, key=lambda one: (one.until, one.standard.id))


def _terms(rules: RuleSet) -> Terms:
    return Terms({key: Term(entry["value"], entry["cites"]) for key, entry in rules.terms.items()})


def _carried(session: Session, mine: tuple[sa.ColumnElement[bool], ...]) -> Mapping[int, list[str]]:
    """The regions that carry each standard."""
    query = sa.select(StandardTrack.standard_id, StandardTrack.region_code)
    query = query.join(Standard, Standard.id == StandardTrack.standard_id)
    query = query.where(*mine, StandardTrack.state.in_(COUNTED)).order_by(StandardTrack.region_code)
    found: dict[int, list[str]] = {}
    for standard, code in session.execute(query):
        found.setdefault(standard, []).append(code)
    return found
