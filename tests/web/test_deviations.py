"""Regional deviations on pages: put in by a plain form, shown in one table, taken away as files, public at last."""

import io

import pytest
from openpyxl import load_workbook

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, sample_text
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.picture import manuscript
from workflow.text.clauses import Clause
from workflow.text.deviating import placed
from workflow.vocabulary import Joint, SeatRole

FORM = {
    "regions": SECOND,
    "type": "stricter",
    "title": "更严的限值",
    "words": "颗粒物排放浓度不应大于 10 mg/m³。",
    "reason": "本区大气扩散条件不利",
    "evidence": "《天津市大气污染防治条例》第九条",
    "since": "2027-01-01",
    "until": "2029-12-31",
}


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=sample_text())
    house.at = made.at
    return made


def drafter(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.DRAFTER))


def clauses(road: Road) -> tuple[Clause, ...]:
    with road.standing() as standing, road.world.database.read() as session:
        assert standing.draft is not None
        return manuscript.load(session, standing.draft).clauses


def clause(road: Road, number: str = "4.2") -> str:
    return next(c.id for c in clauses(road) if c.number == number)


def send(desk: Desk, road: Road, at: str, deviation: str = "", **fields: str) -> tuple[int, str]:
    """What the form of a clause answers to these fields."""
    shown = desk.get(f"/standards/{road.id}/draft/deviation?clause={at}&deviation={deviation}")
    carried = {name: hidden(shown, name) or "" for name in ("version", "idempotency_key", "seat", "deviation")}
    answer = desk.browser.post(f"/standards/{road.id}/draft/deviation", carried | {"clause": at} | fields)
    return answer.status_code, answer.text


def test_a_deviation_is_put_in_changed_and_taken_out_by_plain_forms(house: House, road: Road) -> None:
    desk, at = drafter(house), clause(road)
    assert send(desk, road, at, **FORM)[0] == 303
    (one,) = placed(clauses(road))
    assert (one.clause.id, one.deviation.id, one.deviation.regions) == (at, "v1", (SECOND,))
    assert "修改差异：更严的限值" in desk.read(f"/standards/{road.id}/draft?clause={at}")
    assert send(desk, road, at, "v1", **FORM | {"reason": "见 4.1"})[0] == 303
    (one,) = placed(clauses(road))
    assert (one.deviation.id, one.deviation.reason) == ("v1", "见 4.1")
    assert send(desk, road, at, "v1", cut="y")[0] == 303
    assert not list(placed(clauses(road)))
    assert all("差异" not in c.title for c in clauses(road))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"regions": ""}, "regions"),
        ({"regions": CHONGQING}, "regions"),
        ({"type": "poem"}, "type"),
        ({"words": "  "}, "words"),
        ({"words": "【差异 v9 120000】\n文字：\n另一处\n【差异完】"}, "words"),
        ({"words": "甲\x00乙"}, "words"),
        ({"until": "明年"}, "until"),
        ({"until": "2026-01-01"}, "until"),
        ({"title": "长" * 200}, "title"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(
    house: House, road: Road, wrong: dict[str, str], field: str
) -> None:
    status, page = send(drafter(house), road, clause(road), **FORM | wrong)
    assert status == 422
    assert f'id="f-{field}-error"' in page
    assert "《天津市大气污染防治条例》第九条" in page
    assert not list(placed(clauses(road)))


def test_a_title_that_would_end_its_frame_changes_nothing_else(house: House, road: Road) -> None:
    status, _ = send(drafter(house), road, clause(road), **FORM | {"title": "【差异完】", "reason": "<script>"})
    assert status in (303, 422)
    assert len(list(placed(clauses(road)))) == (status == 303)


def test_the_table_shows_both_words_and_who_wrote_and_marks_what_runs_out(house: House, road: Road) -> None:
    desk = drafter(house)
    assert send(desk, road, clause(road), **FORM | {"since": "", "until": "2026-04-01"})[0] == 303
    page = desk.read(f"/standards/{road.id}/deviations")
    for words in (FORM["words"], FORM["reason"], FORM["evidence"], "90 天内到期", "还没有人确认", "趋同指标"):
        assert words in page
    assert "文本 2" in page
    confirm = f"/standards/{road.id}/steps/confirm_deviation?deviation=v1"
    assert f'href="{confirm}"' in page
    assert 'value="v1" required checked' in desk.read(confirm)
    said = {"looked_at": "GB 16297—1996", "statement": "严于国家标准"}
    road.at = house.at
    road.by(SECOND, SeatRole.DRAFTER, "confirm_deviation", deviation="v1", **said)
    page = desk.read(f"/standards/{road.id}/deviations")
    assert "GB 16297—1996" in page
    assert "还没有人确认" not in page


def test_the_files_hold_the_table_and_no_cell_is_a_formula(house: House, road: Road) -> None:
    desk = drafter(house)
    assert send(desk, road, clause(road), **FORM | {"reason": "=1+1"})[0] == 303
    text = desk.get(f"/standards/{road.id}/deviations.csv").data.decode("utf-8-sig")
    assert "'=1+1" in text
    sheet = load_workbook(io.BytesIO(desk.get(f"/standards/{road.id}/deviations.xlsx").data)).worksheets[0]
    assert [row[6].value for row in sheet.iter_rows()][1] == "=1+1"
    assert desk.get(f"/standards/{road.id}/deviations.pdf").status_code == 404


def test_strangers_see_nothing_and_the_public_only_what_is_released(house: House, road: Road) -> None:
    stranger = house.desk(house.world.seat(CHONGQING, SeatRole.HANDLER))
    for path in ("deviations", "deviations.csv", f"draft/deviation?clause={clause(road)}"):
        assert stranger.get(f"/standards/{road.id}/{path}").status_code == 404
        assert house.stranger(f"/standards/{road.id}/{path}").status_code in (302, 303, 401)
    assert house.stranger(f"/public/standards/{road.id}/deviations").status_code == 404
    inside = house.desk(house.world.seat(LEAD, SeatRole.APPROVER))
    assert inside.get(f"/standards/{road.id}/deviations").status_code == 200
    assert inside.get(f"/standards/{road.id}/draft/deviation?clause={clause(road)}").status_code == 404


def test_a_released_text_shows_its_deviations_to_everybody(house: House) -> None:
    road = builders.standing(house.world, Joint.RELEASED)
    house.at = road.at
    answer = house.stranger(f"/public/standards/{road.id}/deviations")
    assert answer.status_code == 200
    assert "没有区域差异" in answer.text
    assert house.stranger(f"/public/standards/{road.id}/deviations.csv").status_code == 200
    english = house.stranger(f"/public/standards/{road.id}/deviations?lang=en")
    assert "No deviation" in english.text
