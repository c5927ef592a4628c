"""The checker: rules of GB/T 1.1—2020 and of coordination, as rows of a catalogue over a text read once.

Pure: no database, no clock, no words. `check.l45` says what is wrong and `cure.l45` what to do, with the facts.
"""

from collections.abc import Mapping
from functools import partial

from workflow.text.checks.catalogue import BY_ID, CATALOGUE
from workflow.text.checks.finding import Check, Finding, Severity, Spot
from workflow.text.checks.lines import put
from workflow.text.checks.reading import Reading
from workflow.text.clauses import Text

__all__ = ["BY_ID", "CATALOGUE", "Finding", "Severity", "check"]


def check(text: Text, about: Mapping[str, object]) -> list[Finding]:
    """All findings in reading order, those of the whole text and its cover first."""
    reading = Reading(text, about)
    order = {clause.id: n for n, clause in enumerate(reading.clauses)}
    found = [_finding(row, spot) for row in CATALOGUE for spot in row.finder(reading)]
    return sorted(found, key=lambda one: (order.get(one.clause, -1), one.path, one.span, one.rule))


def _finding(row: Check, spot: Spot) -> Finding:
    span = (spot.start, spot.end)
    facts = {"words": spot.words, **spot.facts}
    instead = row.fix(spot) if row.fix and spot.line else None
    fix = None
    if instead is not None and spot.line and any(a <= span[0] and span[1] <= b for a, b in spot.line.own):
        fix = partial(put, line=spot.line, span=span, instead=instead)
    return Finding(row.id, row.severity, spot.clause, spot.path, spot.words, span, facts, fix)
