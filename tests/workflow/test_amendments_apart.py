"""Amendments and the rest of a standard's life: who leaves meanwhile, what ends, what the record finds changed."""

import pytest
import sqlalchemy as sa

from tests import builders
from tests.amending import (
    ALL,
    BEIJING,
    HEBEI,
    NEW,
    TIANJIN,
    approved,
    clause,
    confirmed,
    consulted,
    effected,
    forgone,
    frozen,
    is_clean,
    last,
    proposed,
    refused,
    scheduled,
    words,
)
from tests.builders import Road, day
from tests.cast import World
from workflow.exports.verification import verify
from workflow.process.answers import WrongAnswers
from workflow.process.missing import gaps
from workflow.records.amendments import Amendment, AmendmentPart
from workflow.vocabulary import AmendmentState, Duty, DutyKind, Joint, Track


def repealed(road: Road, region: str) -> None:
    builders.cosigned(road, region, outcome="repeal")
    answers = {"reason": "另有标准", "document_number": "废〔2026〕1号", "repealed_on": day(road, 40)}
    road.by(region, "approver", "repeal_here", **answers)


def test_a_region_that_leaves_breaks_the_seal_and_the_others_agree_anew_without_it(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    chosen = proposed(road, "erratum")
    frozen(road)
    forgone(road)
    approved(road, *ALL)
    scheduled(road)
    confirmed(road, *ALL)
    assert last(road).state is AmendmentState.SEALED
    repealed(road, HEBEI)
    assert last(road).state is AmendmentState.APPROVING
    assert "text_frozen" in refused(road, BEIJING, "approver", "approve_amendment", position="agree")
    frozen(road)
    assert "carried_here" in refused(road, HEBEI, "approver", "approve_amendment", position="agree")
    approved(road, BEIJING, TIANJIN)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN)
    effected(road)
    assert words(road, chosen) == NEW
    with road.standing() as found:
        assert found.frozen is not None
        assert found.frozen.meta["participants"] == [BEIJING, TIANJIN]
        assert found.tracks[HEBEI].state is Track.REPEALED
    assert is_clean(road)


def test_who_is_about_to_join_starts_anew_on_the_amended_text(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    repealed(road, HEBEI)
    road.by(HEBEI, "handler", "accede", plan_number="冀计〔2026〕7号", reason="重新采用")
    before = rounds(road)
    proposed(road, "erratum")
    frozen(road)
    forgone(road)
    approved(road, BEIJING, TIANJIN)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN)
    effected(road)
    assert last(road).state is AmendmentState.IN_EFFECT
    assert rounds(road) == before | {HEBEI: before[HEBEI] + 1}
    assert is_clean(road)


def rounds(road: Road) -> dict[str, int]:
    with road.standing() as found:
        return {code: track.round for code, track in found.tracks.items()}


def test_an_amendment_ends_with_its_standard(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road)
    frozen(road)
    consulted(road)
    for region in ALL:
        repealed(road, region)
    assert road.state is Joint.WITHDRAWN
    assert last(road).state is AmendmentState.DROPPED
    assert is_clean(road)


def test_feedback_of_the_window_is_answered_first_and_a_third_region_alone_posts_late(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    chosen = proposed(road)
    frozen(road)
    road.by(BEIJING, "handler", "consult_amendment", days=30)
    for region in (BEIJING, TIANJIN):
        road.by(region, "handler", "post_amendment", address="https://example.invalid/x", posted_on=day(road, 0))
    said = {
        "clause": chosen,
        "opinion": "比例偏高",
        "reason": "场地有限",
        "name": "某公司",
        "contact": "1@example.invalid",
    }
    made = road.take("comment", None, **said)
    road.wait(days=40)
    road.wake()
    assert last(road).state is AmendmentState.CONSULTING
    road.by(HEBEI, "handler", "post_amendment", address="https://example.invalid/x", posted_on=day(road, 0))
    road.wait(days=32)
    road.wake()
    assert last(road).state is AmendmentState.CONSULTING
    answer = {"comment": made.facts["comment"], "disposition": "not_accepted", "answer": "已测算"}
    road.take("answer_comment", builders.editor(road), **answer)
    assert last(road).state is AmendmentState.APPROVING
    assert is_clean(road)


def test_a_changed_cell_of_an_amendment_is_found(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road)
    frozen(road)
    consulted(road)
    with world.database.plain() as session:
        session.execute(sa.update(Amendment).values(items={clause(road, 3): "另一种写法"}, closes_on=None))
        changed = AmendmentPart.region_code == TIANJIN
        session.execute(sa.update(AmendmentPart).where(changed).values(address="https://example.invalid/other"))
    found = {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}
    assert found == {"amendments.items", "amendments.closes_on", "amendment_parts.address"}
    with world.database.plain() as session:
        session.execute(sa.update(Amendment).values(state=AmendmentState.DROPPED))
    assert "amendments.state" in {f"{f.place.table}.{f.place.column}" for f in verify(world.database, None).findings}


def test_a_region_silent_on_an_amendment_is_told_up_the_ladder_and_nobody_goes_on_without_it(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road)
    frozen(road)
    consulted(road)
    approved(road, BEIJING, TIANJIN)
    road.wait(days=60 + 16)
    road.wake()
    with road.standing() as found:
        assert {code: track.rung for code, track in found.tracks.items()} == {BEIJING: 0, TIANJIN: 0, HEBEI: 3}
        assert [d.matter_facts["region"] for d in found.duties if d.matter == "duty.overdue_matter"] == [HEBEI]  # type: ignore[index]
    with pytest.raises(WrongAnswers):
        road.by(BEIJING, "handler", "table_motion", kind="go_on_without", region=HEBEI, reason="逾期")
    approved(road, HEBEI)
    with road.standing() as found:
        assert [d.state for d in found.duties if d.matter == "duty.overdue_matter"] == [Duty.EXCUSED]
    assert is_clean(road)


def test_an_amendment_is_published_and_filed_as_the_text_was(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road, "erratum")
    frozen(road)
    forgone(road)
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    effected(road)
    with road.standing() as found:
        owed = {(d.region_code, d.kind, d.matter) for d in found.duties if d.matter}
        named = {gap.facts["duty"].zh for gap in gaps(found, road.at) if gap.key == "gap.duty" and gap.region == HEBEI
                 and not isinstance(gap.facts["duty"], DutyKind)}  # fmt: skip
    filing = (DutyKind.FILING, "duty.amendment_filing")
    text = (DutyKind.PUBLISH_TEXT, "duty.amendment_text")
    assert owed == {(region, *each) for region in (BEIJING, TIANJIN, HEBEI) for each in (filing, text)}
    assert named == {"第 1 号修改单备案", "公布第 1 号修改单文本"}
    assert is_clean(road)
