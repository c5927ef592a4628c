"""Feeds: the public acts as Atom, one entry an act; a person's deadlines as a calendar behind a secret link."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, SECOND
from tests.web.desk import Desk, House
from web.icalendar import escaped, folded
from workflow import jobs
from workflow.records.people import Account
from workflow.records.standards import Standard
from workflow.vocabulary import Joint, SeatRole

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(house: House) -> list[dict[str, str]]:
    answer = house.stranger("/public/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    assert all(feed.findtext(f"a:{name}", "", ATOM) for name in ("id", "title", "updated"))
    assert feed.findtext("a:author/a:name", "", ATOM)
    return [read(entry) for entry in feed.findall("a:entry", ATOM)]


def read(entry: ElementTree.Element) -> dict[str, str]:
    told = {name: entry.findtext(f"a:{name}", "", ATOM) for name in ("id", "title", "updated")}
    link, category = entry.find("a:link", ATOM), entry.find("a:category", ATOM)
    assert link is not None
    assert category is not None
    return told | {"href": link.attrib["href"], "act": category.attrib["term"]}


def test_an_open_consultation_is_told_and_a_closed_one_no_longer(house: House) -> None:
    road = builders.standing(house.world, Joint.CONSULTING)
    house.at = road.at
    assert entries(house) == []
    builders.posted(road)
    found = entries(house)
    assert [entry["act"] for entry in found] == ["post_draft"] * 3 + ["initiate"] * 3
    assert house.stranger(found[0]["href"].partition("8000")[2]).status_code == 200
    road.wait(days=32)
    road.wake()
    assert entries(house) == []


def test_a_release_is_told_with_all_that_led_to_it_by_ids_that_stay_and_titles_that_are_escaped(house: House) -> None:
    road = builders.standing(house.world, Joint.SEALED)
    builders.released(road)
    house.at = road.at
    first = entries(house)
    assert first[0]["act"] == "release"
    assert "停车场" in first[0]["title"]
    assert len({entry["id"] for entry in first}) == len(first) > 3
    assert [e["updated"] for e in first] == sorted((e["updated"] for e in first), reverse=True)
    road.wait(days=200)
    jobs.tick(house.world.database, road.at)
    later = entries(house)
    assert [entry["act"] for entry in later[: len(later) - len(first)]] == ["enter_into_force"]
    assert [entry["id"] for entry in later[-len(first) :]] == [entry["id"] for entry in first]
    with house.world.database.plain() as session:
        session.execute(sa.update(Standard).values(title_zh="<b>甲 & 乙</b> ]]>"))
    assert "<b>甲 & 乙</b> ]]>" in entries(house)[0]["title"]
    assert "Tongbiao: public acts" in house.stranger("/public/feed.atom?lang=en").text


# --- calendars -------------------------------------------------------------------------------------------------------


@pytest.fixture
def road(house: House) -> Road:
    """The second region is invited and has a month to answer."""
    made = builders.proposed(house.world)
    builders.invited(made)
    house.at = made.at
    return made


def link(desk: Desk) -> str:
    page = desk.post("/account/steps/make_feed").text
    found = re.search(r"http://127\.0\.0\.1:8000(/calendar/[\w-]+\.ics)", page)
    assert found
    return found[1]


def test_my_deadlines_stand_in_a_valid_calendar_without_a_title(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.HANDLER))
    answer = house.stranger(link(desk))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    lines = answer.data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    text = answer.data.replace(b"\r\n ", b"").decode()
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 1
    due = datetime.fromisoformat(builders.day(road, 30))
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}" in text
    assert f"SUMMARY:项目 {road.id}，天津市：应邀参加" in text
    assert "停车场" not in text
    assert text == house.stranger(link(desk)).data.replace(b"\r\n ", b"").decode()  # ids and stamps stay


def test_whoever_has_no_turn_has_an_empty_calendar(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    assert "VEVENT" not in house.stranger(link(desk)).text


def test_a_link_ends_when_it_is_revoked_or_the_account_closed_and_cannot_be_guessed(house: House, road: Road) -> None:
    seat = house.world.seat(SECOND, SeatRole.HANDLER)
    desk = house.desk(seat)
    mine, other = link(desk), link(desk)
    assert house.stranger(mine).status_code == 200
    number = re.findall(r'name="feed" value="(\d+)"', desk.read("/account"))[-1]
    house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER)).post("/account/steps/revoke_feed", {"feed": number})
    assert house.stranger(mine).status_code == 200
    desk.post("/account/steps/revoke_feed", {"feed": number})
    assert [house.stranger(path).status_code for path in (mine, other)] == [404, 200]
    with house.world.database.plain() as session:
        session.execute(sa.update(Account).where(Account.person_id == seat.person_id).values(is_open=False))
    for path in (other, "/calendar/x.ics", f"/calendar/{'x' * 500}.ics", "/calendar/%00.ics"):
        assert house.stranger(path).status_code == 404


def test_of_many_links_the_oldest_ends(house: House, road: Road) -> None:
    desk = house.desk(house.world.seat(SECOND, SeatRole.HANDLER))
    links = [link(desk) for _ in range(6)]
    assert [house.stranger(path).status_code for path in links] == [404] + [200] * 5


def test_lines_are_folded_between_characters_and_text_is_escaped() -> None:
    raw = folded("SUMMARY:" + "标准" * 60)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert all(line.decode() for line in raw.rstrip().split(b"\r\n"))
    assert raw.replace(b"\r\n ", b"").decode() == "SUMMARY:" + "标准" * 60 + "\r\n"
    assert escaped("a,b;c\\d\r\ne") == "a\\,b\\;c\\\\d\\ne"
