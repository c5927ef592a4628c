"""An office file on the desk: shown with its losses and changes, saved by the door; images where they belong."""

import json
import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from tests.web.uploads import EVIL
from workflow.picture import manuscript
from workflow.text.clauses import Text
from workflow.vocabulary import Joint, SeatRole

DRAFT = Path("tests/data/office/a_committee_draft.docx").read_bytes()
IMAGE = "20072e8577849b54d7f8f5c039d3cb55b263bbeca6732cbb042d53bf660ed6be"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f8"
    "0f00010101001bb6ee560000000049454e44ae426082"
)


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    house.at = made.at
    return made


def drafter(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))


def shown(desk: Desk, road: Road, data: bytes, name: str = "draft.docx") -> TestResponse:
    desk.read(f"/standards/{road.id}/draft")
    return desk.browser.post(f"/standards/{road.id}/draft/preview", {"file": (BytesIO(data), name)})


def structure(answer: TestResponse) -> str:
    found = re.search(r'<textarea name="structure" hidden>(.*?)</textarea>', answer.text, re.DOTALL)
    assert found
    return unescape(found[1])


def saved(desk: Desk, road: Road, preview: TestResponse) -> Text:
    carried = {name: hidden(preview, name) or "" for name in ("version", "idempotency_key", "seat", "next")}
    step = f"/standards/{road.id}/steps/save_draft"
    answer = desk.browser.post(step, carried | {"structure": structure(preview)})
    assert answer.status_code == 303, answer.text
    return newest(road)


def newest(road: Road) -> Text:
    with road.standing() as standing:
        assert standing.draft
        return manuscript.load(standing.session, standing.draft)


def test_a_committees_draft_is_shown_with_losses_and_changes_and_saved(house: House, road: Road) -> None:
    desk = drafter(house)
    preview = shown(desk, road, DRAFT)
    assert preview.status_code == 200
    for words in ("封面", "批注", "价格也公示吗？", "2 处修订", "<del>15</del><ins>20</ins>", "李编"):
        assert words in preview.text
    text = saved(desk, road, preview)
    by_title = {clause.title: clause for clause in text.clauses}
    assert by_title["纵坡"].number == "4.2.1.1.1.1"
    assert "总数的 15%" in by_title["数量"].body
    assert "见{@t1}" in by_title["数量"].body.replace(" ", "")
    page = desk.read(f"/standards/{road.id}/text")
    assert 'rowspan="2"' in page


def test_the_next_file_keeps_the_ids_of_the_clauses_it_continues(house: House, road: Road) -> None:
    desk = drafter(house)
    first = saved(desk, road, shown(desk, road, DRAFT))
    again = saved(desk, road, shown(desk, road, DRAFT))
    assert [clause.id for clause in again.clauses] == [clause.id for clause in first.clauses]
    assert again.clauses == first.clauses


def test_the_image_of_a_figure_is_seen_by_parties_and_by_nobody_else(house: House, road: Road) -> None:
    desk = drafter(house)
    preview = shown(desk, road, DRAFT)
    address = f"/standards/{road.id}/images/{IMAGE}"
    assert f'src="{address}"' in preview.text
    reader = house.desk(house.world.seat(LEAD, SeatRole.HANDLER))
    assert reader.get(address).status_code == 404
    saved(desk, road, preview)
    answer = reader.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert house.desk(house.world.seat(CHONGQING, SeatRole.DRAFTER)).get(address).status_code == 404
    assert house.stranger(address).status_code in (302, 303, 401)
    assert house.stranger(f"/public{address}").status_code == 404
    for wrong in ("0" * 64, "x", "%00"):
        assert reader.get(f"/standards/{road.id}/images/{wrong}").status_code == 404


def test_an_image_is_handed_in_on_the_page_of_its_clause(house: House, road: Road) -> None:
    desk = drafter(house)
    text = "1 范围\n本文件规定了甲。\n【图 f1】流程\n【图完】\n"
    road.take("save_draft", builders.editor(road), text=text)
    house.at = road.at
    page = desk.get(f"/standards/{road.id}/draft?clause=c1")
    assert "图 1 流程" in page.text
    form = {name: hidden(page, name) or "" for name in ("version", "idempotency_key", "seat")}
    form |= {"clause": "c1", "figure": "0", "alt": "三步"}
    wrong = desk.browser.post(f"/standards/{road.id}/draft/figure", form | {"file": (BytesIO(b"GIF89a"), "x.gif")})
    assert wrong.status_code == 422
    none = desk.browser.post(
        f"/standards/{road.id}/draft/figure", form | {"figure": "7", "file": (BytesIO(PNG), "x.png")}
    )
    assert none.status_code == 404
    done = desk.browser.post(f"/standards/{road.id}/draft/figure", form | {"file": (BytesIO(PNG), "x.png")})
    assert done.status_code == 303, done.text
    (clause,) = newest(road).clauses
    assert "说明：三步" in clause.body
    assert "文件：" in clause.body
    page = desk.get(f"/standards/{road.id}/draft?clause=c1")
    assert f'src="/standards/{road.id}/images/' in page.text


