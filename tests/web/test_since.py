"""Since I was here: what others changed, said and suggested since the last look, and nothing of my own."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import Road
from tests.cast import LEAD
from tests.web.browsing import hidden
from tests.web.desk import Desk, House, drafted
from workflow.vocabulary import SeatRole

TEXT = "1 范围\n本文件规定了甲。\n2 要求\n应符合丙。\n"


@pytest.fixture
def road(house: House) -> Road:
    return drafted(house, TEXT)


def way(road: Road, more: str = "since") -> str:
    return f"/standards/{road.id}/{more}"


def wrote(desk: Desk, road: Road, clause: str, body: str) -> None:
    """Words of a clause, sent from the form as the desk shows it now."""
    desk.house.at += timedelta(minutes=1)
    page = desk.read(way(road, "desk"))
    form = page[page.index(f'data-clause="{clause}"') :]
    fields = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("revision", "version", "title")}
    key = f"{desk.seat.id}-{abs(hash((clause, body)))}-key"
    assert desk.browser.post(way(road, f"desk/{clause}"), fields | {"body": body, "key": key}).status_code == 303


def looked(desk: Desk, road: Road) -> None:
    desk.house.at += timedelta(minutes=1)
    revision = hidden(desk.get(way(road)), "revision") or ""
    assert desk.browser.post(way(road, "looked"), {"revision": revision}).status_code == 303
    desk.house.at += timedelta(minutes=1)


def test_it_shows_what_others_changed_against_what_i_saw(road: Road, zhao: Desk, qian: Desk) -> None:
    wrote(qian, road, "c1", "本文件规定了甲和乙。")
    looked(zhao, road)
    assert "没有新的改动" in zhao.read(way(road))
    wrote(qian, road, "c1", "本文件规定了甲和乙和丁。")
    wrote(zhao, road, "c2", "应符合丙和戊。")
    told = zhao.read(way(road))
    assert "<ins>和丁</ins>" in told
    assert "<ins>和乙" not in told
    assert "戊" not in told
    assert qian.seat.person_name in told
    assert zhao.get(way(road, "desk?since=mine")).location.endswith("/since#changed")
    assert "<ins>和戊</ins>" in qian.read(way(road))
    looked(zhao, road)
    assert "没有新的改动" in zhao.read(way(road))


def test_a_version_saved_in_between_changes_nothing_of_it(road: Road, zhao: Desk, qian: Desk) -> None:
    looked(zhao, road)
    wrote(qian, road, "c1", "本文件规定了甲，见第2章。")
    shown = qian.get(way(road, "desk"))
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    assert qian.browser.post(way(road, "desk"), carried).status_code == 303
    told = zhao.read(way(road))
    assert "<ins>，见" in told
    assert "应符合丙" not in told


def test_a_clause_that_went_or_came_is_there_too(road: Road, zhao: Desk, qian: Desk, house: House) -> None:
    looked(zhao, road)
    road.at = house.at + timedelta(minutes=1)
    road.take("save_draft", qian.seat, text="1 范围\n本文件规定了甲。\n2 方法\n按己试验。\n")
    house.at = road.at + timedelta(minutes=1)
    told = zhao.read(way(road))
    assert "新增" in told
    assert "删去" in told


def test_what_was_said_and_suggested_since_is_there_and_keeps_up(road: Road, zhao: Desk, qian: Desk) -> None:
    looked(zhao, road)
    made = qian.post(way(road, "threads"), {"clause": "c1", "words": "请看"})
    form = qian.get(way(road, "suggest/c2"))
    fields = {"from": hidden(form, "from") or "", "title": "要求", "body": "应符合丙和庚。"}
    assert qian.browser.post(way(road, "suggest/c2"), fields).status_code == 303
    told = zhao.read(way(road))
    assert f"/threads/{made.location.rsplit('/', 1)[1]}" in told
    assert "<ins>和庚</ins>" in told
    assert "没有新的改动" in qian.read(way(road))
    wrote(qian, road, "c1", "本文件规定了甲和乙。")
    news: Any = zhao.get(way(road, "threads.json")).json
    assert (news["talks"], news["wishes"]) == ({"c1": 1}, {"c2": 1})
    assert [(one["clause"], qian.seat.person_name in one["words"]) for one in news["fresh"]] == [("c1", True)]
    looked(zhao, road)
    news = zhao.get(way(road, "threads.json")).json
    assert news["fresh"] == []


def test_it_is_the_desks_peoples_alone(house: House, road: Road) -> None:
    other = house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    assert other.get(way(road)).status_code == 404
    told: Any = other.get(way(road, "threads.json")).json
    assert "fresh" not in told
