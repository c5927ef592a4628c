"""The review on pages: the room where the panel works, minutes taken over, each refusal with its reason."""

from collections.abc import Callable
from datetime import timedelta

import pypdfium2  # type: ignore[import-untyped]
import pytest
from werkzeug.test import TestResponse

from tests.builders import Road, day, dealt, editor, frozen, standing
from tests.cast import PAPER, PASSWORD
from tests.web.browsing import hidden
from tests.web.desk import Desk, House
from workflow.picture.standing import Seat
from workflow.records.papers import Paper
from workflow.vocabulary import Joint, PaperKind

DEMANDS = "4.1 改为新词\n补充试验数据"
SAID = {"opinion": "比例偏高", "reason": "老旧停车场供电不足"}


@pytest.fixture
def sat(house: House) -> tuple[Road, list[Seat]]:
    """Six of nine are there, two stand aside; a remark stands; the vote is open."""
    road = standing(house.world, Joint.ANSWERING)
    frozen(road, "review")
    agenda = "一、宣布审查组名单\n二、逐条审查"
    road.by(road.lead, "secretary", "call_review", by_letter="meeting", meets_on=day(road, 20), agenda=agenda)
    chosen = dealt(road, 9)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    with road.standing() as found:
        clause = next(c for c in found.written.clauses if len(c.body) > 12)
    for n, seat in enumerate(chosen):
        road.take("declare_interest", seat, interest="none" if n < 7 else "paid")
    said = SAID | {"clause": clause.id, "quote": clause.body[2:8], "proposal": "新词"}
    road.take("remark", chosen[1], **said)
    road.wait(days=20)
    for seat in chosen[:6]:
        road.take("sign_in", seat)
    road.take("open_vote", chosen[0])
    house.at = road.at + timedelta(minutes=1)
    return road, chosen


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


def test_the_minutes_tell_what_happened_and_are_taken_over(house: House, sat: tuple[Road, list[Seat]]) -> None:
    road, chosen = sat
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


def test_only_the_chair_generates_minutes(house: House, sat: tuple[Road, list[Seat]]) -> None:
    road, chosen = sat
    voted(house, road, chosen)
    other = house.desk(chosen[1])
    path = at(road, "/steps/pass_review/minutes")
    assert other.post(path, {"look": "1"}).status_code == 409
    chair = house.desk(chosen[0])
    assert chair.post(at(road, "/steps/vote/minutes"), {"look": "1"}).status_code == 404
    assert generated(chair, road, "fail_review").status_code == 409


def of_the_barred(road: Road, chosen: list[Seat]) -> Seat:
    return chosen[7]


def of_a_drafter(road: Road, chosen: list[Seat]) -> Seat:
    return editor(road)


def a_second(road: Road, chosen: list[Seat]) -> Seat:
    road.take("vote", chosen[1], position="agree")
    return chosen[1]


def after_the_close(road: Road, chosen: list[Seat]) -> Seat:
    for seat in chosen[:6]:
        road.take("vote", seat, position="agree")
    road.take("pass_review", chosen[0], minutes=PAPER)
    return chosen[1]


@pytest.mark.parametrize(
    ("whose", "step", "told", "is_cited"),
    [
        (of_the_barred, "vote", "须回避，不参加表决", True),
        (of_the_barred, "remark", "须回避，不参加表决", True),
        (a_second, "vote", "每人一票，投出后不改", True),
        (of_a_drafter, "vote", "“投票”须由审查专家办理", False),
        (of_a_drafter, "remark", "“提出审查意见”须由审查专家办理", False),
        (after_the_close, "vote", "现在不能办理“投票”", False),
        (after_the_close, "remark", "现在不能办理“提出审查意见”", False),
    ],
)
def test_a_refusal_is_told_with_its_reason_and_what_it_rests_on(
    house: House,
    sat: tuple[Road, list[Seat]],
    whose: Callable[[Road, list[Seat]], Seat],
    step: str,
    told: str,
    is_cited: bool,
) -> None:
    road, chosen = sat
    desk = house.desk(whose(road, chosen))
    house.at = road.at + timedelta(minutes=1)
    page = desk.get(at(road, f"/steps/{step}"))
    assert page.status_code == 409
    reasons = page.text.partition('class="reasons"')[2].partition("</ol>")[0]
    assert told in reasons
    assert ("依据：" in reasons) == is_cited


def test_the_room_shows_its_papers_to_who_has_declared(house: House) -> None:
    road = standing(house.world, Joint.ANSWERING)
    frozen(road, "review")
    road.by(road.lead, "secretary", "call_review", by_letter="letter", meets_on=day(road, 40), agenda="一、函审")
    chosen = dealt(road, 7)
    persons = [seat.person_id for seat in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:3])
    house.at = road.at + timedelta(minutes=1)
    with road.standing() as found:
        digest = found.versions[0].text_hash[:16]
        clause = next(c.id for c in found.written.clauses if len(c.body) > 12)
    expert, secretary = house.desk(chosen[1]), house.desk(house.world.seat(road.lead, "secretary"))
    before = expert.read(at(road, "/panel"))
    assert "申报利益关系之后才能看材料和意见" in before
    assert digest not in before
    assert digest in secretary.read(at(road, "/panel"))
    assert "/steps/remark" not in secretary.read(at(road, "/panel"))
    road.take("declare_interest", chosen[1], interest="none")
    house.at = road.at + timedelta(minutes=1)
    page = expert.get(at(road, "/panel"))
    assert digest in page.text
    sent = {name: hidden(page, name) or "" for name in ("version", "idempotency_key", "next")}
    done = expert.browser.post(at(road, "/steps/remark"), sent | SAID | {"clause": clause})
    assert done.headers["Location"].endswith("/panel#remark")
    shown = expert.read(at(road, "/panel?lang=en"))
    assert SAID["opinion"] in shown
    assert "waits for an answer" in shown
