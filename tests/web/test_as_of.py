"""Pages as of a past hour are the pages that were seen at that hour, kept while a life was played."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

from tests import builders
from tests.builders import LEGS
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import Desk, House
from workflow.vocabulary import Joint, SeatRole

SEEN = {
    "over": r'<p class="over">(.*?)</p>',
    "nums": r'<div class="nums">(.*?)</div>',
    "phases": r'<ol class="phases".*?</ol>',
    "lanes": r'<section aria-labelledby="lanes">.*?</div>(.*?)</section>',
    "glance": r'<section aria-labelledby="(?:tower|initiation|glance)">(.*?)</section>',
    "pos": r'<section aria-labelledby="pos">.*?</summary>(.*?)</details>',
    "text": r'<div class="tree">(.*?)</article>\s*</div>',
    "strip": r'<section aria-labelledby="strip">.*?</div>(.*?)(?:<p class="row small more">|</section>)',
    "terms": r'<section aria-labelledby="terms">.*?(<table class="papers">.*?</table>)',
}
SWITCH = re.compile(r'<a class="small" href="[^"]*/past">[^<]*</a>')  # the way to the past itself
LATER = re.compile(r' changed"|"cl of|<p class="meta">.*?</p>| href="[^"]*"', re.DOTALL)  # marks for who reads on


def seen(page: str, *names: str) -> dict[str, str]:
    """The parts of a page that tell how things stand."""
    found = {name: re.search(SEEN[name], page, re.DOTALL) for name in names}
    told = {name: one[one.re.groups] for name, one in found.items() if one}
    return {name: " ".join(LATER.sub("", SWITCH.sub("", words)).split()) for name, words in told.items()}


def now(desk: Desk, standard: int, group: int) -> dict[str, str]:
    """Everything as it is seen at the house's hour."""
    told = seen(desk.read(f"/standards/{standard}"), "over", "nums", "phases", "lanes", "glance", "pos")
    told |= seen(desk.read(f"/standards/{standard}/text"), "text")
    told |= seen(desk.read(f"/numbers?agreement={group}"), "strip")
    return told | seen(desk.read(f"/agreements/{group}"), "terms")


def then(desk: Desk, standard: int, group: int, at: datetime) -> dict[str, str]:
    """The same as of that hour, seen from today."""
    asked = urlencode({"at": at.isoformat()})
    page = desk.read(f"/standards/{standard}/past?{asked}")
    assert "的样子，只读" in page
    assert "/steps/" not in page
    told = seen(page, "over", "nums", "phases", "lanes", "glance", "pos", "text")
    return told | seen(desk.read(f"/agreements/{group}/past?{asked}"), "strip", "terms")


def test_each_hour_of_a_life_is_seen_again_as_it_was(house: House) -> None:
    road, group = builders.proposed(house.world), house.world.agreements["JJJ"]
    desk, kept = house.desk(house.world.seat(SECOND, SeatRole.AUDITOR)), list[tuple[Joint, datetime, dict[str, str]]]()
    for reached, leg in LEGS:
        leg(road)
        house.at = road.at + timedelta(seconds=30)
        desk = house.desk(desk.seat)
        kept.append((reached, house.at, now(desk, road.id, group)))
        road.at += timedelta(minutes=1)
    house.at += timedelta(days=200)
    desk = house.desk(desk.seat)
    for reached, at, told in kept:
        again = then(desk, road.id, group, at)
        assert {name: again.get(name) for name in told} == told, reached
    assert {"over", "nums", "phases", "lanes", "strip", "terms"} <= set.intersection(
        *(set(told) for _, _, told in kept)
    )
    assert {"text", "pos", "glance"} <= {name for _, _, told in kept for name in told}


def test_before_its_first_act_there_is_nothing_and_a_day_that_is_none_is_told(house: House) -> None:
    road = builders.proposed(house.world)
    house.at = road.at + timedelta(minutes=1)
    desk = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    assert "还没有这个项目" in desk.read(f"/standards/{road.id}/past?at=2020-01-01")
    assert "请填写日期和时刻" in desk.read(f"/standards/{road.id}/past?at=yesterday")
    assert "回到今天" in desk.read(f"/standards/{road.id}/past?at=2999-01-01T00:00")
    for ahead in ("2999-01-01T00:00", "9999-12-31", (house.at + timedelta(hours=2)).isoformat(timespec="minutes")):
        query = urlencode({"at": ahead})
        assert "这一时刻还没有到" in desk.read(f"/standards/{road.id}/past?{query}")
        assert "这一时刻还没有到" in desk.read(f"/agreements/1/past?{query}")
    assert "还没有到" not in desk.read(f"/standards/{road.id}/past?{urlencode({'at': house.at.isoformat()})}")
    assert "还没有这份协议的记录" in desk.read("/agreements/1/past?at=2020-01-01")


def test_the_past_is_there_for_auditors_and_members_alone(house: House) -> None:
    road = builders.proposed(house.world)
    house.at = road.at + timedelta(minutes=1)
    for seat in (house.world.seat(CHONGQING, SeatRole.AUDITOR), house.world.seat(LEAD, SeatRole.SECADMIN)):
        assert house.desk(seat).get(f"/standards/{road.id}/past").status_code == 404
        assert house.desk(seat).get(f"/agreements/{house.world.agreements['JJJ']}/past").status_code == 404
    assert f'href="/standards/{road.id}/past"' in house.desk(house.world.seat(SECOND, SeatRole.AUDITOR)).read(
        f"/standards/{road.id}"
    )