def test_the_hash_of_a_strangers_file_is_no_key(house: House, road: Road) -> None:
    """Words that name a file which its writer never handed in are not taken."""
    stranger = drafter(house)
    shown(stranger, road, DRAFT)
    other = house.desk(house.world.seat(LEAD, SeatRole.DRAFTER))
    page = other.get(f"/standards/{road.id}/draft")
    form = {name: hidden(page, name) or "" for name in ("version", "idempotency_key", "seat")}
    text = f"1 范围\n本文件规定了甲。\n【图 f1】流程\n文件：{IMAGE}\n【图完】\n"
    answer = other.browser.post(f"/standards/{road.id}/steps/save_draft", form | {"text": text})
    assert answer.status_code == 422
    assert "不是您交来的" in answer.text


@pytest.mark.parametrize("name", [name for name in EVIL if name.endswith(".docx")])
def test_a_hostile_file_is_refused_with_words(house: House, road: Road, name: str) -> None:
    data, _ = EVIL[name]
    answer = shown(drafter(house), road, data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_ten_megabytes_pasted_are_refused_with_words(house: House, road: Road) -> None:
    desk = drafter(house)
    desk.read(f"/standards/{road.id}/draft")
    answer = desk.browser.post(
        f"/standards/{road.id}/draft/preview", {"file": (BytesIO("甲".encode() * 3_500_000), "a.txt")}
    )
    assert answer.status_code == 422
    assert "放不下" in answer.text


def test_garbled_words_are_cleaned_only_when_the_person_says_so(house: House, road: Road) -> None:
    desk = drafter(house)
    garbled = "1 范围\n本文件規(gui)定了產(chǎn)(chan)品的要求。\n"
    desk.read(f"/standards/{road.id}/draft")
    first = desk.browser.post(f"/standards/{road.id}/draft/preview", {"text": garbled})
    assert "繁体改为简体" in first.text
    assert "規(gui)定" in first.text
    second = desk.browser.post(f"/standards/{road.id}/draft/preview", {"text": garbled, "clean": "y"})
    assert "本文件规定了产品的要求。" in second.text
    assert "建议整理" not in second.text


def test_tracked_changes_stay_as_suggestions_of_who_made_them(house: House, road: Road) -> None:
    desk = drafter(house)
    preview = shown(desk, road, DRAFT)
    found = re.search(r'<textarea name="tracked" hidden>(.*?)</textarea>', preview.text, re.DOTALL)
    assert found
    carried = {name: hidden(preview, name) or "" for name in ("version", "idempotency_key", "seat", "next")}
    carried |= {"structure": structure(preview), "tracked": unescape(found[1])}
    way = f"/standards/{road.id}/draft/tracked"
    for odd in ("", "x", "7", '{"a": 1}', "[7]", "[" * 5_000, '[{"words": "\u202e"}]'):
        assert desk.browser.post(way, carried | {"tracked": odd}).status_code == 400
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.DRAFTER))
    assert stranger.post(way, {name: told for name, told in carried.items() if name != "seat"}).status_code == 404
    answer = desk.browser.post(way, carried)
    assert answer.status_code == 303, answer.text
    told = desk.read(answer.location)
    for words in ("<del>15 %</del><ins>20 %</ins>", "李编", "2026-05-06 09:30", "王审", "<del>可</del><ins>宜</ins>"):
        assert words in told.replace("15%", "15 %").replace("20%", "20 %"), words
    accepted = desk.browser.post(f"/standards/{road.id}/suggestions", {"suggestion": ["1", "2"], "verdict": "accept"})
    assert "已决定 2 处" in desk.browser.get(accepted.location).text
    assert "20%" in desk.read(f"/standards/{road.id}/desk")


def test_tracked_changes_go_through_a_clean_up_that_cleans_them_too(house: House, road: Road) -> None:
    desk = drafter(house)
    first = shown(desk, road, DRAFT)
    found = re.search(r'<textarea name="tracked" hidden>(.*?)</textarea>', first.text, re.DOTALL)
    assert found
    fields = {"structure": structure(first), "clean": "y", "tracked": unescape(found[1])}
    cleaned = desk.browser.post(f"/standards/{road.id}/draft/preview", fields)
    kept = re.search(r'<textarea name="tracked" hidden>(.*?)</textarea>', cleaned.text, re.DOTALL)
    assert kept
    assert [one["author"] for one in json.loads(unescape(kept[1]))] == ["李编", "王审"]
    bad = desk.browser.post(f"/standards/{road.id}/draft/preview", fields | {"tracked": "[7]"})
    assert bad.status_code == 400
