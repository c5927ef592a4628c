"""The drafting explanation on pages: written in sections, nothing typed is lost, printed, handed in with the text."""

from datetime import timedelta
from hashlib import sha256

import pytest
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND
from tests.web.browsing import hidden as one_hidden
from tests.web.desk import Desk, House
from workflow.rules import explaining
from workflow.vocabulary import Joint, SeatRole


@pytest.fixture
def road(house: House) -> Road:
    made = builders.standing(house.world, Joint.DRAFTING)
    builders.grouped(made)
    made.take("save_draft", builders.editor(made), text=builders.draft(made))
    house.at = made.at
    return made


def editor(house: House, road: Road) -> Desk:
    return house.desk(builders.editor(road))


def hidden(page: TestResponse) -> dict[str, str]:
    """What the form on a page carries along."""
    names = ("version", "idempotency_key", "seen", "offered", "explanation")
    return {name: value for name in names if (value := one_hidden(page, name)) is not None}


def at(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}/explanation{more}"


def save(desk: Desk, road: Road, section: str, said: str, **more: str) -> TestResponse:
    page = desk.get(at(road, f"/section?section={section}"))
    return desk.post(at(road, "/section"), {**hidden(page), "section": section, "said": said, **more})


def test_the_page_tells_what_is_missing_and_leads_to_each_section(house: House, road: Road) -> None:
    desk = editor(house, road)
    page = desk.get(at(road)).text
    assert "0 / 10" in page
    assert "还没有写" in page
    assert "编制说明 0/10" in desk.get(f"/standards/{road.id}/draft").text
    assert "section?section=task" in page
    assert "section?section=revision" not in page


def test_facts_are_proposed_taken_over_and_edited(house: House, road: Road) -> None:
    desk = editor(house, road)
    taken = save(desk, road, "task", "先写的话", take="y")
    assert "先写的话" in taken.text
    assert "计划编号 110000-2026-01" in taken.text
    with road.standing() as standing:
        assert not standing.explanation
    fields = hidden(taken)
    assert save(desk, road, "task", "京、津、冀三地计划", offered=fields["offered"]).status_code == 303
    page = desk.get(at(road, "/section?section=task")).text
    assert "取用系统提供的文字后改写" in page
    assert "1 / 10" in desk.get(at(road)).text


def test_nothing_typed_is_lost_where_another_wrote_meanwhile(house: House, road: Road) -> None:
    desk = editor(house, road)
    before = desk.get(at(road, "/section?section=task"))
    road.by(SECOND, SeatRole.DRAFTER, "write_explanation", section="task", said="津方的话")
    house.at = road.at
    answer = desk.post(at(road, "/section"), {**hidden(before), "section": "task", "said": "京方的话"})
    assert answer.status_code == 409
    assert "京方的话" in answer.text
    assert "津方的话" in answer.text


def test_prints_are_the_same_bytes_and_follow_the_words(house: House, road: Road) -> None:
    desk = editor(house, road)
    save(desk, road, "task", "—— 甲；\n—— 乙。\n【表 t1】数\n! 年 | 数 |\n| 2026 | 3 |\n【表完】")
    first = desk.get(at(road, ".pdf"))
    assert first.data.startswith(b"%PDF")
    assert desk.get(at(road, ".pdf")).data == first.data
    assert desk.get(at(road, ".docx")).data.startswith(b"PK")
    save(desk, road, "task", "改过")
    assert desk.get(at(road, ".pdf")).data != first.data
    assert desk.get(at(road, ".txt")).status_code == 404


def test_what_is_handed_in_is_the_print_of_what_stands(house: House, road: Road) -> None:
    desk = editor(house, road)
    assert desk.post(at(road, "/paper"), hidden(desk.get(at(road, "/section?section=task")))).status_code == 404
    save(desk, road, "task", "第一稿")
    onward = desk.post(at(road, "/paper"), hidden(desk.get(at(road))))
    form = desk.get(onward.headers["Location"])
    assert "编制说明.pdf" in form.text
    paper = hidden(form)["explanation"]
    road.take("freeze_text", builders.editor(road), purpose="consultation", summary="定稿", explanation=paper)
    house.at = road.at + timedelta(minutes=1)
    save(desk, road, "task", "第二稿")
    with road.standing() as standing:
        frozen = standing.frozen
        assert frozen is not None
        assert standing.explanation_prints[paper] != explaining.content(standing)
    assert sha256(desk.get(at(road, f".pdf?version={frozen.number}")).data).hexdigest() == paper


def test_only_drafters_get_a_form(house: House, road: Road) -> None:
    handler = house.desk(house.world.seat(LEAD, "handler"))
    assert handler.get(at(road)).status_code == 200
    assert 'name="said"' not in handler.get(at(road, "/section?section=task")).text
    assert handler.get(at(road, "/section?section=nothing")).status_code == 404
