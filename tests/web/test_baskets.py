"""Comments gathered in a basket: kept whatever goes wrong, proved by a code, sent once, on forms too, and withdrawn."""

import re
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, World
from tests.filling import fill, first
from tests.web.browsing import Browser, application, browser
from workflow.post import answering
from workflow.records.baskets import Basket, PublicFile
from workflow.records.consultations import Comment
from workflow.records.events import Event
from workflow.records.mails import OutgoingMail
from workflow.vocabulary import CommentState, Joint

OPEN = "/public/consultations/1"
WHO = {"name": "郑某", "party": "citizen", "contact": "zheng@example.com", "home": "120000"}
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n"


@pytest.fixture
def road(world: World) -> Road:
    made = builders.standing(world, Joint.CONSULTING)
    builders.posted(made)
    return made


@pytest.fixture
def mailing(world: World, tmp_path: Any) -> Flask:
    return application(world, tmp_path / "var", mail_url="smtp://127.0.0.1:1")


def at(app: Flask, road: Road) -> Browser:
    """Somebody who reads the consultation."""
    found = browser(app, road.at)
    assert found.get(OPEN).status_code == 200
    return found


def form(road: Road, **other: Any) -> dict[str, Any]:
    with road.standing() as standing:
        assert standing.frozen is not None
        clause = next(key for key, (_, _, label, *_) in standing.frozen.digest.items() if label)
    said = {
        "clause": clause,
        "opinion": "间距偏大",
        "reason": "小车位放不下",
        "comment_type": "technical",
        "next": "send",
    }
    return said | other


def put(citizen: Browser, road: Road, **other: Any) -> str:
    """A comment in the basket; the address of the basket."""
    answer = citizen.post(f"{OPEN}/comment", form(road, **other))
    assert answer.status_code == 303, answer.text
    return answer.location


def code(world: World) -> str:
    """The code of the newest letter."""
    with world.database.read() as session:
        body = session.scalars(sa.select(OutgoingMail.body).order_by(OutgoingMail.id.desc())).first()
    found = re.search(r"\d{6}", body or "")
    assert found is not None
    return found[0]


def comments(world: World) -> list[Comment]:
    with world.database.read() as session:
        return list(session.scalars(sa.select(Comment).order_by(Comment.id)))


def test_a_code_proves_the_mailbox_and_a_wrong_one_loses_nothing(world: World, mailing: Flask, road: Road) -> None:
    citizen = at(mailing, road)
    page = put(citizen, road)
    assert citizen.post(f"{page}/details", WHO | {"contact": "no mailbox"}).status_code == 422
    assert citizen.post(f"{page}/details", WHO).status_code == 303
    wrong = citizen.post(f"{page}/code", {"code": "000000" if code(world) != "000000" else "1"})
    assert wrong.status_code == 422
    assert "间距偏大" in wrong.text
    assert "zheng@example.com" in wrong.text
    assert comments(world) == []
    again = browser(mailing, road.at).get(page).text  # another device, by the link alone
    assert "间距偏大" in again
    assert citizen.post(f"{page}/code", {"code": code(world)}).status_code == 303
    (made,) = comments(world)
    assert (made.is_confirmed, made.region_code, made.type, made.contact) == (
        True,
        "120000",
        "technical",
        WHO["contact"],
    )
    assert "处理结果公开之后" in citizen.get(page).text
    assert citizen.post(f"{page}/code", {"code": code(world)}).status_code == 404  # sent is sent
    assert len(comments(world)) == 1


def test_codes_end_after_six_tries_and_a_mailbox_is_not_flooded(world: World, mailing: Flask, road: Road) -> None:
    citizen = at(mailing, road)
    page = put(citizen, road)
    citizen.post(f"{page}/details", WHO)
    right = code(world)
    wrong = "111111" if right != "111111" else "222222"
    answers = [citizen.post(f"{page}/code", {"code": wrong}).status_code for _ in range(7)]
    assert answers == [422] * 7
    assert citizen.post(f"{page}/code", {"code": right}).status_code == 422
    asked = [citizen.post(f"{page}/again").status_code for _ in range(7)]
    assert asked == [303] * 5 + [429] * 2  # with the first one six a day
    other = at(mailing, road)
    theirs = put(other, road)
    assert other.post(f"{theirs}/details", WHO).status_code == 429  # from another browser to the same mailbox too
    assert "间距偏大" in other.get(theirs).text
    owner = {"REMOTE_ADDR": "192.0.2.7"}  # nobody elsewhere locks the owner of the mailbox out
    assert other.post(f"{theirs}/details", WHO, environ_overrides=owner).status_code == 303


