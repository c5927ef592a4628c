"""A clause of the desk as its documented blocks: told beside the notation, taken instead of it, else refused."""

import json
from io import BytesIO
from typing import Any

import pytest

from tests.builders import Road
from tests.cast import LEAD
from tests.web.desk import Desk, House, drafted
from tests.web.test_office_files import PNG
from workflow.reads.desk import lying
from workflow.text.document import written_body
from workflow.vocabulary import SeatRole

TEXT = "1 范围\n本文件规定了甲。本文件适用于乙，间距不应小于 80 mm。\n2 要求\n应符合丙。\n"
JSON = {"Accept": "application/json"}
TABLE = "【表 t1】限值\n! 项 | 值 | < |\n| 一 | 1 | 2 |\n【表完】"
HOLES = {"block": "table", "id": "t1", "title": "", "unit": "", "head": 0, "notes": []}
WRONG = [
    "",
    "no json",
    "[" * 100_000,
    '{"block": "paragraph"}',
    '[{"block": "paragraph"}]',
    '[{"block": "verse", "words": []}]',
    '[{"block": "paragraph", "words": [{"ref": "NO"}]}]',
    '[{"block": "paragraph", "words": ["a\\u0000b"]}]',
    '[{"block": "paragraph", "words": ["\\u202e"]}]',
    '[{"block": "paragraph", "words": [NaN]}]',
    json.dumps([{"block": "paragraph", "words": ["长" * 40_001]}]),
    " " * 400_001,
    json.dumps([HOLES | {"rows": [[], [{"words": [], "columns": 9, "rows": 9}]]}]),
]


@pytest.fixture
def road(house: House) -> Road:
    return drafted(house, TEXT)


def send(desk: Desk, road: Road, key: str, revision: int = 0, **fields: str) -> Any:
    with road.standing() as standing:
        assert standing.draft is not None
        base = {"title": "范围", "revision": str(revision), "version": str(standing.draft.id), "key": key * 12}
    desk.read("/account")
    return desk.browser.post(f"/standards/{road.id}/desk/c1", base | fields, headers=JSON)


def asked(desk: Desk, road: Road, path: str) -> Any:
    return desk.get(f"/standards/{road.id}/{path}").json


def blocks(body: str) -> str:
    return json.dumps(written_body(body))


def standing_words(road: Road, house: House) -> str:
    with house.world.database.read() as session:
        return lying(session, road.id, road.at).words("c1").body


def test_blocks_are_kept_as_notation_and_told_as_both(zhao: Desk, road: Road, house: House) -> None:
    body = f"应符合 {{@t1}} 的规定{{!脚注。}}：\na) 甲{{_1}}；\n> 又甲。\n{TABLE}"
    told = send(zhao, road, "a", blocks=blocks(body)).json
    assert told["body"] == standing_words(road, house) == body
    assert told["blocks"] == written_body(body)
    heard = asked(zhao, road, "desk.json?since=0")["clauses"][0]
    assert heard["blocks"] == written_body(body)
    assert "data-blocks=" in zhao.read(f"/standards/{road.id}/desk")


def test_one_writes_blocks_and_one_notation_and_their_sentences_merge(zhao: Desk, qian: Desk, road: Road) -> None:
    line = TEXT.split("\n")[1]
    send(zhao, road, "a", body=line.replace("规定了甲", "规定了甲一"))
    told = send(qian, road, "b", blocks=blocks(line.replace("适用于乙", "适用于乙一"))).json
    assert told["body"] == line.replace("规定了甲", "规定了甲一").replace("适用于乙", "适用于乙一")
    clash = send(qian, road, "c", blocks=blocks(line.replace("规定了甲", "规定了别的"))).json
    assert "甲一" in clash["body"]
    assert ["别的" in one["other"] for one in clash["conflicts"] if not one["is_weighty"]] == [True]


def test_a_loose_spelling_of_the_base_is_no_change_of_who_writes_blocks(zhao: Desk, qian: Desk, road: Road) -> None:
    """注1： and a)甲 mean what 注： and a) 甲 mean: others may change these lines meanwhile."""
    loose = send(zhao, road, "a", body="a)甲；\n\nb)乙。\n注1：丙。").json
    send(zhao, road, "b", loose["sent"], body="a)甲一；\n\nb)乙。\n注1：丙。")
    told = send(qian, road, "c", loose["sent"], blocks=blocks("a) 甲；\na) 乙二。\n注：丙。")).json
    assert told["conflicts"] == []
    assert told["body"] == "a) 甲一；\na) 乙二。\n注：丙。"


def test_blocks_of_no_schema_are_refused_with_a_reason(zhao: Desk, road: Road, house: House) -> None:
    for at, wrong in enumerate(WRONG):
        refused = send(zhao, road, "abcdefghijklmnop"[at], blocks=wrong)
        assert refused.status_code == 422, wrong[:80]
        assert refused.json["fault"]
    assert standing_words(road, house) == TEXT.split("\n")[1]


def test_what_is_no_block_is_told_as_notation_only(zhao: Desk, road: Road) -> None:
    told = send(zhao, road, "a", body="【图 f1】题\n文件：nohash\n【图完】").json
    assert told["blocks"] is None
    assert told["body"].startswith("【图 f1】")


def test_the_editor_asks_for_targets_formulas_and_lines(zhao: Desk, road: Road) -> None:
    send(zhao, road, "a", body=f"a){{#i1}} 甲\n{TABLE}")
    address = f"/standards/{road.id}/desk"
    found = {one["id"]: one["printed"] for one in asked(zhao, road, "desk/targets.json")["targets"]}
    assert found["t1"] == "表 1"
    assert found["c2"] == "第 2 章"
    assert found["i1"] == "1 a)"
    drawn = asked(zhao, road, "desk/formulas.json?latex=\\frac{a}{b}&latex=%3Cscript%3E&latex=")["formulas"]
    assert "<mfrac>" in drawn[0]["mathml"]
    assert "<script>" not in drawn[1]["mathml"]
    read = zhao.post(f"{address}/read.json", {"body": "注1：甲\nb)乙"})
    assert read.json == {"blocks": written_body("注：甲\na) 乙")}
    assert zhao.post(f"{address}/read.json", {"body": "暗\u202e藏"}).status_code == 422


def test_only_who_may_write_gets_these_answers(house: House, road: Road) -> None:
    other = house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    address = f"/standards/{road.id}/desk"
    assert other.get(f"{address}/targets.json").status_code == 404
    assert other.get(f"{address}/formulas.json?latex=x").status_code == 404
    assert other.post(f"{address}/read.json", {"body": "x"}).status_code == 404
    assert other.post(f"{address}/image.json").status_code == 404
    assert house.stranger(f"{address}/targets.json").location.startswith("/login")


def test_an_image_is_kept_under_its_hash_and_anything_else_refused(zhao: Desk, road: Road) -> None:
    address = f"/standards/{road.id}/desk/image.json"
    assert zhao.post(address).status_code == 422
    wrong = zhao.browser.post(address, {"file": (BytesIO(b"<svg/>"), "a.svg")})
    assert wrong.status_code == 422
    assert wrong.json
    assert ".png" in wrong.json["fault"]
    kept = zhao.browser.post(address, {"file": (BytesIO(PNG), "a.png")}).json
    assert kept
    figure = f"【图 f1】题\n文件：{kept['image']}\n【图完】"
    assert send(zhao, road, "a", blocks=blocks(figure)).json["body"] == figure
    assert zhao.get(f"/standards/{road.id}/images/{kept['image']}").mimetype == "image/png"
