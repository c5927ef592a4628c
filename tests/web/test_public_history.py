"""Historic standards on the pages without log-in: facts with their source, no text, and lists that cost the same."""

import sqlalchemy as sa

from tests.cast import LEAD, MORNING
from tests.web.desk import House
from workflow.doors import historic
from workflow.vocabulary import SeatRole


def entered(house: House, number: int, **other: str) -> str:
    facts = {
        "title_zh": f"示例规范{number}",
        "numbers": ";".join(f"DB{area}/T {number}—2019" for area in (11, 12, 13)),
        "released_on": "2019-05-01",
        "effective_on": "2019-08-01",
        "source": "封面照片",
        "confidence": "编号:中;名称:高",
    }
    given = {key: value for key, value in (facts | other).items() if value}
    seat = house.world.seat(LEAD, SeatRole.SECRETARY)
    made = historic.register(house.world.database, house.world.agreements["JJJ"], seat, given, at=MORNING)
    return f"/public/standards/{made.standard_id}"


def test_an_entered_standard_tells_its_source_and_how_certain_it_is_and_offers_no_text(house: House) -> None:
    address = entered(house, 3022)
    shown = house.stranger(address).text
    for words in (
        "补录的历史标准",
        "封面照片",
        "编号：中；名称：高",
        "DB13/T 3022—2019",
        "2019-05-01 发布",
        "没有这项标准的文本",
    ):
        assert words in shown, words
    assert "同时发布" not in shown
    assert "text.json" not in shown
    assert house.stranger(f"{address}/text.json").status_code == 404


def test_a_list_costs_the_same_however_long_it_is(house: House) -> None:
    entered(house, 3022)
    few = statements(house, "/public/")
    for number in range(3023, 3029):
        entered(house, number)
    assert statements(house, "/public/") == few < 16


def statements(house: House, path: str) -> int:
    seen: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    sa.event.listen(house.world.database.engine, "before_cursor_execute", note)
    assert house.stranger(path).status_code == 200
    sa.event.remove(house.world.database.engine, "before_cursor_execute", note)
    return len(seen)


def test_a_long_list_has_pages_that_keep_what_was_asked(house: House) -> None:
    for number in range(3022, 3054):
        entered(house, number)
    assert "page=2" in house.stranger("/public/standards?q=示例&year=2019").text
    second = house.stranger("/public/standards?q=示例&year=2019&page=2").text
    assert second.count("/public/standards/") == 12