def test_one_comment_is_changed_another_dropped_and_files_go_along(world: World, app: Flask, road: Road) -> None:
    citizen = at(app, road)
    page = put(citizen, road, files=[(BytesIO(PDF), "依据.pdf"), (BytesIO(b"\x89PNG\r\n\x1a\n"), "图.png")])
    put(citizen, road, opinion="第二条")
    first, second = re.findall(r'id="i-(\d+)"', citizen.get(page).text)
    assert citizen.get(f"{OPEN}/comment?item={first}").text.count("间距偏大") == 1
    assert citizen.post(f"{OPEN}/comment", form(road, item=first, opinion="改成这样")).status_code == 303
    assert citizen.post(f"{page}/drop", {"item": second}).status_code == 303
    assert citizen.post(f"{page}/details", WHO).status_code == 303
    (made,) = comments(world)
    assert made.opinion == "改成这样"
    assert len(made.attachments or []) == 2
    with world.database.read() as session:
        leaf = session.scalars(sa.select(Event.leaf).where(Event.act == "comment")).one()
    assert all(sha.encode() in leaf for sha in made.attachments or [])
    assert b"zheng" not in leaf


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf", b"not a pdf"),
        ("a.html", b"<script>"),
        ("a.png", PDF),
        ("a.pdf", PDF + b"0" * 10 * 1024**2),
    ],
)
def test_a_file_that_is_not_safe_is_not_taken_and_the_words_stay(
    world: World, app: Flask, road: Road, name: str, data: bytes
) -> None:
    citizen = at(app, road)
    answer = citizen.post(f"{OPEN}/comment", form(road, files=[(BytesIO(data), name)]))
    assert answer.status_code == 422
    assert "间距偏大" in answer.text
    with world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count(PublicFile.id))) == 0


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_filled_form_goes_into_the_basket_broken_rows_too_and_once(
    world: World, app: Flask, road: Road, kind: str
) -> None:
    citizen = at(app, road)
    blank = citizen.get(f"{OPEN}/form.{kind}")
    assert "attachment" in blank.headers["Content-Disposition"]
    label = first(kind, blank.data)
    data = fill(kind, blank.data, [[label, "", "", "表里的意见", "", "理由"], ["88 没有", "", "", "坏行", "", "理由"]])
    answer = hand_in(citizen, kind, data)
    assert answer.status_code == 200
    assert "读入 2 条新意见" in answer.text
    assert re.search(r"第 \d+ 行“条款”", answer.text)
    assert "坏行" in answer.text
    again = hand_in(citizen, kind, data)
    assert "读入 0 条新意见" in again.text
    broken = re.findall(r'id="i-(\d+)"', again.text)[1]
    page = re.search(r"/public/baskets/[\w-]+", again.text)
    assert page is not None
    assert citizen.post(f"{OPEN}/comment", form(road, item=broken, opinion="改好的坏行")).status_code == 303
    assert citizen.post(f"{page[0]}/details", WHO).status_code == 303
    assert [one.opinion for one in comments(world)] == ["表里的意见", "改好的坏行"]


def hand_in(citizen: Browser, kind: str, data: bytes) -> TestResponse:
    return citizen.post(f"{OPEN}/form", {"form": (BytesIO(data), f"意见.{kind}")})


def test_the_same_form_of_a_proved_mailbox_adds_nothing_the_second_time(
    world: World, mailing: Flask, road: Road
) -> None:
    for _ in range(2):
        citizen = at(mailing, road)
        page = put(citizen, road)
        citizen.post(f"{page}/details", WHO)
        assert citizen.post(f"{page}/code", {"code": code(world)}).status_code == 303
        assert "间距偏大" in citizen.get(page).text
    assert len(comments(world)) == 1


