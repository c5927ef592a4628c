"""A standard in force is reviewed by every region, and regions leave it: nobody holds or moves the others."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import PAPER, World, founded
from workflow import clock
from workflow.exports.verification import verify
from workflow.process.gaps.gap import Gap
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.followups import StandardDuty
from workflow.records.numbers import Serial
from workflow.records.reviews import Review
from workflow.vocabulary import DutyKind, Joint, Number, Outcome, ReviewStand, ReviewTrigger, Track

BEIJING, TIANJIN, HEBEI = "110000", "120000", "130000"


@pytest.fixture
def road(database_url: str) -> Iterator[Road]:
    world = founded(database_url)
    yield builders.standing(world, Joint.IN_FORCE)
    world.database.dispose()


def faults(world: World) -> list[str]:
    return [str(finding) for finding in verify(world.database, None).findings]


def refused(road: Road, where: str, role: str, step: str, /, **answers: object) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(where, role, step, **answers)
    return [reason.rule for reason in told.value.reasons]


def stands(road: Road) -> Joint:
    """Asked anew each time, so that types believe it may have moved."""
    return road.state


def tracks(road: Road) -> dict[str, Track]:
    with road.standing() as standing:
        return {code: track.state for code, track in standing.tracks.items()}


def missing(road: Road) -> set[str]:
    with road.standing() as standing:
        return {gap.key for gap in gaps(standing, road.at)}


def owed(road: Road, region: str) -> list[Gap]:
    with road.standing() as standing:
        return [gap for gap in gaps(standing, road.at) if gap.region == region]


def come(road: Road, day: date) -> None:
    """The morning of a day, with the timers that fire by then."""
    road.at = max(road.at, clock.start_of(day))
    road.wake()


def opened(road: Road) -> None:
    """The day on which the review opens by itself."""
    with road.standing() as standing:
        start = standing.standard.review_from or standing.standard.effective_on
    assert start is not None
    come(road, clock.months_after(clock.years_after(start, 5), -6))


def chained(road: Road, region: str, outcome: str) -> None:
    """The offices below the approver agree."""
    builders.cosigned(road, region, outcome=outcome)


def says(road: Road, region: str, outcome: str) -> None:
    chained(road, region, outcome)
    speaks(road, region, outcome)


def test_a_department_that_says_no_in_a_review_can_be_overruled_by_its_own_region(road: Road) -> None:
    opened(road)
    department = builders.release_departments(road, BEIJING)[0]
    road.take("take_position", department, position="disagree", outcome="confirm", reason="应先修订", lift="改第5条")
    said = {"outcome": "confirm", "reason": "仍适用"}
    assert "chain_complete" in refused(road, BEIJING, "approver", "take_review_position", **said)
    ruling = {"document_number": "协调〔2031〕1号", "document": PAPER, "reason": "影响有限"}
    road.by(BEIJING, "approver", "overrule_department", department=department.organ_id, **ruling)
    road.by(BEIJING, "handler", "take_position", position="agree", outcome="confirm")
    road.by(BEIJING, "approver", "take_review_position", **said)


def test_a_yes_to_one_outcome_is_none_to_another(road: Road) -> None:
    opened(road)
    chained(road, BEIJING, "confirm")
    said = {"outcome": "withdraw", "reason": "已有国家标准"}
    assert refused(road, BEIJING, "approver", "take_review_position", **said) == ["outcome_spoken_of"]
    own = {"reason": "单行", "document_number": "京〔2031〕2号"}
    assert refused(road, BEIJING, "approver", "separate_here", **own) == ["outcome_spoken_of"]
    handler = {"position": "agree", "outcome": "withdraw"}
    assert refused(road, BEIJING, "handler", "take_position", **handler) == ["chain_complete"]
    departments = builders.release_departments(road, BEIJING)
    road.take("take_position", departments[0], position="agree", outcome="withdraw")
    stale = [gap for gap in owed(road, BEIJING) if gap.key == "gap.stale_outcome"]
    assert stale
    assert {(gap.facts["said"], gap.facts["outcome"]) for gap in stale} == {(Outcome.CONFIRM, Outcome.WITHDRAW)}
    assert "chain_complete" in refused(road, BEIJING, "approver", "take_review_position", **said)
    for department in departments[1:]:
        road.take("take_position", department, position="agree", outcome="withdraw")
    road.by(BEIJING, "handler", "take_position", **handler)
    road.by(BEIJING, "approver", "take_review_position", **said)
    assert faults(road.world) == []


def speaks(road: Road, region: str, outcome: str) -> None:
    road.by(region, "approver", "take_review_position", outcome=outcome, reason="复审评估")


def serial_of(road: Road) -> Number:
    with road.world.database.read() as session:
        return session.scalars(sa.select(Serial.state)).one()


def test_a_review_opens_by_itself_and_confirms_for_five_more_years(road: Road) -> None:
    with road.standing() as standing:
        effective = standing.standard.effective_on
        assert {t.due_at for t in standing.timers if t.name == "review_due"}
    assert effective is not None
    come(road, clock.months_after(clock.years_after(effective, 5), -6).replace(day=1))
    assert stands(road) is Joint.IN_FORCE
    opened(road)
    assert stands(road) is Joint.UNDER_REVIEW
    assert refused(road, BEIJING, "approver", "take_review_position", outcome="confirm", reason="评估") == [
        "chain_complete"
    ]
    for region in road.regions:
        says(road, region, "confirm")
    with road.standing() as standing:
        due = [gap.due for gap in gaps(standing, road.at) if gap.step == "conclude_confirm"]
    assert due == [clock.years_after(effective, 5)]
    other = {"announcement": PAPER, "revise_by": builders.day(road, 300)}
    assert refused(road, BEIJING, "handler", "conclude_revise", **other) == ["same_outcome"]
    road.by(BEIJING, "handler", "conclude_confirm", announcement=PAPER)
    assert stands(road) is Joint.IN_FORCE
    come(road, clock.day_of(road.at).replace(year=road.at.year + 4))
    assert stands(road) is Joint.IN_FORCE
    opened(road)
    assert stands(road) is Joint.UNDER_REVIEW
    with road.standing() as standing:
        assert [(r.trigger, r.outcome) for r in standing.reviews] == [
            (ReviewTrigger.DUE, ReviewStand.CONFIRM),
            (ReviewTrigger.DUE, None),
        ]
        assert {t.review_stand for t in standing.tracks.values()} == {None}
    assert refused(road, BEIJING, "approver", "take_review_position", outcome="confirm", reason="评估") == [
        "chain_complete"
    ]
    assert faults(road.world) == []


def test_the_year_of_a_leap_day_ends_on_the_day_before(road: Road) -> None:
    assert clock.years_after(date(2028, 2, 29), 5) == date(2033, 2, 28)
    assert clock.months_after(date(2033, 2, 28), -6) == date(2032, 8, 28)


def test_who_differs_alone_is_passed_over_and_keeps_its_edition(road: Road) -> None:
    told = road.by(TIANJIN, "handler", "call_early_review", trigger="technology", evidence=PAPER, reason="技术已变")
    assert told.facts["trigger"] == "technology"
    for region, outcome in ((BEIJING, "withdraw"), (TIANJIN, "withdraw"), (HEBEI, "confirm")):
        says(road, region, outcome)
    assert "gap.review_differs" in missing(road)
    refusal = {"announcement": PAPER, "repealed_on": builders.day(road, 60)}
    assert refused(road, BEIJING, "handler", "conclude_withdraw", **refusal) == ["same_outcome"]
    road.wait(days=90 + 16)
    road.wake()
    assert tracks(road)[HEBEI] is Track.IN_FORCE
    passed(road, HEBEI)
    assert stands(road) is Joint.UNDER_REVIEW
    says(road, HEBEI, "revise")  # still not what the others say: it stays passed over
    road.by(BEIJING, "handler", "conclude_withdraw", announcement=PAPER, repealed_on=builders.day(road, 60))
    assert stands(road) is Joint.WITHDRAWN
    assert tracks(road) == {BEIJING: Track.REPEALED, TIANJIN: Track.REPEALED, HEBEI: Track.SEPARATED}
    assert serial_of(road) is Number.RETIRED
    with road.world.database.read() as session:
        due = session.scalars(
            sa.select(StandardDuty.region_code).where(StandardDuty.kind == DutyKind.REPEAL_ANNOUNCEMENT)
        )
        assert sorted(due) == [BEIJING, TIANJIN]
    assert faults(road.world) == []


def passed(road: Road, region: str) -> None:
    """The others carry a motion to go on without a region."""
    told = road.by(BEIJING, "handler", "table_motion", kind="go_on_without", region=region, reason="逾期")
    for other in (code for code in road.regions if code != region):
        road.by(other, "approver", "vote_motion", motion=told.facts["motion"], position="agree")


def test_who_joins_the_others_after_all_counts_again(road: Road) -> None:
    road.by(TIANJIN, "handler", "call_early_review", trigger="conditions", evidence=PAPER, reason="条件已变")
    for region, outcome in ((BEIJING, "revise"), (TIANJIN, "revise")):
        says(road, region, outcome)
    passed(road, HEBEI)
    with road.standing() as standing:
        assert standing.tracks[HEBEI].passed_over_at is None  # not overdue: the carried motion moved nothing
    road.wait(days=90 + 16)
    road.wake()
    passed(road, HEBEI)
    with road.standing() as standing:
        assert standing.tracks[HEBEI].passed_over_at == road.at
    says(road, HEBEI, "revise")
    with road.standing() as standing:
        assert standing.tracks[HEBEI].passed_over_at is None
    road.by(BEIJING, "handler", "conclude_revise", announcement=PAPER, revise_by=builders.day(road, 365))
    assert stands(road) is Joint.REVISING
    with road.world.database.read() as session:
        assert "duty.propose_revision" in session.scalars(sa.select(StandardDuty.matter)).all()
        review = session.scalars(sa.select(Review)).one()
    assert review.stands == dict.fromkeys(road.regions, "revise")
    assert faults(road.world) == []


def repealed(road: Road, region: str) -> None:
    chained(road, region, "repeal")
    answers = {"reason": "本区不再需要", "document_number": f"{region}公告〔2026〕9号"}
    early = refused(road, region, "approver", "repeal_here", **answers, repealed_on=builders.day(road, 29))
    assert early == ["peers_told"]
    road.by(region, "approver", "repeal_here", **answers, repealed_on=builders.day(road, 30))


def test_the_last_region_goes_on_alone_after_the_grace(road: Road) -> None:
    repealed(road, BEIJING)
    assert stands(road) is Joint.IN_FORCE
    with road.standing() as standing:
        assert standing.standard.lead_region == TIANJIN
    chained(road, TIANJIN, "separate")
    road.by(TIANJIN, "approver", "separate_here", reason="单行", document_number="津〔2026〕2号")
    assert tracks(road) == {BEIJING: Track.REPEALED, TIANJIN: Track.SEPARATED, HEBEI: Track.IN_FORCE}
    assert "gap.alone" in missing(road)
    road.wait(days=29)
    road.wake()
    assert stands(road) is Joint.IN_FORCE
    road.wait(days=3)
    road.wake()
    assert stands(road) is Joint.CONVERTED
    assert tracks(road)[HEBEI] is Track.SEPARATED
    assert serial_of(road) is Number.USED
    reports_the_repeal(road)
    assert faults(road.world) == []


def reports_the_repeal(road: Road) -> None:
    """A legal duty outlives the end of the standard and can still be reported."""
    with road.standing() as standing:
        duty = next(d for d in standing.duties if d.kind is DutyKind.REPEAL_ANNOUNCEMENT)
    road.by(BEIJING, "handler", "report_duty", duty=duty.id, done_on=builders.day(road, 0), account="已公告")


def test_when_the_last_region_leaves_the_standard_ends_at_once(road: Road) -> None:
    for region in (TIANJIN, HEBEI, BEIJING):
        repealed(road, region)
    assert stands(road) is Joint.WITHDRAWN
    assert serial_of(road) is Number.RETIRED
    assert faults(road.world) == []


def test_where_all_that_decide_have_left_the_one_passed_over_decides(road: Road) -> None:
    road.by(TIANJIN, "handler", "call_early_review", trigger="conditions", evidence=PAPER, reason="条件已变")
    for region in (BEIJING, TIANJIN):
        says(road, region, "confirm")
    road.wait(days=90 + 16)
    road.wake()
    passed(road, HEBEI)
    for region in (BEIJING, TIANJIN):
        chained(road, region, "separate")
        road.by(region, "approver", "separate_here", reason="单行", document_number=f"{region}〔2026〕2号")
    says(road, HEBEI, "confirm")
    road.by(HEBEI, "handler", "conclude_confirm", announcement=PAPER)
    assert stands(road) is Joint.IN_FORCE
    assert faults(road.world) == []
