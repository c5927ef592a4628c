"""Amendments of a standard in force: every region's fresh yes, one instant for all, and never more than two."""

from datetime import timedelta

from tests import builders
from tests.amending import (
    BEIJING,
    HEBEI,
    NEW,
    TIANJIN,
    all_of,
    approved,
    clause,
    confirmed,
    consulted,
    effected,
    erratum,
    forgone,
    frozen,
    is_clean,
    last,
    proposed,
    refused,
    scheduled,
    waits,
    words,
)
from tests.builders import day
from tests.cast import PAPER, World
from workflow.vocabulary import AmendmentState, Joint, TextPurpose, Track


def test_a_technical_amendment_is_consulted_on_approved_by_all_and_takes_effect_for_all(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    chosen = proposed(road)
    with road.standing() as found:
        before = found.frozen
    assert refused(
        road, HEBEI, "handler", "propose_amendment", kind="erratum", clause=chosen, new_words="改", reason="误"
    ) == ["amendment_alone"]
    assert refused(road, BEIJING, "handler", "consult_amendment", days=20) == ["text_frozen", "window_long_enough"]
    frozen(road)
    assert refused(road, BEIJING, "handler", "freeze_amendment", summary="再") == ["not_frozen_yet"]
    assert refused(road, BEIJING, "handler", "forgo_amendment_consultation", declaration="小改") == ["is_erratum"]
    assert words(road, chosen) != NEW  # until its instant it is another text
    consulted(road)
    assert last(road).state is AmendmentState.APPROVING
    assert "chain_complete" in refused(road, BEIJING, "approver", "approve_amendment", position="agree")
    approved(road, BEIJING, TIANJIN)
    soon = (road.at + timedelta(hours=48)).isoformat()
    told = refused(road, BEIJING, "officer", "schedule_amendment", instant=soon, effective=day(road, 10))
    assert told == ["all_approved", "lag_enough"]
    approved(road, HEBEI)
    assert waits(road) >= {"gap.amendment_ready"}
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN)
    assert last(road).state is AmendmentState.SCHEDULED
    assert "gap.amendment_papers" in waits(road)
    confirmed(road, HEBEI)
    assert last(road).state is AmendmentState.SEALED
    assert words(road, chosen) != NEW
    effected(road)
    done = last(road)
    assert (done.state, done.number) == (AmendmentState.IN_EFFECT, 1)
    assert words(road, chosen) == NEW
    with road.standing() as found:
        assert found.frozen is not None
        assert found.amended is None
        assert found.frozen.purpose is TextPurpose.FINAL
        assert next(v.text_hash for v in found.versions if v.id == done.version_id) == found.frozen.text_hash
        assert before is not None
        assert before.text_hash != found.frozen.text_hash
        assert {t.state for t in found.tracks.values()} == {Track.IN_FORCE}
    assert is_clean(road)


def test_an_objection_at_the_seal_breaks_it_and_other_words_ask_everybody_anew(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    chosen = proposed(road)
    frozen(road)
    consulted(road)
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    assert last(road).state is AmendmentState.SEALED
    no = {"position": "disagree", "reason": "比例过高", "lift": "改为百分之十"}
    road.by(HEBEI, "approver", "object_amendment", **no)
    assert last(road).state is AmendmentState.APPROVING
    assert last(road).instant is None
    assert "nobody_objects" in refused(
        road,
        BEIJING,
        "officer",
        "schedule_amendment",
        instant=(road.at + timedelta(hours=48)).isoformat(),
        effective=day(road, 70),
    )
    road.wait(days=4)
    road.wake()
    assert words(road, chosen) != NEW
    better = {"clause": chosen, "new_words": "百分之十以上。", "reason": "协商"}
    road.by(BEIJING, "handler", "word_amendment", **better)
    assert refused(road, BEIJING, "approver", "approve_amendment", position="agree")[0] == "text_frozen"
    frozen(road)
    assert "all_approved" in refused(
        road,
        BEIJING,
        "officer",
        "schedule_amendment",
        instant=(road.at + timedelta(hours=48)).isoformat(),
        effective=day(road, 70),
    )
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road)
    road.by(HEBEI, "officer", "call_off_amendment", reason="公告文号有误")
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    effected(road)
    assert words(road, chosen) == "百分之十以上。"
    assert is_clean(road)


def test_a_department_holds_back_a_yes_until_its_word_is_settled(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road, "erratum")
    frozen(road)
    forgone(road)
    office = builders.release_departments(road, BEIJING)[0]
    road.take("take_amendment_position", office, position="discuss", reason="影响收费", lift="说明口径")
    assert "chain_complete" in refused(road, BEIJING, "handler", "take_amendment_position", position="agree")
    assert "gap.blocks" in waits(road)
    settled = {
        "department": str(office.organ_id),
        "document_number": "京办〔2026〕3号",
        "document": PAPER,
        "reason": "已协调",
    }
    road.by(BEIJING, "approver", "overrule_on_amendment", **settled)
    road.by(BEIJING, "handler", "take_amendment_position", position="agree")
    road.by(BEIJING, "approver", "approve_amendment", position="agree")
    assert refused(road, BEIJING, "approver", "approve_amendment", position="agree") == ["not_said_already"]
    assert is_clean(road)


def test_an_erratum_takes_the_short_way_twice_and_no_third_time(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    first, second = erratum(road, 3), erratum(road, 4)
    assert [a.number for a in all_of(road)] == [1, 2]
    assert (words(road, first), words(road, second)) == (NEW, NEW)
    with road.standing() as found:
        assert found.frozen is not None
        assert found.frozen.meta["amendment"] == 2
    third = {"kind": "erratum", "clause": clause(road, 5), "new_words": "改", "reason": "误"}
    assert refused(road, BEIJING, "handler", "propose_amendment", **third) == ["amendments_left"]
    assert is_clean(road)


def test_an_amendment_changes_two_clauses_at_most_and_one_that_is_dropped_gives_its_number_back(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    proposed(road)
    road.by(HEBEI, "handler", "word_amendment", clause=clause(road, 4), new_words="另改", reason="补充")
    third = {"clause": clause(road, 5), "new_words": "再改", "reason": "补充"}
    assert refused(road, HEBEI, "handler", "word_amendment", **third) == ["items_left"]
    road.by(BEIJING, "handler", "drop_amendment", reason="改为修订")
    assert last(road).state is AmendmentState.DROPPED
    proposed(road)
    assert [a.number for a in all_of(road)] == [1, 1]
    assert is_clean(road)


def test_nothing_takes_effect_over_an_announcement_that_was_never_confirmed(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    chosen = proposed(road, "erratum")
    frozen(road)
    forgone(road)
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN)
    effected(road)
    assert last(road).state is AmendmentState.APPROVING
    assert words(road, chosen) != NEW
    scheduled(road)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    assert last(road).state is AmendmentState.SEALED
    assert is_clean(road)
