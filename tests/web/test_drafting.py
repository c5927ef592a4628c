"""The drafter's desk: only the group writes, a pasted text is shown before it is saved, one clause is saved alone."""

from io import BytesIO

import pytest

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.vocabulary import Joint, SeatRole

ODD = "1 范围\n本文件规定了甲。\n3 要求\n应当充分。\n"


@pytest.fixture
def road(house: House) -> Road:
    """A group that is confirmed and has written nothing yet."""
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    house.at = made.at
    return made


def address(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}/draft{more}"


def drafter(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))


def written(house: House, road: Road) -> None:
    road.take("save_draft", builders.editor(road), text=sample_text())
    house.at = road.at


def numbers(road: Road) -> list[int]:
    with road.standing() as standing:
        return [version.number for version in standing.versions]


def test_a_stranger_of_another_group_finds_no_desk_and_cannot_preview(house: House, road: Road) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.DRAFTER))
    assert stranger.get(address(road)).status_code == 404
    assert stranger.post(address(road, "/preview"), {"text": ODD}).status_code == 404
    assert house.stranger(address(road)).location.startswith("/login")


def test_who_is_no_drafter_gets_no_form_and_no_preview(house: House, road: Road) -> None:
    approver = house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    assert "<textarea" not in approver.read(address(road))
    assert approver.post(address(road, "/preview"), {"text": ODD}).status_code == 404


def test_a_pasted_text_is_shown_with_remarks_and_saved_only_by_the_door(house: House, road: Road) -> None:
    desk = drafter(house)
    shown = desk.post(address(road, "/preview"), {"text": ODD}, page=address(road))
    assert shown.status_code == 200
    assert "条号 3 跳号" in shown.text
    assert numbers(road) == []
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat", "next")}
    saved = desk.browser.post(f"/standards/{road.id}/steps/save_draft", carried | {"text": ODD})
    assert saved.status_code == 303, saved.text
    assert saved.location == address(road)
    assert numbers(road) == [1]


def test_a_text_file_is_read_in_the_encodings_of_the_trade_and_a_broken_file_is_not(house: House, road: Road) -> None:
    desk = drafter(house)
    desk.read(address(road))
    for data in (ODD.encode("utf-8-sig"), ODD.encode("gb18030")):
        answer = desk.browser.post(address(road, "/preview"), {"file": (BytesIO(data), "draft.txt")})
        assert "本文件规定了甲" in answer.text
    answer = desk.browser.post(address(road, "/preview"), {"file": (BytesIO(b"PK\x03\x04" + b"x" * 99), "draft.docx")})
    assert answer.status_code == 422
    assert "已损坏" in answer.text
    answer = desk.browser.post(address(road, "/preview"), {"file": (BytesIO(b"\xff" * 99), "draft.txt")})
    assert answer.status_code == 422
    assert "读不成文字" in answer.text


@pytest.mark.parametrize("source", ["", "   \n ", "1 范围\n\u202e暗藏\n", "甲" * 400_001])
def test_what_cannot_be_a_text_is_given_back_with_the_reason(house: House, road: Road, source: str) -> None:
    answer = drafter(house).post(address(road, "/preview"), {"text": source}, page=address(road))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert numbers(road) == []


def test_one_clause_is_changed_and_all_others_stay(house: House, road: Road) -> None:
    written(house, road)
    desk = drafter(house)
    with road.standing() as standing:
        assert standing.draft is not None
        before = dict(standing.draft.digest)
    chosen = next(iter(before))
    form = desk.get(address(road, f"?clause={chosen}"))
    assert form.status_code == 200
    names = ("version", "idempotency_key", "seat", "clause", "next")
    carried = {name: hidden(form, name) or "" for name in names} | {"title": "新题", "words": "新的文字。"}
    assert desk.browser.post(f"/standards/{road.id}/steps/save_draft", carried).status_code == 303
    with road.standing() as standing:
        assert standing.draft is not None
        after = standing.draft.digest
    assert [one for one in before if after[one][0] != before[one][0]] == [chosen]
    assert "新的文字。" in desk.read(address(road))


def test_an_unknown_clause_is_not_there(house: House, road: Road) -> None:
    written(house, road)
    assert drafter(house).get(address(road, "?clause=no-such")).status_code == 404
