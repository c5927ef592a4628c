"""How far an indicator has come, exactly; differences told by their fields and never asked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import LEAD, SECOND
from workflow import entering
from workflow.kinds import all_kinds
from workflow.reads.progress import progress
from workflow.records.entries import EntryFigure

DAY = date(2026, 6, 30)
UP, DOWN = {"direction": "at_least"}, {"direction": "at_most"}
DECIMALS = st.decimals(min_value=-(10**12), max_value=10**12, places=6).map(lambda one: format(one, "f"))


def figures(*told: str, places: tuple[str, ...] = (LEAD, SECOND)) -> list[EntryFigure]:
    days = [DAY + timedelta(days=n) for n in range(len(told))]
    return [
        EntryFigure(number=n, value=value, of_day=days[n], region_code=places[n % len(places)], source="")
        for n, value in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("fields", "last", "percent", "is_met"),
    [
        (UP | {"baseline": "100", "target": "400"}, "250", "50.0", False),
        (UP | {"baseline": "100", "target": "400"}, "400", "100.0", True),
        (UP | {"baseline": "100", "target": "400"}, "70", "-10.0", False),
        (UP | {"target": "3"}, "1", "33.3", False),
        (DOWN | {"baseline": "40", "target": "10"}, "25", "50.0", False),
        (DOWN | {"baseline": "40", "target": "10"}, "9", "103.3", True),
        (DOWN | {"target": "10"}, "9", None, True),
        (UP | {"baseline": "5", "target": "5"}, "5", None, True),
    ],
)
def test_the_part_of_the_way_and_whether_it_is_met(
    fields: dict[str, Any], last: str, percent: str | None, is_met: bool
) -> None:
    found = progress(fields, figures("1", last))
    assert found is not None
    assert (found.percent, found.is_met) == (None if percent is None else Decimal(percent), is_met)


def test_the_last_day_counts_whatever_was_told_after_it_and_each_region_has_its_own() -> None:
    told = figures("10", "20", "30")
    told[0].of_day = DAY + timedelta(days=9)
    found = progress(UP | {"target": "40", "denominator": "21.5"}, told)
    assert found is not None
    assert (found.last.value, found.per_million) == ("10", Decimal("0.47"))
    assert {code: one.value for code, one in found.of_regions.items()} == {LEAD: "10", SECOND: "20"}
    assert progress(UP | {"target": "40"}, []) is None


def test_no_figure_is_too_long_to_reckon_with() -> None:
    long, tiny = "9" * 40, "0." + "0" * 37 + "1"
    assert progress(UP | {"target": tiny, "denominator": tiny}, figures(long))


@given(DECIMALS, DECIMALS)
@settings(max_examples=60, deadline=None)
def test_a_gap_is_the_exact_difference(own: str, benchmark: str) -> None:
    gap = all_kinds()["benchmark_plan"].field("gap")
    assert gap is not None
    told = gap.held({"own": own, "benchmark": benchmark})
    assert Decimal(told) + Decimal(benchmark) == Decimal(own)
    assert "E" not in told


def test_a_gap_is_never_asked_and_is_none_where_a_value_lacks() -> None:
    kind = all_kinds()["benchmark_plan"]
    gap = kind.field("gap")
    assert gap is not None
    assert gap.held({"own": "1"}) is None
    for row in entering.rows_of(kind):
        begins = not row.source
        asked = {ask.name for ask in entering.row_of(row.name, kind, begins=begins).asks}
        assert "gap" not in asked
