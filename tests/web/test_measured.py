"""What is reckoned from entries on their pages and in their files: progress of an indicator, the gap of a benchmark."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.cast import LEAD, MORNING, SECOND, World
from tests.web.browsing import Browser, browser, seated
from workflow import entering

TARGET = {
    "title": "共同标准数",
    "definition": "已发布的共同标准",
    "unit": "项",
    "direction": "at_least",
    "baseline": "100",
}
PLAN = {"title": "净水器对标", "enterprise": "某企业", "product": "净水器", "indicator": "去除率", "own": "97.30"}


def begun(world: World, kind: str, step: str, **told: Any) -> int:
    given = (world.database, world.agreements["JJJ"], kind, step, world.seat(LEAD, "handler"), told)
    return entering.begin(*given, at=MORNING).entry_id


def line(reader: Browser, address: str) -> dict[str, str]:
    text = reader.get(address).get_data(as_text=True).lstrip("\ufeff")
    return next(iter(csv.DictReader(io.StringIO(text))))


@pytest.fixture
def target(world: World) -> int:
    due = (MORNING + timedelta(days=300)).date().isoformat()
    made = begun(world, "target", "set_target", **TARGET, target="400", denominator="21.5", due=due)
    for n, (region, value) in enumerate(((LEAD, "180"), (SECOND, "250"))):
        told = {"of_day": (MORNING + timedelta(days=n)).date().isoformat(), "figure": value, "source": "季报"}
        at = MORNING + timedelta(days=n + 1)
        entering.take(world.database, made, "tell_figure", world.seat(region, "handler"), told, at=at)
    return made


def test_an_indicator_shows_how_far_it_has_come_and_its_file_says_the_same(
    app: Flask, world: World, target: int
) -> None:
    later = MORNING + timedelta(days=9)
    for reader, home in ((seated(app, world.seat(LEAD, "handler"), later), ""), (browser(app, later), "/public")):
        told = reader.get(f"{home}/registers/target/{target}").get_data(as_text=True)
        assert "完成 50.0%，未达目标" in told
        assert 'value="50"' in told
        assert "11.63 项" in told
        found = line(reader, f"{home}/registers/target.csv")
        assert (found["最近数值"], found["完成百分比"], found["按分母折算"]) == ("250", "50.0", "11.63")
        on = (MORNING + timedelta(days=1)).date().isoformat()
        assert line(reader, f"{home}/registers/target.csv?on={on}")["完成百分比"] == "26.7"


def test_a_gap_is_shown_and_exported_and_never_asked(app: Flask, world: World) -> None:
    made = begun(world, "benchmark_plan", "enter_entry", **PLAN, benchmark="98.1", benchmark_source="GB/T 1")
    reader = seated(app, world.seat(LEAD, "handler"), MORNING)
    assert "-0.80" in reader.get(f"/registers/benchmark_plan/{made}").get_data(as_text=True)
    assert line(reader, "/registers/benchmark_plan.csv")["差距（自有值减标杆值）"].lstrip("'") == "-0.80"
    form = reader.get(f"/entries/{made}/steps/amend_entry").get_data(as_text=True)
    assert 'name="benchmark"' in form
    assert 'name="gap"' not in form
