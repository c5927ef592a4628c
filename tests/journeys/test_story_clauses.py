"""川渝, where a yes is bound to the clauses that a region answers for: one of 川's is corrected, and 川 alone is asked
again.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from tests import builders
from tests.builders import Road
from tests.cast import CHONGQING, PAPER, SICHUAN, World, sample_text
from tests.journeys.story import Story, told
from tests.journeys.test_story_two import BOTH, approved, freeze, scheduled, stale
from workflow.records.agreements import RuleSet
from workflow.vocabulary import Joint, Track
from workflow.words import say

OURS, THEIRS = "公示", "检修"  # 渝 answers for the one, 川 for the other


def bound_to_clauses(world: World) -> World:
    """The group as it would stand had it agreed so."""
    with world.database.plain() as session:
        rules = session.scalars(sa.select(RuleSet).where(RuleSet.agreement_id == world.agreements["CY"])).one()
        terms = {**rules.terms, "release.binding": {"value": "clauses", "cites": "示例"}}
        session.execute(sa.update(RuleSet).where(RuleSet.id == rules.id).values(terms=terms))
    return world


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path, bound_to_clauses) as made:
        yield made


def shared_out(road: Road) -> None:
    """Both agree that one answers for a clause, and the other for all the rest."""
    builders.grouped(road)
    road.take("save_draft", builders.editor(road), text=sample_text())
    with road.standing() as found:
        assert found.draft is not None
        theirs = {id_ for id_, entry in found.draft.digest.items() if entry[2].endswith(THEIRS)}
        shares = {SICHUAN: sorted(theirs), CHONGQING: sorted(found.draft.digest.keys() - theirs)}
    for region, clauses in shares.items():
        told = {"clauses": clauses, "responsible": [region], "reason": "各管一段"}
        motion = road.by(road.lead, "handler", "table_motion", kind="share_clauses", **told).facts["motion"]
        for voter in BOTH:
            road.by(voter, "approver", "vote_motion", motion=motion, position="agree")
    builders.frozen(road, "consultation")
    road.by(road.lead, "handler", "open_consultation", days=30, written_to="各有关部门", letter=PAPER)


def clause_of(story: Story, title: str) -> str:
    with story.standing() as found:
        assert found.frozen is not None
        return next(key for key, entry in found.frozen.digest.items() if entry[2].endswith(title))


@pytest.mark.timeout(180)
def test_a_corrected_clause_asks_only_the_region_that_answers_for_it(story: Story) -> None:
    story.reach(Joint.DRAFTING, "CY", BOTH)
    story.walk(shared_out, builders.answering, builders.reviewing, builders.approving)
    freeze(story, "final")
    approved(story)
    corrected = clause_of(story, THEIRS)
    story.by(CHONGQING, "drafter", "save_draft", clause=corrected, words="设施故障时应在 12 h 内修复。")
    freeze(story, "final")
    assert stale(story) == [SICHUAN]
    approver = story.person(SICHUAN, "approver")
    approver.picture("story-clause-stale", story.page)
    approver.picture("story-clause-shares", f"{story.page}/text#shares")
    approver.picture("story-clause-sheet", f"{story.page}/steps/approve_release")
    story.person(CHONGQING, "approver").picture("story-clause-kept", story.page)
    story.person(CHONGQING, "handler").picture("story-clause-motion", f"{story.page}/steps/table_motion")
    assert approver.go(story.page).get_by_role("button", name=say("step.approve_release"), exact=True).count()
    story.gate(SICHUAN)
    story.by(SICHUAN, "approver", "approve_release", position="agree")
    assert not stale(story)
    assert {story.track(region) for region in BOTH} == {Track.APPROVED}
    story.by(CHONGQING, "keeper", "reserve_number")
    story.by(SICHUAN, "keeper", "confirm_number")
    story.walk(scheduled)
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
