"""Threads beside clauses over HTTP: who sees them at all, what stays, who is called, where they go with the text."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.browsing import browser
from tests.web.desk import Desk, House, drafted
from workflow.records.clause_threads import ClauseRemark, ClauseThread
from workflow.records.standards import StandardTrack
from workflow.vocabulary import SeatRole, Track

TEXT = "1 范围\n本文件规定了甲。\n2 要求\n应符合丙。\n"
SECRET = "此事只在组内说"
JSON = {"Accept": "application/json"}


@pytest.fixture
def road(house: House) -> Road:
    return drafted(house, TEXT)


@pytest.fixture
def approver(house: House) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.APPROVER))


def here(road: Road, more: str = "") -> str:
    return f"/standards/{road.id}/threads{more}"


def heard(desk: Desk, road: Road, more: str = "") -> Any:
    """What the desk hears of threads."""
    return desk.get(here(road, f".json{more}")).json


def said(desk: Desk, road: Road, words: str = SECRET, **more: Any) -> int:
    """A thread opened beside c1; its id."""
    answer = desk.post(here(road), {"clause": "c1", "words": words, **more})
    assert answer.status_code == 303, answer.text
    return int(answer.location.rsplit("/", 1)[1])


def test_a_thread_is_opened_answered_given_settled_and_opened_again(road: Road, zhao: Desk, approver: Desk) -> None:
    made = said(zhao, road, quote="规定了甲")
    assert SECRET in approver.read(here(road))
    assert "规定了甲" in approver.read(here(road, f"/{made}"))
    one = here(road, f"/{made}")
    for fields in (
        {"act": "said", "words": "依我看可以"},
        {"act": "assigned", "to": str(zhao.seat.person_id)},
        {"act": "resolved", "words": "已改"},
    ):
        assert approver.post(one, fields).status_code == 303
    assert SECRET not in zhao.read(here(road))
    told = zhao.read(here(road, "?show=resolved"))
    assert all(words in told for words in (SECRET, "依我看可以", "已改", "交给", "了结"))
    assert zhao.post(one, {"act": "reopened"}).status_code == 303
    assert SECRET in zhao.read(here(road))
    with road.world.database.read() as session:
        remarks = session.execute(sa.select(ClauseRemark.act, ClauseRemark.person_id).order_by(ClauseRemark.id)).all()
    assert [act.value for act, _ in remarks] == ["said", "said", "assigned", "resolved", "reopened"]
    assert {person for _, person in remarks} == {zhao.seat.person_id, approver.seat.person_id}


def outsiders(house: House, road: Road) -> Iterator[Any]:
    """People of another group, of no region, and one who is not logged in."""
    for role in (SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.AUDITOR, SeatRole.EXPERT, SeatRole.DRAFTER):
        yield house.desk(house.world.seat(CHONGQING, role)).browser
    yield house.desk(house.world.seat(LEAD, SeatRole.SECADMIN)).browser
    yield browser(house.app, house.at)


def test_nobody_outside_the_project_finds_or_writes_anything(house: House, road: Road, zhao: Desk) -> None:
    made = said(zhao, road)
    pages = [here(road), here(road, f"/{made}"), here(road, ".json?clause=c1")]
    pages += [
        f"/standards/{road.id}/{end}" for end in ("suggest", "suggest/c1", "suggestions", "since", "text", "timeline")
    ]
    pages += ["/", "/board", "/public/", "/public/feed.atom", "/api/v1/inbox", f"/api/v1/standards/{road.id}"]
    for other in outsiders(house, road):
        for page in pages:
            assert SECRET not in other.get(page).get_data(as_text=True), page
        for page in pages[:3]:
            assert other.get(page).status_code in (302, 303, 404), page
        for way in (here(road), here(road, f"/{made}"), here(road, f"/{made}/heard")):
            answer = other.post(way, {"clause": "c1", "words": "坏", "act": "said"})
            assert answer.status_code in (302, 303, 404, 403), way
            assert answer.status_code not in (302, 303) or "/login" in answer.headers["Location"]
    with road.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ClauseRemark)) == 1


def test_a_region_that_declined_reads_nothing_any_more(house: House, road: Road, zhao: Desk, approver: Desk) -> None:
    said(zhao, road)
    assert SECRET in approver.read(here(road))
    with road.world.database.plain() as session:
        left = sa.update(StandardTrack).where(StandardTrack.region_code == SECOND)
        session.execute(left.values(state=Track.WITHDREW))
    assert approver.get(here(road)).status_code == 404
    assert approver.get(f"/standards/{road.id}").status_code == 200


def test_whoever_is_called_sees_it_among_the_own_until_heard(road: Road, zhao: Desk, approver: Desk) -> None:
    assert "讨论里等您" not in approver.read("/")
    made = said(zhao, road, f"请 @{approver.seat.person_name} 看一眼")
    assert "讨论里等您" in approver.read("/")
    assert SECRET not in approver.read("/")
    assert f"/threads/{made}" in approver.read("/")
    assert "讨论里等您" not in zhao.read("/")
    assert approver.post(here(road, f"/{made}/heard")).status_code == 303
    assert "讨论里等您" not in approver.read("/")


def test_whoever_has_it_sees_it_until_it_is_settled(road: Road, zhao: Desk, approver: Desk) -> None:
    made = said(zhao, road, to=str(approver.seat.person_id))
    assert SECRET in approver.read(here(road, "?show=mine"))
    approver.post(here(road, f"/{made}"), {"act": "said", "words": "在办"})
    assert "讨论里等您" in approver.read("/")
    approver.post(here(road, f"/{made}"), {"act": "resolved"})
    assert "讨论里等您" not in approver.read("/")


def test_a_thread_goes_with_its_clause_and_stays_when_that_goes(road: Road, zhao: Desk) -> None:
    said(zhao, road)
    road.take(
        "save_draft", builders.editor(road), text="1 新增\n先说丁。\n2 范围\n本文件规定了甲。\n3 要求\n应符合丙。\n"
    )
    assert "2 范围" in zhao.read(here(road))
    assert heard(zhao, road)["talks"] == {"c1": 1}
    road.take("save_draft", builders.editor(road), text="1 要求\n应符合丙。\n")
    told = zhao.read(here(road))
    assert "已不在文本里" in told
    assert SECRET in told


@pytest.mark.parametrize(
    "fields",
    [
        {"words": ""},
        {"words": " \n "},
        {"words": "暗\u202e藏"},
        {"words": "长" * 4_001},
        {"words": "好", "quote": "长" * 1_001},
        {"words": "好", "to": "999999"},
        {"words": "好", "call": "999999"},
    ],
)
def test_what_cannot_be_said_is_told_and_given_back(road: Road, zhao: Desk, fields: dict[str, str]) -> None:
    refused = zhao.post(here(road), {"clause": "c1", **fields})
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    spoken: Any = zhao.browser.post(here(road), {"clause": "c1", **fields}, headers=JSON)
    assert spoken.status_code == 422
    assert spoken.json["fault"]


def test_hostile_and_odd_forms_are_words_or_refused(road: Road, zhao: Desk) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=1> {{ 7*7 }} @"
    made = said(zhao, road, bad, quote=bad)
    for page in (here(road), here(road, f"/{made}")):
        assert "<script>alert" not in zhao.read(page)
    html = heard(zhao, road, "?clause=c1")["html"]
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert zhao.post(here(road), {"clause": "c99", "words": "好"}).status_code == 404
    for thread, fields, status in (("9", {"act": "said", "words": "好"}, 404), (str(made), {"act": "x"}, 422)):
        assert zhao.post(here(road, f"/{thread}"), fields).status_code == status
    for page in (here(road, "/99"), here(road, f"/{2**40}")):
        assert zhao.get(page).status_code == 404
    for query in ("?show=%00&clause=%27", "?clause=" + "x" * 900, f"?since={'9' * 40}"):
        assert zhao.get(here(road, query)).status_code == 200


def test_looking_writes_nothing(road: Road, zhao: Desk) -> None:
    for path in (here(road), here(road, ".json?clause=c1"), f"/standards/{road.id}/suggest"):
        zhao.read(path) if "json" not in path else zhao.get(path)
    with road.world.database.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(ClauseThread)) == 0
