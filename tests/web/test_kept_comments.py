"""What a region keeps to itself of its comments is told nowhere else; and nobody but its sender learns a receipt."""

import html
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import LEAD, SECOND, World
from tests.web.browsing import application, browser
from tests.web.desk import Desk, House
from tests.web.test_baskets import OPEN, PDF, WHO, form
from tests.workflow.test_answering import agreed
from workflow.picture.standing import Seat
from workflow.process.reasons import Refused
from workflow.records.baskets import PublicFile
from workflow.records.consultations import Comment
from workflow.records.events import Event
from workflow.vocabulary import Joint

SAID = {"opinion": "金丝雀意见", "proposal": "金丝雀词", "reason": "金丝雀理由"}
CANARIES = (*SAID.values(), "canary.pdf")
FORMS = ("disposition", "summary", "explanation", "consultation_notice")


@pytest.fixture
def road(world: World) -> Road:
    """Somebody of the second region has commented, with a file; what came through its window is its own first."""
    agreed(world, comments__inside_days=10)
    made = builders.standing(world, Joint.CONSULTING)
    builders.posted(made)
    return made


@pytest.fixture
def house(world: World, road: Road, tmp_path: Any) -> House:
    app: Flask = application(world, tmp_path / "var")
    citizen = browser(app, road.at)
    citizen.get(OPEN)
    given = form(road, **SAID) | {"files": (BytesIO(PDF + b"%canary.pdf"), "canary.pdf")}
    page = citizen.post(f"{OPEN}/comment", given, content_type="multipart/form-data").location
    assert citizen.post(f"{page}/details", WHO | {"home": SECOND}).status_code == 303
    made = House(world, app)
    made.at = road.at
    return made


def of_comment(world: World) -> Event:
    with world.database.read() as session:
        return session.scalars(sa.select(Event).where(Event.act == "comment")).one()


def outlets(desk: Desk, road: Road, event: Event) -> dict[str, str]:
    """Every page, file and answer of the API that tells of comments, as one seat gets it."""
    home, place = f"/standards/{road.id}", f"{event.log_id}/{event.index}"
    paths = [home, *(f"{home}/{page}" for page in ("timeline", "consultation", "comments", "comments/report", "forms"))]
    paths += [f"{home}/comments?q=金丝雀", f"{home}/comments?like=1", f"{home}/events/{place}", f"{home}/text/origins"]
    paths += [f"{home}/comments/{step}?comments=1&into=1" for step in ("answer_comments", "merge_comments")]
    paths += [f"{home}/forms/{name}{face}?region={SECOND}" for name in FORMS for face in ("", ".json", ".xlsx")]
    paths += [f"/api/v1{home}", f"/api/v1{home}/events", f"/api/v1{home}/timeline", f"/audit/{place}", "/audit"]
    paths += [
        f"{home}/comments/1/files/1",
        f"{home}/brief",
        f"{home}/explanation",
        "/api/v1/log/entries?agreement=JJJ",
    ]
    return {path: html.unescape(desk.get(path).get_data().decode("utf-8", "replace")) for path in paths}


def telling(told: dict[str, str], words: tuple[str, ...] = CANARIES) -> set[str]:
    # a page repeats what was asked of it
    return {path for path, page in told.items() if any(one in page.replace('value="金丝雀"', "") for one in words)}


def readers(road: Road) -> list[Seat]:
    seat = road.world.seat
    auditors = [seat(LEAD, "auditor")]
    return [seat(LEAD, "handler"), seat(LEAD, "approver"), builders.editor(road), *auditors]


def test_what_a_region_keeps_is_told_nowhere_until_it_hands_over(world: World, road: Road, house: House) -> None:
    event = of_comment(world)
    for seat in readers(road):
        assert not telling(outlets(house.desk(seat), road, event)), seat.role
    own = house.desk(world.seat(SECOND, "handler"))
    home = f"/standards/{road.id}"
    assert telling(outlets(own, road, event)) >= {
        f"{home}/comments",
        f"{home}/comments/1/files/1",
        f"{home}/consultation",
    }
    road.wait(days=32)
    road.wake()
    house.at = road.at
    assert not telling(outlets(house.desk(world.seat(LEAD, "handler")), road, event))
    road.by(SECOND, "handler", "hand_over_comments")
    house.at = road.at
    told = telling(outlets(house.desk(world.seat(LEAD, "handler")), road, event))
    assert {f"{home}/comments", f"{home}/comments/1/files/1", f"{home}/forms/disposition?region={SECOND}"} <= told


def test_a_draft_names_no_comment_that_is_still_kept(world: World, road: Road, house: House) -> None:
    road.wait(days=32)
    road.wake()
    with road.standing() as found:
        clause, body = found.written.clauses[0].id, found.written.clauses[0].body
    mine = world.of(SECOND, "drafter")[0]
    with pytest.raises(Refused) as refused:
        road.take("save_draft", mine, clause=clause, words=f"{body}补。", comment=1)
    assert [reason.rule for reason in refused.value.reasons] == ["comments_reached"]


def test_nobody_but_its_sender_learns_a_receipt(world: World, road: Road, house: House) -> None:
    with world.database.read() as session:
        receipt = session.scalars(sa.select(Comment.receipt)).one()
        assert session.scalars(sa.select(PublicFile.id)).one() == 1
    own = [world.seat(SECOND, "handler"), world.seat(SECOND, "auditor")]
    event = of_comment(world)
    for seat in (*readers(road), *own):
        assert not telling(outlets(house.desk(seat), road, event), (receipt,)), seat.role
    road.take("take_back_comment", None, receipt=receipt)
    with world.database.read() as session:
        assert not [leaf for leaf in session.scalars(sa.select(Event.leaf)) if receipt.encode() in leaf]
