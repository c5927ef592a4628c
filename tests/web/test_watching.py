"""Watch rules by clicking: chosen, looked at, kept, paused, deleted; feed and calendar behind addresses that end."""

import re
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND
from tests.web.desk import Desk, House
from workflow.records.people import Appointment
from workflow.records.watching import WatchRule
from workflow.vocabulary import Joint, SeatRole

RULE = {"name": "交通", "cadence": "daily", "ics": "43", "kind": ["plan", "release"]}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def road(house: House) -> Road:
    made = builders.proposed(house.world)
    builders.invited(made)
    house.at = made.at
    return made


@pytest.fixture
def desk(house: House, road: Road) -> Desk:
    return house.desk(house.world.seat(SECOND, SeatRole.HANDLER))


def kept(house: House) -> list[WatchRule]:
    with house.world.database.read() as session:
        return list(session.scalars(sa.select(WatchRule).order_by(WatchRule.id)))


def made(house: House, desk: Desk, **more: object) -> int:
    assert desk.post("/watching/steps/make_rule", RULE | more, page="/watching/new").status_code == 303
    return kept(house)[-1].id


def addresses(desk: Desk, rule: int) -> list[str]:
    page = desk.post(f"/watching/{rule}/steps/make_address", page="/watching").text
    return re.findall(r"http://127\.0\.0\.1:8000(/watching/feeds/[\w-]+\.(?:atom|ics))", page)


def test_the_preview_tells_what_the_rule_would_have_told(house: House, desk: Desk, road: Road) -> None:
    assert "启动分别立项" in desk.read("/watching/new?ics=43&kind=plan")
    for query in ("ics=44", "kind=release", f"region={SECOND}", "state=in_force", "ccs=U", "field=x"):
        assert "启动分别立项" not in desk.read(f"/watching/new?{query}").partition('id="told"')[2], query
    assert "ICS 分类写作" in desk.read("/watching/new?ics=%25")
    assert desk.get("/watching/new?agreement=zz&region=zz&state=zz&kind=zz&page=zz").status_code == 200


def test_a_rule_is_kept_changed_paused_and_deleted(house: House, desk: Desk, road: Road) -> None:
    rule = made(house, desk)
    assert "ICS 43 · 立项计划、批准发布" in desk.read("/watching")
    change = f"/watching/{rule}/steps/change_rule"
    assert desk.post(change, RULE | {"name": "", "ics": "x"}, page="/watching").status_code == 422
    assert desk.post(change, RULE | {"name": "改名", "cadence": "each"}, page="/watching").status_code == 303
    desk.post(f"/watching/{rule}/steps/pause_rule", page="/watching")
    assert "已暂停" in desk.read("/watching")
    assert "改名" in desk.read(f"/watching/{rule}")
    desk.post(f"/watching/{rule}/steps/delete_rule", page="/watching")
    assert kept(house) == []


def test_one_rule_serves_a_feed_and_a_calendar_until_its_addresses_end(house: House, desk: Desk, road: Road) -> None:
    rule = made(house, desk, kind=[])
    feed, calendar = addresses(desk, rule)
    root = ElementTree.fromstring(house.stranger(feed).data)
    titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
    assert f"项目 {road.id}，北京市：启动分别立项" in titles
    days = house.stranger(calendar)
    assert f"项目 {road.id}，天津市：应邀参加" in days.data.replace(b"\r\n ", b"").decode()
    assert not any("停车场" in answer.text for answer in (house.stranger(feed), days))
    assert house.stranger(feed).headers["Cache-Control"] == "private, no-store"
    desk.post(f"/watching/{rule}/steps/pause_rule", page="/watching")
    assert "entry" not in house.stranger(feed).text
    assert "VEVENT" not in house.stranger(calendar).text
    desk.post(f"/watching/{rule}/steps/pause_rule", page="/watching")
    newer, _ = addresses(desk, rule)
    assert [house.stranger(path).status_code for path in (feed, calendar, newer)] == [404, 404, 200]
    desk.post(f"/watching/{rule}/steps/revoke_address", page="/watching")
    assert house.stranger(newer).status_code == 404
    for path in (f"/watching/feeds/{'x' * 500}.atom", "/watching/feeds/%00.ics", "/watching/feeds/x.atom"):
        assert house.stranger(path).status_code == 404


def test_a_feed_never_tells_what_its_person_may_not_see_any_more(house: House, desk: Desk, road: Road) -> None:
    feed, calendar = addresses(desk, made(house, desk, kind=[]))
    assert "entry" in house.stranger(feed).text
    with house.world.database.plain() as session:
        mine = sa.update(Appointment).where(Appointment.person_id == desk.seat.person_id)
        session.execute(mine.values(ended_at=house.at))
    assert "<entry>" not in house.stranger(feed).text
    assert "VEVENT" not in house.stranger(calendar).text


def test_the_other_group_and_persons_of_single_projects_watch_what_is_public_alone(house: House) -> None:
    road = builders.standing(house.world, Joint.SEALED)
    house.at = road.at
    seats = [house.world.seat(CHONGQING, "handler"), house.world.seat(LEAD, "expert")]
    feeds = [addresses(desk, made(house, desk, kind=[]))[0] for desk in map(house.desk, seats)]
    assert [house.stranger(feed).text.count("<entry>") for feed in feeds] == [0, 0]
    builders.released(road)
    house.at = road.at
    for feed in feeds:
        told = house.stranger(feed).text
        assert "停车场" in told
        assert "/public/standards/" in told
        assert "take_position" not in told


def test_nobody_touches_the_rule_of_somebody_else(house: House, desk: Desk, road: Road) -> None:
    rule = made(house, desk)
    other = house.desk(house.world.seat(SECOND, "approver"))
    assert other.get(f"/watching/{rule}").status_code == 404
    for step in ("change_rule", "pause_rule", "delete_rule", "make_address", "revoke_address"):
        assert other.post(f"/watching/{rule}/steps/{step}", RULE, page="/watching").status_code == 404
    assert [one.name for one in kept(house)] == ["交通"]
