"""How far an indicator has come: its last figure beside baseline and target, and the last figure of each region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from workflow.kinds import EXACT
from workflow.records.entries import EntryFigure
from workflow.rules.measuring import reaches

TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class Progress:
    """`percent` is the part of the way from the baseline to the target, or of the target where there is no baseline
    and more is better; `per_million` the figure by the denominator, where the indicator has one.
    """

    last: EntryFigure
    percent: Decimal | None
    is_met: bool | None
    per_million: Decimal | None
    of_regions: Mapping[str | None, EntryFigure]


def progress(fields: Mapping[str, Any], figures: Sequence[EntryFigure]) -> Progress | None:
    """By the figures of an indicator; nothing while there is none."""
    told = sorted(figures, key=lambda one: (one.of_day, one.number))
    if not told:
        return None
    value, below = Decimal(told[-1].value), _number(fields, "denominator")
    rate = _rounded(value, below, Decimal("0.01")) if below else None
    latest = {one.region_code: one for one in told}
    return Progress(told[-1], _percent(fields, value), reaches(fields, told[-1]), rate, latest)


def _percent(fields: Mapping[str, Any], value: Decimal) -> Decimal | None:
    target, baseline = _number(fields, "target"), _number(fields, "baseline")
    if target is None or (baseline is None and fields.get("direction") == "at_most"):
        return None
    start = baseline or Decimal(0)
    way = EXACT.subtract(target, start)
    return _rounded(EXACT.multiply(EXACT.subtract(value, start), Decimal(100)), way, TENTH) if way else None


def _rounded(value: Decimal, by: Decimal, unit: Decimal) -> Decimal:
    return EXACT.divide(value, by).quantize(unit, ROUND_HALF_UP, EXACT)


def _number(fields: Mapping[str, Any], name: str) -> Decimal | None:
    told = fields.get(name)
    return None if told in (None, "") else Decimal(str(told))
