"""The desk over HTTP: who may write on it, two seats of two regions in one clause, conflicts, saving it as a draft."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import Road
from tests.cast import CHONGQING, LEAD
from tests.web.browsing import hidden
from tests.web.desk import Desk, House, drafted
from workflow.reads.desk import lying
from workflow.vocabulary import SeatRole

TEXT = "1 范围\n本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> {{ 7*7 }} {@c9} 【表 t1】\n| a |\n\\"
JSON = {"Accept": "application/json"}


@pytest.fixture
def road(house: House) -> Road:
    return drafted(house, TEXT)


def page(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}/desk{more}"


def base(road: Road) -> dict[str, str]:
    """What a page just opened writes from: the words of the newest version."""
    with road.standing() as standing:
        assert standing.draft is not None
        return {"title": "范围", "revision": "0", "version": str(standing.draft.id)}


def send(desk: Desk, road: Road, old: str, new: str, key: str = "", **more: str) -> Any:
    """Words written from the newest version."""
    body = TEXT.split("\n")[1].replace(old, new)
    fields = base(road) | {"body": body, "key": key or f"{desk.seat.id}-{new}".encode().hex()[:60]} | more
    desk.read("/account")
    return desk.browser.post(page(road, "/c1"), fields, headers=JSON)


def news(desk: Desk, road: Road, since: int = 0) -> Any:
    return desk.get(page(road, f".json?since={since}")).json


def save(desk: Desk, road: Road) -> Any:
    shown = desk.get(page(road))
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat")}
    return desk.browser.post(page(road), carried)


def test_nobody_but_the_group_finds_the_desk(house: House, road: Road) -> None:
    for region, role in ((CHONGQING, SeatRole.DRAFTER), (LEAD, SeatRole.APPROVER)):
        other = house.desk(house.world.seat(region, role))
        for path in (page(road), page(road, ".json"), f"/standards/{road.id}/conflicts"):
            assert other.get(path).status_code == 404
        assert send(other, road, "甲", "坏").status_code == 404
        for path in (page(road), page(road, ".json"), f"/standards/{road.id}/looked"):
            assert other.post(path, {"clause": "c1"}).status_code == 404
        assert other.post(f"/standards/{road.id}/conflicts/1", {"choice": "stays"}).status_code == 404
    assert house.stranger(page(road)).location.startswith("/login")


def test_two_seats_write_different_sentences_and_both_stand(zhao: Desk, qian: Desk, road: Road) -> None:
    assert send(zhao, road, "甲", "甲一").status_code == 200
    told = send(qian, road, "乙", "乙一").json
    assert told["body"] == "本文件规定了甲一。本文件适用于乙一，间距不应小于 80 mm。"
    assert told["conflicts"] == []
    told_zhao = news(zhao, road, since=1)
    assert [one["body"] for one in told_zhao["clauses"]] == [told["body"]]
    assert "甲一" in told_zhao["clauses"][0]["html"]


def test_one_sentence_in_two_wordings_is_shown_and_keeps_the_desk_from_being_saved(
    zhao: Desk, qian: Desk, road: Road
) -> None:
    send(zhao, road, "80 mm", "90 mm")
    told = send(qian, road, "80 mm", "85 mm").json
    assert "90 mm" in told["body"]
    assert "85 mm" in told["conflicts"][0]["other"]
    refused = save(zhao, road)
    assert refused.status_code == 409
    assert "85 mm" in refused.text
    assert "先定下" in refused.text
    number = told["conflicts"][0]["id"]
    wrong = zhao.post(f"/standards/{road.id}/conflicts/{number}", {"choice": "whatever"})
    assert wrong.status_code == 422
    long = zhao.post(f"/standards/{road.id}/conflicts/{number}", {"choice": "own", "own": "字" * 40_001})
    assert (long.status_code, "超过 40000 字" in long.text) == (422, True)
    assert zhao.post(f"/standards/{road.id}/conflicts/{10**20}", {"choice": "stays"}).status_code == 404
    settled = zhao.post(f"/standards/{road.id}/conflicts/{number}", {"choice": "other"})
    assert settled.status_code == 303
    assert qian.post(f"/standards/{road.id}/conflicts/{number}", {"choice": "stays"}).status_code == 409
    assert zhao.post(f"/standards/{road.id}/conflicts/{number + 9}", {"choice": "stays"}).status_code == 404
    assert save(zhao, road).status_code == 303
    with road.standing() as standing:
        assert [version.number for version in standing.versions] == [2, 1]
    shown = zhao.read(f"/standards/{road.id}/text")
    assert "85 mm" in shown
    assert "90 mm" not in shown


def test_a_saved_desk_is_empty_and_what_came_meanwhile_goes_on(zhao: Desk, qian: Desk, road: Road) -> None:
    send(zhao, road, "甲", "甲一，见 2.9。\n a)无空格")
    was = base(road)
    assert save(zhao, road).status_code == 303
    assert "没有新的文字" in zhao.browser.get(save(zhao, road).location).text
    told = send(qian, road, "乙", "乙一", **was).json
    assert "甲一" in told["body"]
    assert "乙一" in told["body"]
    assert told["conflicts"] == []


def test_without_script_the_form_of_a_clause_does_the_same(zhao: Desk, road: Road) -> None:
    shown = zhao.get(page(road))
    fields = base(road) | {
        "body": "全新的一句。",
        "key": hidden(shown, "key") or "",
        "seat": hidden(shown, "seat") or "",
    }
    kept = zhao.browser.post(page(road, "/c1"), fields)
    assert kept.status_code == 303
    assert "全新的一句。" in zhao.read(page(road))
    again = zhao.browser.post(page(road, "/c1"), fields | {"body": "又写的一句。"})
    assert again.status_code == 303
    assert "又写的一句。" in zhao.read(page(road))


@pytest.mark.parametrize("body", ["暗\u202e藏", "零\x00字", "长" * 40_001])
def test_what_cannot_stand_is_told_and_given_back(zhao: Desk, road: Road, body: str) -> None:
    assert send(zhao, road, "甲", "甲", body=body).status_code == 422
    fields = base(road) | {"body": body, "key": "k" * 20}
    plain = zhao.browser.post(page(road, "/c1"), fields)
    assert plain.status_code == 422
    assert 'role="alert"' in plain.text


def test_hostile_words_are_words(zhao: Desk, qian: Desk, road: Road) -> None:
    send(zhao, road, "甲", "甲", body=HOSTILE, title=HOSTILE)
    told = send(qian, road, "甲", "甲", body=HOSTILE.replace("7*7", "8*8"), title="别的")
    assert told.status_code == 200
    shown = zhao.read(page(road)) + zhao.read(f"/standards/{road.id}/conflicts") + told.json["html"]
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "with spaces in it"},
        {"key": "short"},
        {"key": "x" * 65},
        {"revision": "9" * 9, "version": "0"},
        {"version": "x"},
    ],
)
def test_odd_fields_are_refused(zhao: Desk, road: Road, fields: dict[str, str]) -> None:
    assert send(zhao, road, "甲", "甲一", **fields).status_code in {400, 404}


def test_words_need_the_token_of_the_page(zhao: Desk, road: Road) -> None:
    assert send(zhao, road, "甲", "甲一", csrf_token="false").status_code == 403
    assert send(zhao, road, "甲", "甲一", seat="999").status_code == 409


def test_a_key_of_somebody_else_is_no_way_in(zhao: Desk, qian: Desk, road: Road) -> None:
    first = send(zhao, road, "甲", "甲一", key="k" * 20).json
    assert send(zhao, road, "甲", "甲一", key="k" * 20).json["sent"] == first["sent"]
    assert send(qian, road, "甲", "甲二", key="k" * 20).status_code == 409


def test_who_is_where_is_told_until_nothing_is_heard(house: House, zhao: Desk, qian: Desk, road: Road) -> None:
    assert qian.post(page(road, ".json"), {"clause": "c1"}).status_code == 204
    assert "范围" in news(zhao, road)["present"][0]["words"]
    assert news(qian, road)["present"] == []
    house.at += timedelta(seconds=31)
    assert news(zhao, road)["present"] == []
    assert qian.post(page(road, ".json"), {"clause": ""}).status_code == 204


def test_what_changed_since_i_looked_is_marked_until_i_looked(zhao: Desk, qian: Desk, road: Road) -> None:
    send(qian, road, "甲", "甲一")
    shown = zhao.get(page(road))
    assert "您没看过" in shown.text
    assert "您没看过" not in qian.read(page(road))
    revision = hidden(shown, "revision") or ""
    assert zhao.browser.post(f"/standards/{road.id}/looked", {"revision": revision}).status_code == 303
    assert "您没看过" not in zhao.read(page(road))


def test_looking_writes_nothing(zhao: Desk, road: Road, house: House) -> None:
    for path in (page(road), page(road, ".json"), f"/standards/{road.id}/conflicts"):
        zhao.read(path)
    with house.world.database.read() as session:
        desk = lying(session, road.id, road.at)
        assert (desk.revision, desk.rows, desk.conflicts) == (0, {}, [])