def test_what_is_sent_is_withdrawn_by_the_link_until_midnight(world: World, app: Flask, road: Road) -> None:
    citizen = at(app, road)
    page = put(citizen, road)
    citizen.post(f"{page}/details", WHO)
    (made,) = comments(world)
    secret = page.rpartition("/")[2]
    answer = citizen.post("/public/receipts/take_back", {"number": made.receipt, "basket": secret})
    assert answer.location == f"{page}#{made.receipt}"
    assert comments(world)[0].state is CommentState.TAKEN_BACK
    with world.database.read() as session:
        (basket,) = session.scalars(sa.select(Basket))
    assert basket.details is None  # who commented stands with the comment alone
    assert secret not in basket.token_hash


def test_what_was_taken_back_may_be_said_again(world: World, mailing: Flask, road: Road) -> None:
    for _ in range(2):
        citizen = at(mailing, road)
        page = put(citizen, road)
        citizen.post(f"{page}/details", WHO)
        citizen.post(f"{page}/code", {"code": code(world)})
        states = [comment.state for comment in comments(world)]
        citizen.post("/public/receipts/take_back", {"number": comments(world)[0].receipt})
    assert states == [CommentState.TAKEN_BACK, CommentState.RECEIVED]


def test_nothing_of_one_basket_opens_another(app: Flask, road: Road) -> None:
    citizen, thief = at(app, road), at(app, road)
    page, own = put(citizen, road), put(thief, road)
    item = re.findall(r'id="i-(\d+)"', citizen.get(page).text)[0]
    assert thief.post(f"{own}/drop", {"item": item}).status_code == 404
    assert thief.get(f"{OPEN}/comment?item={item}").status_code == 404
    assert thief.get("/public/baskets/none").status_code == 404
    with patch("workflow.commenting.baskets.ITEMS", 1):
        assert citizen.post(f"{OPEN}/comment", form(road, opinion="多一条")).status_code == 422


def test_who_proved_a_mailbox_is_told_once_when_the_answers_are_public(
    world: World, mailing: Flask, road: Road
) -> None:
    citizen = at(mailing, road)
    page = put(citizen, road)
    citizen.post(f"{page}/details", WHO)
    citizen.post(f"{page}/code", {"code": code(world)})
    assert answering.tell(world.database, road.at, "https://tb.example") == 0
    road.wait(days=32)
    road.wake()
    road.take("answer_comment", builders.editor(road), comment="1", disposition="partly", answer="已缩小间距")
    road.by(LEAD, "handler", "publish_answers")
    told = [answering.tell(world.database, road.at, "https://tb.example") for _ in range(2)]
    assert told == [1, 0]
    with world.database.read() as session:
        mail = session.scalars(sa.select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert mail is not None
        assert (mail.person_id, mail.address) == (None, WHO["contact"])
        assert f"/public/receipts?number={comments(world)[0].receipt}" in mail.body
        assert "间距" not in mail.body
        assert set(session.scalars(sa.select(Basket.address))) == {""}


EVIL = (
    "",
    "\x00",
    "%s' OR 1=1 --",
    "<script>",
    "９" * 30,
    "-1",
    "99999999999999999999",
    "a" * 30_000,
    "../../etc",
)


def test_no_evil_word_breaks_a_page_of_the_public(app: Flask, road: Road) -> None:
    citizen = at(app, road)
    page = put(citizen, road)
    for word in EVIL:
        said = {name: word for name in ("clause", "quote", "quote_at", "comment_type", "opinion", "proposal", "reason")}
        told = {name: word for name in ("name", "party", "organisation", "home", "contact")}
        answers = [
            citizen.post(f"{OPEN}/comment", said | {"item": word, "next": word}),
            citizen.post(f"{OPEN}/comment", form(road, quote=word, quote_at=word)),
            citizen.post(f"{OPEN}/form", {"form": (BytesIO(word.encode("utf-8", "replace")), f"{word[:9]}.docx")}),
            citizen.post(f"{page}/details", told),
            citizen.post(f"{page}/code", {"code": word}),
            citizen.post(f"{page}/drop", {"item": word, "file": word}),
            citizen.get(f"{OPEN}/comment", query_string=said | {"item": word}),
            citizen.get("/public/baskets/" + (word[:40] or "x")),
            citizen.get(f"/public/replies/1/{word[:30] or 'x'}"),
        ]
        assert [answer.status_code for answer in answers if answer.status_code >= 500] == [], word
