"""Who answers for which clause: shared out by a motion that all carry, and what a change then asks of whom."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.builders import Road
from tests.cast import World, sample_text
from workflow import gates
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.agreements import RuleSet
from workflow.text.document import written
from workflow.vocabulary import Joint, MotionState, Purpose, TextPurpose

BEIJING, TIANJIN, HEBEI = ALL = ("110000", "120000", "130000")


def bound_to_clauses(world: World) -> None:
    """The group as it would stand had it agreed so."""
    with world.database.plain() as session:
        rules = session.scalars(sa.select(RuleSet).where(RuleSet.agreement_id == world.agreements["JJJ"])).one()
        terms = {**rules.terms, "release.binding": {"value": "clauses", "cites": "示例"}}
        session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))


def clause(road: Road, number: str) -> str:
    with road.standing() as standing:
        assert standing.draft is not None
        return next(id_ for id_, entry in standing.draft.digest.items() if entry[2].split()[0] == number)


def tabled(road: Road, clauses: list[str], regions: list[str] | str) -> int:
    answers: dict[str, Any] = {"clauses": clauses, "responsible": regions, "reason": "各管一段"}
    return int(road.by(BEIJING, "handler", "table_motion", kind="share_clauses", **answers).facts["motion"])


def agreed(road: Road, motion: int, regions: tuple[str, ...] = ALL) -> None:
    for region in regions:
        road.by(region, "approver", "vote_motion", motion=motion, position="agree")


def shares(road: Road) -> dict[str, list[str]]:
    """The clauses of the newest text for which not all answer."""
    with road.standing() as standing:
        assert standing.draft is not None
        return {id_: entry[1] for id_, entry in standing.draft.digest.items() if entry[1]}


def is_clean(road: Road) -> bool:
    """Nothing departs from what the acts told, but for the terms that a test wrote by hand."""
    findings = [f for f in verify(road.world.database, None).findings if f.place.table != "rule_sets"]
    print(*findings, sep="\n")
    return not findings


def structured(road: Road) -> dict[str, Any]:
    with road.standing() as standing:
        assert standing.draft is not None
        return written(manuscript.load(standing.session, standing.draft))


def save(road: Road, document: Mapping[str, Any]) -> None:
    road.take("save_draft", builders.editor(road), structure=json.dumps(document, ensure_ascii=False))


def refused(road: Road, **answers: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(BEIJING, "handler", "table_motion", kind="share_clauses", reason="各管一段", **answers)
    return [reason.rule for reason in told.value.reasons]


def drafted(world: World) -> Road:
    road = builders.standing(world, Joint.DRAFTING)
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=sample_text())
    return road


def test_a_motion_of_all_shares_out_clauses_in_the_same_words(world: World) -> None:
    road = drafted(world)
    mine, theirs, before = clause(road, "4.1"), clause(road, "4.2"), structured(road)
    assert refused(road) == ["motion_shares"]
    assert refused(road, clauses=[mine]) == ["motion_shares"]
    first, second = tabled(road, [mine], [TIANJIN]), tabled(road, [theirs], [TIANJIN, HEBEI])
    assert refused(road, clauses=[theirs], responsible="none") == ["motion_new"]
    agreed(road, first, (BEIJING, TIANJIN))
    road.wait(days=10)
    assert shares(road) == {}
    agreed(road, first, (HEBEI,))
    assert shares(road) == {mine: [TIANJIN]}
    agreed(road, second)
    assert shares(road) == {mine: [TIANJIN], theirs: [TIANJIN, HEBEI]}
    for told in (document := structured(road))["clauses"]:
        told["regions"] = []
    assert document == before
    agreed(road, tabled(road, [mine, theirs], "none"))
    assert shares(road) == {}
    with road.standing() as standing:
        assert standing.draft is not None
        assert (standing.draft.number, standing.draft.made_by) == (4, None)
    assert is_clean(road)


def test_one_silent_region_stops_it_for_good(world: World) -> None:
    road = drafted(world)
    motion = tabled(road, [clause(road, "4.1")], [TIANJIN])
    agreed(road, motion, (BEIJING, TIANJIN))
    road.wait(days=16)
    road.wake()
    with road.standing() as standing:
        assert [m.state for m in standing.motions if m.id == motion] == [MotionState.LOST]
    assert shares(road) == {}


def test_whoever_writes_the_text_leaves_the_shares_as_they_are(world: World) -> None:
    road = drafted(world)
    mine = clause(road, "4.1")
    agreed(road, tabled(road, [mine], [TIANJIN]))
    document = structured(road)
    for told in document["clauses"]:
        told["regions"] = [HEBEI]
    save(road, document)
    assert shares(road) == {mine: [TIANJIN]}
    road.take("save_draft", builders.editor(road), text=sample_text())
    assert shares(road) == {mine: [TIANJIN]}


def test_for_what_a_region_leaves_all_answer(world: World) -> None:
    road = drafted(world)
    alone, together = clause(road, "4.1"), clause(road, "4.2")
    agreed(road, tabled(road, [alone], [HEBEI]))
    agreed(road, tabled(road, [together], [TIANJIN, HEBEI]))
    road.by(HEBEI, "approver", "withdraw_from_project", reason="不再参加")
    road.by(BEIJING, "handler", "confirm_group", editor=builders.editor(road).person_id)
    builders.frozen(road, "consultation")
    assert shares(road) == {together: [TIANJIN]}
    assert is_clean(road)


# --- what a change asks of whom ---------------------------------------------------------------------------------------


def signed(world: World) -> Road:
    """All signed the final text, of whose clauses 4.1 is Tianjin's and 4.2 Hebei's."""
    road = builders.standing(world, Joint.APPROVING)
    for number, region in (("4.1", TIANJIN), ("4.2", HEBEI)):
        agreed(road, tabled(road, [clause(road, number)], [region]))
    builders.frozen(road, "final")
    for region in ALL:
        builders.approved(road, region)
    assert unapproved(road) == []
    return road


def unapproved(road: Road) -> list[str]:
    with road.standing() as standing:
        return gates.unapproved(standing, standing.counted)


def stale(road: Road) -> set[str | None]:
    with road.standing() as standing:
        return {gap.region for gap in gaps(standing, road.at) if gap.key == "gap.stale"}


def change(road: Road, number: str, words: str = "设施故障时应在 12 h 内修复。") -> None:
    road.take("save_draft", builders.editor(road), clause=clause(road, number), words=words)
    builders.frozen(road, "final")


def test_a_changed_clause_asks_its_region_alone(world: World) -> None:
    bound_to_clauses(world)
    road = signed(world)
    change(road, "4.2")
    assert unapproved(road) == [HEBEI]
    assert stale(road) == {HEBEI}
    builders.approved(road, HEBEI)
    assert unapproved(road) == []
    assert is_clean(road)


def test_a_clause_of_all_asks_all_and_so_does_the_head(world: World) -> None:
    bound_to_clauses(world)
    road = signed(world)
    change(road, "1", "本文件规定了公共停车场充电设施的配置。")
    assert unapproved(road) == list(ALL)


def test_a_move_asks_nobody(world: World) -> None:
    bound_to_clauses(world)
    road = signed(world)
    document = structured(road)
    at = [n for n, told in enumerate(document["clauses"]) if told["number"] in ("4.1", "4.2")]
    told = document["clauses"]
    told[at[0]], told[at[1]] = told[at[1]], told[at[0]]
    save(road, document)
    builders.frozen(road, "final")
    with road.standing() as standing:
        texts = [v for v in standing.versions if v.purpose is TextPurpose.FINAL]
        assert texts[0].text_hash != texts[1].text_hash
    assert unapproved(road) == []


def test_where_the_whole_text_binds_every_region_signs_again(world: World) -> None:
    road = signed(world)
    change(road, "4.2")
    assert unapproved(road) == list(ALL)


@pytest.mark.parametrize("binding", ["whole_text", "clauses"])
def test_an_answered_objection_stands_until_its_owner_says_so(world: World, binding: str) -> None:
    if binding == "clauses":
        bound_to_clauses(world)
    road = signed(world)
    theirs = clause(road, "4.1")
    why = {"reason": "限值过宽", "clauses": [theirs], "lift": "改为 12 h"}
    road.by(HEBEI, "approver", "object_release", position="disagree", **why)
    assert waits(road, HEBEI) == ["gap.blocks"]
    change(road, "4.1")
    assert "gap.answered" in waits(road, HEBEI)
    with road.standing() as standing:
        (gap,) = [gap for gap in gaps(standing, road.at) if gap.key == "gap.answered"]
        assert [named.code for named in gap.facts["clauses"]] == [theirs]
        assert gates.state(standing, HEBEI, Purpose.RELEASE).value == "blocked"
    assert HEBEI in unapproved(road)
    if binding == "whole_text":  # the departments look at the new text first
        builders.approved(road, HEBEI)
    else:
        road.by(HEBEI, "approver", "approve_release", position="agree")
    assert not waits(road, HEBEI)


def waits(road: Road, region: str) -> list[str]:
    with road.standing() as standing:
        return [gap.key for gap in gaps(standing, road.at) if gap.region == region and gap.role]
