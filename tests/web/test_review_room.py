"""The review on pages: the room where the panel works, minutes taken over, each refusal with its reason."""

from datetime import timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.builders import Road, day, dealt, frozen, standing
from tests.cast import PASSWORD, World
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.records.papers import Paper
from workflow.standing import Seat
from workflow.vocabulary import Joint, PaperKind

DEMANDS = "4.1 改为新词\n补充试验数据"
SAID = {"opinion": "比例偏高", "reason": "老旧停车场供电不足"}


@pytest.fixture
def house(world: World, app: Flask) -> House:
    return House(world, app)


@pytest.fixture
def sat(house: House) -> tuple[Road, list[Seat], str]:
    """Six of seven are there; a remark stands; the vote is open. And the clause of the remark."""
    road = standing(house.world, Joint.ANSWERING)
    frozen(road, "review")
    agenda = "一、宣布审查组名单\n二、逐条审查"
    road.by(road.lead, "secretary", "call_review", by_letter="meeting", meets_on=day(road, 20), agenda=agenda)
    chosen = dealt(road, 7)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    with road.standing() as found:
        clause = next(c for c in found.written.clauses if len(c.body) > 12)
    for seat in chosen:
        road.take("declare_interest", seat, interest="none")
    said = SAID | {"clause": clause.id, "quote": clause.body[2:8], "proposal": "新词"}
    road.take("remark", chosen[1], **said)
    road.wait(days=20)
    for seat in chosen[:6]:
        road.take("sign_in", seat)
    road.take("open_vote", chosen[0])
    house.at = road.at + timedelta(minutes=1)
    return road, chosen, clause.id


def at(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}{more}"


def words(pdf: bytes) -> str:
    return "".join("".join(p.get_textpage().get_text_bounded().split()) for p in pypdfium2.PdfDocument(pdf))


def voted(house: House, road: Road, chosen: list[Seat]) -> None:
    for n, seat in enumerate(chosen[:6]):
        road.take("vote", seat, **({"position": "agree"} if n < 5 else {"position": "disagree", "opinion": "依据不足"}))
    house.at = road.at + timedelta(minutes=1)


def generated(desk: Desk, road: Road, step: str = "pass_review", **fields: str) -> TestResponse:
    return desk.post(at(road, f"/steps/{step}/minutes"), {"demands": DEMANDS, **fields})


def test_the_minutes_tell_what_happened_and_are_taken_over(house: House, sat: tuple[Road, list[Seat], str]) -> None:
    road, chosen, _ = sat
    chair = house.desk(chosen[0])
    assert generated(chair, road).status_code == 409
    voted(house, road, chosen)
    chair = house.desk(chosen[0])
    looked = generated(chair, road, look="1")
    told = words(looked.data)
    for wanted in (
        chosen[0].person_name,
        "签到",
        "未出席",
        "比例偏高",
        "依据不足",
        "补充试验数据",
        "修改后通过",
        "逐条审查",
    ):
        assert wanted in told, wanted
    page = generated(chair, road)
    assert page.status_code == 200
    assert "审查会议纪要.pdf" in page.text
    assert "补充试验数据" in page.text
    sent = {name: hidden(page, name) or "" for name in ("version", "idempotency_key", "minutes")}
    sheet = chair.browser.post(at(road, "/steps/pass_review/statement"), sent | {"demands": DEMANDS})
    sent |= {"statement_id": hidden(sheet, "statement_id") or "", "demands": DEMANDS}
    done = chair.browser.post(at(road, "/steps/pass_review"), sent | {"password": PASSWORD})
    assert done.status_code == 303
    with road.standing() as found:
        assert found.state is Joint.APPROVING
        assert [demand.words for demand in found.demands] == ["4.1 改为新词", "补充试验数据"]
        paper: Paper = next(p for p in found.papers if p.kind is PaperKind.MINUTES)
    assert paper.file_sha256 == sent["minutes"]


def test_only_the_chair_generates_minutes(house: House, sat: tuple[Road, list[Seat], str]) -> None:
    road, chosen, _ = sat
    voted(house, road, chosen)
    other = house.desk(chosen[1])
    path = at(road, "/steps/pass_review/minutes")
    assert other.post(path, {"look": "1"}).status_code == 409
    chair = house.desk(chosen[0])
    assert chair.post(at(road, "/steps/vote/minutes"), {"look": "1"}).status_code == 404
    assert generated(chair, road, "fail_review").status_code == 409
