"""A region joins a standard that the others released: it consults at home, is admitted, and announces for itself."""

from datetime import timedelta

import sqlalchemy as sa

from tests import builders
from tests.builders import Road, day
from tests.cast import World
from tests.workflow.test_reviews import BEIJING, HEBEI, TIANJIN, faults, missing, refused, repealed, stands, tracks
from workflow import clock
from workflow.records.followups import StandardDuty
from workflow.records.motions import Motion
from workflow.records.numbers import RegionNumber
from workflow.vocabulary import DutyKind, Joint, MotionState, Track


def announcement(road: Road, region: str, *, effective: int = 60) -> dict[str, object]:
    return {
        "document_number": f"{region}公告〔2027〕3号",
        "issuer": "市场监督管理局",
        "dated": day(road, 0),
        "effective": day(road, effective),
        "filing_owner": road.world.seat(region, "approver").organ_id,
    }


def asked_to_join(road: Road, region: str) -> None:
    road.by(region, "handler", "accede", plan_number=f"{region}-2027-7", reason="本区需要")


def consulted(road: Road, region: str) -> None:
    posting = {"address": "https://example.invalid/home", "posted_on": day(road, 0), "host": "标准化处"}
    posting |= {"enquiries": "000-0000", "notice_words": "拟采用现行文本，现公开征求意见。"}
    assert refused(road, region, "handler", "post_at_home", **posting, days=20) == ["window_long_enough"]
    road.by(region, "handler", "post_at_home", **posting, days=30)
    assert "gap.home_window" in missing(road)
    assert "not_posted_yet" in refused(road, region, "handler", "post_at_home", **posting, days=30)
    road.wait(days=31)
    road.wake()


def put(road: Road, region: str) -> int:
    """A motion to admit a region, tabled by itself."""
    told = road.by(region, "handler", "table_motion", kind="admit", region=region, reason="采用现行文本")
    return int(told.facts["motion"])


def announced(road: Road, region: str) -> None:
    builders.cosigned(road, region)
    road.by(region, "approver", "announce_accession", **announcement(road, region))


def numbers(road: Road) -> list[str]:
    with road.world.database.read() as session:
        mine = RegionNumber.standard_id == road.id
        return list(session.scalars(sa.select(RegionNumber.display).where(mine).order_by(RegionNumber.key)))


def test_a_region_that_stood_aside_joins_a_year_later_under_the_same_number(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE, regions=(BEIJING, TIANJIN))
    assert tracks(road)[HEBEI] is Track.OUTSIDE
    road.wait(days=365)
    asked_to_join(road, HEBEI)
    assert {"gap.home_post", "gap.admission", "gap.office"} <= missing(road)
    all_lacking = refused(road, HEBEI, "approver", "announce_accession", **announcement(road, HEBEI))
    assert all_lacking == ["consulted_at_home", "admitted", "chain_complete"]
    consulted(road, HEBEI)
    lost = put(road, HEBEI)
    road.by(TIANJIN, "approver", "vote_motion", motion=lost, position="disagree", reason="前言将先于其文本列名")
    road.wait(days=16)
    road.wake()
    carried = put(road, HEBEI)
    road.by(BEIJING, "approver", "vote_motion", motion=carried, position="agree")
    assert refused(road, HEBEI, "approver", "announce_accession", **announcement(road, HEBEI))[0] == "admitted"
    road.wait(days=16)
    road.wake()
    with world.database.read() as session:
        assert list(session.scalars(sa.select(Motion.state).order_by(Motion.id))) == [
            MotionState.LOST,
            MotionState.CARRIED,
        ]
    announced(road, HEBEI)
    assert numbers(road) == ["DB11/T 3901—2026", "DB12/T 3901—2026", "DB13/T 3901—2026"]
    assert tracks(road)[HEBEI] is Track.ANNOUNCED
    comes_into_force_later(road)
    assert faults(world) == []


def comes_into_force_later(road: Road) -> None:
    """On the day of the region itself, with the duties of its own edition."""
    with road.standing() as standing:
        day_here = standing.tracks[HEBEI].effective_on
        assert day_here is not None
        mine = [d for d in standing.duties if d.region_code == HEBEI]
        assert {d.kind for d in mine} == {DutyKind.PUBLISH_TEXT, DutyKind.FILING}
        assert clock.start_of(day_here) in {t.due_at for t in standing.timers if t.name == "effective_here"}
    road.at = clock.start_of(day_here) - timedelta(minutes=1)
    road.wake()
    assert tracks(road)[HEBEI] is Track.ANNOUNCED
    road.wait(minutes=2)
    road.wake()
    assert tracks(road)[HEBEI] is Track.IN_FORCE
    for duty in mine:
        told = {"done_on": day(road, 0), "receipt_number": "备2027-1", "account": "已办"}
        road.by(HEBEI, "handler", "report_duty", duty=duty.id, **told)


def admitted(road: Road, region: str) -> None:
    motion = put(road, region)
    with road.standing() as standing:
        voters = standing.counted
    for other in voters:
        road.by(other, "approver", "vote_motion", motion=motion, position="agree")


def test_a_region_that_repealed_comes_back_with_the_number_it_had(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    repealed(road, HEBEI)
    asked_to_join(road, HEBEI)
    with road.standing() as standing:
        assert standing.tracks[HEBEI].repealed_on is None
    consulted(road, HEBEI)
    admitted(road, HEBEI)
    announced(road, HEBEI)
    assert len(numbers(road)) == 3
    with world.database.read() as session:
        texts = sa.select(StandardDuty.id).where(
            StandardDuty.region_code == HEBEI, StandardDuty.kind == DutyKind.PUBLISH_TEXT
        )
        assert len(session.scalars(texts).all()) == 2
    assert faults(world) == []


def test_before_the_common_date_nobody_joins_earlier_than_the_rest(world: World) -> None:
    road = builders.standing(world, Joint.RELEASED, regions=(BEIJING, TIANJIN))
    asked_to_join(road, HEBEI)
    consulted(road, HEBEI)
    admitted(road, HEBEI)
    builders.cosigned(road, HEBEI)
    early = announcement(road, HEBEI, effective=1)
    assert refused(road, HEBEI, "approver", "announce_accession", **early) == ["not_before_others"]
    road.by(HEBEI, "approver", "announce_accession", **announcement(road, HEBEI))
    with road.standing() as standing:
        joint = standing.standard.effective_on
        assert joint is not None
    road.at = clock.start_of(joint)
    road.wake()
    assert stands(road) is Joint.IN_FORCE
    assert tracks(road) == {BEIJING: Track.IN_FORCE, TIANJIN: Track.IN_FORCE, HEBEI: Track.ANNOUNCED}
    assert faults(world) == []


def test_a_dropped_accession_can_be_asked_for_again(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE, regions=(BEIJING, TIANJIN))
    asked_to_join(road, HEBEI)
    consulted(road, HEBEI)
    road.by(HEBEI, "handler", "drop_accession", reason="暂缓")
    assert tracks(road)[HEBEI] is Track.OUTSIDE
    asked_to_join(road, HEBEI)
    assert "gap.home_post" in missing(road)
    assert faults(world) == []
