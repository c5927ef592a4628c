"""Asking the public: nothing before a region posts, anybody sends a comment, the receipt alone tells its fate."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD
from tests.web.browsing import Browser, browser
from tests.web.desk import House
from workflow.picture.standing import Case
from workflow.records.consultations import Comment
from workflow.rules.consulting import closing_day
from workflow.vocabulary import CommentState, Joint, SeatRole

OPEN = "/public/consultations/1"


@pytest.fixture
def road(house: House) -> Road:
    """A consultation that is opened and that no region has posted yet."""
    made = builders.standing(house.world, Joint.CONSULTING)
    house.at = made.at
    return made


@pytest.fixture
def citizen(house: House, road: Road) -> Browser:
    """Somebody without a seat, after every region has posted."""
    builders.posted(road)
    house.at = road.at
    found = browser(house.app, road.at)
    found.get(OPEN)
    return found


def test_a_pause_is_told_to_the_public_and_puts_the_closing_day_off(house: House, road: Road, citizen: Browser) -> None:
    with road.standing() as standing:
        closes = closing_day(Case(standing, None, road.at))
    assert closes is not None
    told = road.by(
        LEAD, "handler", "table_motion", kind="suspend", reason="待国家标准发布", until=builders.day(road, 20)
    )
    for region in road.regions:
        road.by(region, "approver", "vote_motion", motion=told.facts["motion"], position="agree")
    house.at = road.at
    paused = browser(house.app, road.at).get(OPEN).text
    assert "征求意见暂停" in paused
    assert "截止日按暂停的天数顺延" in paused
    assert "征求意见已截止" not in paused
    road.wait(days=21)
    road.wake()
    open_again = browser(house.app, road.at).get(OPEN).text
    assert "正在征求意见" in open_again
    assert (closes + timedelta(days=21)).isoformat() in open_again


def clause(road: Road) -> str:
    with road.standing() as standing:
        assert standing.frozen is not None
        return next(key for key, (_, _, label, *_) in standing.frozen.digest.items() if label)


WHO = {"name": "郑某", "party": "citizen", "contact": "zheng@example.invalid"}


def form(road: Road, **other: str) -> dict[str, str]:
    return {"clause": clause(road), "opinion": "间距偏大", "reason": "小车位放不下", "next": "send"} | other


def sent(citizen: Browser, road: Road, **other: str) -> str:
    """A comment that was taken, and the page of its receipt."""
    answer = citizen.post(f"{OPEN}/comment", form(road, **other))
    assert answer.status_code == 303, answer.text
    answer = citizen.post(f"{answer.location}/details", WHO)
    assert answer.status_code == 303, answer.text
    number = re.search(r'id="(\d{4}-[0-9A-F]{10})"', citizen.get(answer.location).text)
    assert number is not None
    return f"/public/receipts?number={number[1]}"


def kept(house: House) -> list[CommentState]:
    with house.world.database.read() as session:
        return list(session.scalars(sa.select(Comment.state).order_by(Comment.id)))


def test_a_stranger_finds_no_consultation_before_a_region_has_posted_it(house: House, road: Road) -> None:
    assert house.desk(house.world.seat(CHONGQING, SeatRole.APPROVER)).get(OPEN).status_code == 404
    somebody = browser(house.app, road.at)
    somebody.get("/login")
    assert somebody.get(OPEN).status_code == 404
    assert somebody.post(f"{OPEN}/comment", form(road)).status_code == 404
    assert OPEN not in house.stranger("/public/").text
    assert kept(house) == []


def test_a_recalled_consultation_is_gone(house: House, road: Road, citizen: Browser) -> None:
    assert citizen.get(OPEN).status_code == 200
    road.by(LEAD, "handler", "recall_consultation", reason="重大错漏")
    assert citizen.get(OPEN).status_code == 404
    assert citizen.post(f"{OPEN}/comment", form(road)).status_code == 404


def test_the_page_lists_the_frozen_text_and_every_clause_to_choose(house: House, road: Road, citizen: Browser) -> None:
    shown = citizen.get(OPEN).text
    with road.standing() as standing:
        assert standing.frozen is not None
        clauses = list(standing.frozen.digest)
    choices = citizen.get(f"{OPEN}/comment").text
    assert all(f'comment?clause={one}"' in shown and f'id="k-{one}"' in shown for one in clauses)
    assert all(f'value="{one}"' in choices for one in clauses)
    assert OPEN in house.stranger("/public/").text


def test_the_days_are_reckoned_once_and_the_way_to_the_text_comes_before_the_form(citizen: Browser) -> None:
    shown = citizen.get(OPEN).text
    assert shown.count("自最后一方公布的次日起算") == 1
    assert shown.index('href="#text"') < shown.index("<form class=")


def test_a_comment_leaves_a_receipt_that_tells_its_fate_and_never_who_sent_it(road: Road, citizen: Browser) -> None:
    fate = citizen.get(sent(citizen, road)).text
    assert "间距偏大" in fate
    assert "郑某" not in fate
    assert "example.invalid" not in fate


def test_a_comment_from_another_site_is_refused(house: House, road: Road, citizen: Browser) -> None:
    assert citizen.post(f"{OPEN}/comment", form(road, csrf_token="forged")).status_code == 403
    assert kept(house) == []


def again(citizen: Browser, road: Road, **other: str) -> TestResponse:
    return citizen.post(f"{OPEN}/comment", form(road, **other))


def test_a_form_with_gaps_comes_back_with_what_was_filled_in(house: House, road: Road, citizen: Browser) -> None:
    for name in ("clause", "opinion", "reason"):
        answer = again(citizen, road, **{name: " "})
        assert answer.status_code == 422, name
        assert f'id="f-{name}-error"' in answer.text
        assert name == "opinion" or "间距偏大" in answer.text
    assert again(citizen, road, clause="no-such-clause").status_code == 422
    assert again(citizen, road, opinion="长" * 5000).status_code == 422
    assert kept(house) == []


def test_words_of_the_public_are_shown_as_words(road: Road, citizen: Browser) -> None:
    fate = citizen.get(sent(citizen, road, opinion="<script>alert(1)</script>")).text
    assert "<script>alert" not in fate
    assert "&lt;script&gt;" in fate


def test_a_comment_is_taken_back_while_it_is_only_received_and_once(house: House, road: Road, citizen: Browser) -> None:
    page = sent(citizen, road)
    number = page.rpartition("=")[2]
    assert citizen.get(page).text.count("/public/receipts/take_back") == 1
    assert citizen.post("/public/receipts/take_back", {"number": "2026-0000000000"}).status_code == 404
    assert citizen.post("/public/receipts/take_back", {"number": number.lower()}).status_code == 303
    assert kept(house) == [CommentState.TAKEN_BACK]
    assert "/public/receipts/take_back" not in citizen.get(page).text
    assert citizen.post("/public/receipts/take_back", {"number": number}).status_code == 409


def test_an_unknown_receipt_says_so(citizen: Browser) -> None:
    assert citizen.get("/public/receipts").status_code == 200
    for number in ("2026-0000000000", "'", "长" * 200):
        assert citizen.get(f"/public/receipts?number={number}").status_code == 404


def test_after_the_closing_nothing_is_taken_and_published_answers_stand_for_all(
    house: House, road: Road, citizen: Browser
) -> None:
    page = sent(citizen, road)
    road.wait(days=32)
    road.wake()
    citizen.at = house.at = road.at
    assert again(citizen, road).status_code == 409
    assert kept(house) == [CommentState.RECEIVED]
    road.take("answer_comment", builders.editor(road), comment="1", disposition="partly", answer="已缩小间距")
    assert "已缩小间距" not in citizen.get(page).text
    assert "已缩小间距" not in citizen.get(OPEN).text
    road.by(LEAD, "handler", "publish_answers")
    assert "已缩小间距" in citizen.get(page).text
    assert "已缩小间距" in citizen.get(OPEN).text
    assert "郑某" not in citizen.get(OPEN).text


def test_an_address_sends_twenty_an_hour_where_no_mailbox_can_be_proved(
    house: House, road: Road, citizen: Browser
) -> None:
    page = citizen.post(f"{OPEN}/comment", form(road)).location
    answers = [citizen.post(f"{page}/details", WHO)]
    for n in range(20):
        page = citizen.post(f"{OPEN}/comment", form(road, opinion=f"意见{n}")).location
        answers.append(citizen.post(f"{page}/details", WHO))
    assert [answer.status_code for answer in answers] == [303] * 20 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "意见19" in answers[-1].text
    citizen.at += timedelta(minutes=61)
    assert citizen.post(f"{page}/details", WHO).status_code == 303
