"""Notices: what a region was told, its receipts once and by the right hands, and who told whom of a project."""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, LEAD, SECOND, THIRD, World
from tests.web.browsing import Browser, seated
from workflow import jobs
from workflow.exports.verification import verify
from workflow.records.events import Event
from workflow.records.notices import RegionNotice
from workflow.vocabulary import Joint, Notice

RECEIPT = "acknowledge_notice"


@pytest.fixture
def road(world: World) -> Road:
    """Drafting in all regions; then the third leaves, which every other must acknowledge."""
    made = builders.standing(world, Joint.DRAFTING)
    made.by(THIRD, "approver", "withdraw_from_project", reason="本地区暂不需要")
    jobs.tick(world.database, made.at)
    return made


def person(app: Flask, road: Road, region: str, role: str = "handler") -> Browser:
    return seated(app, road.world.seat(region, role), road.at)


def owed(road: Road, region: str) -> RegionNotice:
    with road.world.database.read() as session:
        mine = (RegionNotice.region_code == region, RegionNotice.step == "withdraw_from_project")
        return session.scalars(sa.select(RegionNotice).where(*mine)).one()


def receipt(road: Road, reader: Browser, notice: RegionNotice) -> int:
    reader.get("/account")
    return reader.post(f"/notices/{notice.id}/steps/{RECEIPT}").status_code


def events(road: Road) -> list[Event]:
    with road.world.database.read() as session:
        return list(session.scalars(sa.select(Event).where(Event.act == RECEIPT)))


def test_the_list_tells_who_did_what_and_is_narrowed(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    page = reader.get("/notices").text
    assert "河北省：" in page
    assert "北京市：" in page
    narrowed = reader.get("/notices?show=owed").text
    assert narrowed.count("steps/acknowledge_notice") == 1
    assert "河北省：" not in reader.get(f"/notices?from={LEAD}").text
    assert reader.get("/notices?show=nonsense&from=x&page=999").status_code == 200


def test_the_navigation_tells_how_many_receipts_are_owed(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    badge = '<span class="tag strong">1<span class="vh">'
    assert badge in reader.get("/").text
    assert badge not in person(app, road, SECOND, "secretary").get("/").text
    receipt(road, reader, owed(road, SECOND))
    assert badge not in reader.get("/").text


def test_a_receipt_is_given_once_and_stands_in_the_group_s_log(app: Flask, road: Road) -> None:
    reader, notice = person(app, road, SECOND), owed(road, SECOND)
    assert notice.owes_receipt
    assert [receipt(road, reader, notice), receipt(road, reader, notice)] == [303, 409]
    (event,) = events(road)
    assert (event.noun, event.object_id, event.region_code, event.sequence) == ("notice", notice.id, SECOND, 1)
    after = owed(road, SECOND)
    assert (after.state, after.acknowledged_at, after.read_at) == (Notice.ACKNOWLEDGED, road.at, road.at)
    assert after.acknowledged_by == road.world.seat(SECOND, "handler").person_id
    assert not verify(road.world.database, None).findings


CHANGES = {  # what somebody does behind the application's back, and how it is undone for the next
    "state = 'read'": "state = 'acknowledged'",
    "acknowledged_by = acknowledged_by + 1": "acknowledged_by = acknowledged_by - 1",
    "region_code = '130000'": "region_code = '120000'",
}


def test_a_receipt_that_is_changed_forged_or_taken_away_is_found(app: Flask, road: Road) -> None:
    notice = owed(road, SECOND)
    receipt(road, person(app, road, SECOND), notice)
    for change, undone in CHANGES.items():
        column = change.partition(" ")[0]
        assert found(road, f"update notices set {change} where id = {notice.id}") == [f"notices/{notice.id}.{column}"]
        assert found(road, f"update notices set {undone} where id = {notice.id}") == []
    assert found(road, "update notices set state = 'acknowledged' where id = 1") == ["notices/1"]
    gone = found(road, f"delete from notices where id = {notice.id}")
    assert gone == ["notices/1", f"notices/{notice.id}"]


def found(road: Road, statement: str) -> list[str]:
    """What a verification names after this statement."""
    with road.world.database.plain() as session:
        session.execute(sa.text(statement))
    return [str(finding.place) for finding in verify(road.world.database, None).findings]


def test_only_the_authority_of_the_region_that_was_told_acknowledges(app: Flask, road: Road) -> None:
    notice = owed(road, SECOND)
    others = {(SECOND, "secretary"): 409, (LEAD, "handler"): 404, (CHONGQING, "handler"): 404}
    for (region, role), status in others.items():
        assert receipt(road, person(app, road, region, role), notice) == status
    assert not events(road)
    assert receipt(road, person(app, road, SECOND, "approver"), notice) == 303
    assert len(events(road)) == 1


def test_what_has_not_arrived_cannot_be_acknowledged(app: Flask, road: Road) -> None:
    with road.world.database.plain() as session:
        session.execute(sa.update(RegionNotice).values(state=Notice.QUEUED))
    assert receipt(road, person(app, road, SECOND), owed(road, SECOND)) == 409
    assert not events(road)


def test_the_matrix_of_a_project_shows_the_states_from_region_to_region(app: Flask, road: Road) -> None:
    reader = person(app, road, SECOND)
    receipt(road, reader, owed(road, SECOND))
    page = reader.get(f"/standards/{road.id}/notices").text
    assert "至天津市" in page
    assert "已签收 1" in page
    assert "待签收 1" in page
    assert person(app, road, CHONGQING).get(f"/standards/{road.id}/notices").status_code == 404


def test_programs_read_the_notices_of_their_seat(app: Flask, road: Road) -> None:
    told = person(app, road, SECOND).get("/api/v1/notices?show=owed").get_json()
    assert told["total"] == 1
    (item,) = told["items"]
    assert (item["from"], item["step"], item["state"]) == (THIRD, "withdraw_from_project", "delivered")
    assert (item["owes_receipt"], item["acknowledged_at"]) == (True, None)
    assert person(app, road, CHONGQING).get("/api/v1/notices").get_json()["total"] == 0
    assert person(app, road, SECOND).get("/api/v1/notices?page=0").status_code == 422
