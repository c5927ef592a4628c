"""The calendar of reviews: five years from effect, by region and month; its numbers open their lists."""

import re
from datetime import timedelta

from flask import Flask

from tests import builders
from tests.cast import CHONGQING, LEAD, World
from tests.web.browsing import seated
from workflow.clock import months_after, years_after
from workflow.rules.living import reviewed_by
from workflow.vocabulary import Joint


def test_a_standard_in_force_stands_in_the_calendar_on_its_day(app: Flask, world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    with road.standing() as standing:
        effective, until = standing.standard.effective_on, reviewed_by(standing)
        title = standing.standard.title_zh
    assert effective is not None
    assert until == years_after(effective, 5)
    handler = world.seat(LEAD, "handler")
    reader = seated(app, handler, road.at + timedelta(days=40))
    page = reader.get("/reviews").get_data(as_text=True)
    assert until.isoformat() in page
    assert months_after(until, -6).isoformat() in page
    counts = re.findall(r'href="(/reviews\?[^"]+)" data-count="(\d+)"', page)
    assert len(counts) == len(road.regions)
    for href, n in counts:
        assert f'data-list="{n}"' in reader.get(href.replace("&amp;", "&")).get_data(as_text=True)
    month = f"{until:%Y-%m}"
    assert title in reader.get(f"/reviews.csv?month={month}").get_data(as_text=True)
    assert title not in reader.get("/reviews.csv?month=1999").get_data(as_text=True)
    calendar = reader.get("/reviews.ics").get_data(as_text=True)
    assert calendar.count("BEGIN:VEVENT") == 2
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in calendar
    late = seated(app, handler, road.at + timedelta(days=366 * 6))
    assert "已逾期" in late.get("/reviews").get_data(as_text=True)
    stranger = seated(app, world.seat(CHONGQING, "handler"), road.at + timedelta(days=40))
    assert title not in stranger.get("/reviews").get_data(as_text=True)
