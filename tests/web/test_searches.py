"""One search: the board, the API and the public list find a standard in any spelling, and each no more than it may."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.web.browsing import Browser, browser, seated
from workflow.records.people import Person
from workflow.records.standards import StandardTrack
from workflow.search.spelling import folded, search_words
from workflow.vocabulary import Joint, SeatRole

TITLE = "停车场　充电 设施—ＥＶ１型 配置规范(示)"
SPELLINGS = (
    "停车场充电",
    "停车场 充电设施",
    "ev1型",
    "ＥＶ１",
    "设施-EV1",
    "设施－ev1",
    "设施——ＥＶ",
    "配置规范（示）",
    "DB12/T 3901—2026",
    "db12/t3901-2026",
    "ＤＢ12／Ｔ 3901–2026",
    "DB12/T 3901一2026",
    "3901",
    "天津",
    f"{SECOND}-2026-01",
    f"{SECOND}—2026–01",
)
MISSED = ("无此词", "停车场 无此词", "%%", "_", "DB12/T 3902", "'", "设施+EV1", "重庆")


@pytest.fixture
def road(world: World) -> Road:
    return builders.standing(world, Joint.RELEASED, title_zh=TITLE)


def finds(app: Flask, road: Road, words: str, region: str = LEAD) -> dict[str, bool]:
    """Where the words find the standard: on the board and in the API of a region, and in public."""
    desk = seated(app, road.world.seat(region, SeatRole.HANDLER), road.at)
    return {
        "board": f'href="/standards/{road.id}"' in _read(desk, "/board", words),
        "api": f'"id":{road.id},' in _read(desk, "/api/v1/standards", words).replace(" ", ""),
        "public": f"/public/standards/{road.id}" in _read(browser(app, road.at), "/public/standards", words),
    }


def _read(person: Browser, path: str, words: str) -> str:
    answer = person.get(path, query_string={"q": words})
    assert answer.status_code == 200, (path, words)
    return str(answer.text)


def test_every_spelling_finds_it_everywhere(app: Flask, road: Road) -> None:
    missed = {words: found for words in SPELLINGS if not all((found := finds(app, road, words)).values())}
    assert missed == {}


def test_what_is_not_said_of_it_finds_it_nowhere(app: Flask, road: Road) -> None:
    wrong = {words: found for words in MISSED if any((found := finds(app, road, words)).values())}
    assert wrong == {}


def test_who_took_part_is_a_way_to_it_for_its_own_group_only(app: Flask, road: Road) -> None:
    with road.world.database.read() as session:
        name = session.get_one(Person, road.world.seat(THIRD, SeatRole.APPROVER).person_id).name
    assert finds(app, road, name) == {"board": True, "api": True, "public": False}
    assert finds(app, road, name, CHONGQING) == {"board": False, "api": False, "public": False}
    assert finds(app, road, "停车场", CHONGQING) == {"board": False, "api": True, "public": True}


def test_a_corrected_plan_number_is_found_as_it_was_and_as_it_is(app: Flask, road: Road) -> None:
    told = {"fact": "initiate.plan_number", "right_value": "津（２０２６）77号", "reason": "录入有误"}
    road.by(SECOND, "handler", "correct", **told)
    with road.world.database.read() as session:
        assert "津（２０２６）77号" in session.scalars(sa.select(StandardTrack.plan_number)).all()
    for words in ("津(2026)77", f"{SECOND}-2026-01"):
        assert all(finds(app, road, words).values()), words


def test_what_was_folded_stays_as_it_is() -> None:
    once = search_words(TITLE, "", "一一对应—ＡＢ", "DB11/T 3901一2026")
    assert folded(once) == search_words(once) == once
    assert once == "停车场充电设施-ev1型配置规范(示)|一一对应-ab|db11/t3901-2026"
    assert folded("a\x00b\u3000c") == "abc"
