"""京津冀, 京 leads: 冀 objects ten minutes before the instant, is gone on without, joins a year later; at the end one
region remains, and the standard is its own.

Where the story lets one region's yes stand after a clause of another was corrected, the default terms bind each yes to
the whole text: both say it anew, once the final text is frozen without 冀.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cast import LEAD, SECOND, THIRD
from tests.journeys.person import PAPER
from tests.journeys.story import Story, told
from workflow.vocabulary import Joint, MotionState, Number, Track

BEIJING, TIANJIN, HEBEI = LEAD, SECOND, THIRD


@pytest.fixture
def story(browser: Browser, sqlite_url: str, tmp_path: Path) -> Iterator[Story]:
    with told(browser, sqlite_url, tmp_path) as made:
        yield made


def objected(story: Story) -> None:
    """The release is broken ten minutes before its instant; the others are back at their yes, outside nobody saw it."""
    with story.standing() as found:
        assert found.release is not None
        instant = found.release.instant
    story.town.wait(seconds=(instant - story.town.now).total_seconds() - 600)
    words = {"reason": "6.2 与本省条例不一致", "lift": "改写 6.2", "position": "disagree"}
    story.by(HEBEI, "approver", "object_release", clauses=[clause(story, 5)], **words)
    assert story.state() is Joint.APPROVING
    assert (story.track(BEIJING), story.track(HEBEI)) == (Track.APPROVED, Track.OBJECTED)
    story.person(BEIJING, "handler").picture("story-objection", story.page)
    story.person(HEBEI, "approver").picture("story-objection-room", f"{story.page}/release")


def clause(story: Story, nth: int) -> str:
    with story.standing() as found:
        assert found.frozen is not None
        return list(found.frozen.digest)[nth]


def gone_on_without(story: Story) -> None:
    """The text is corrected, the objection stays; after its term and the grace the others carry a motion."""
    drafter = {"clause": clause(story, 5), "words": "与各地条例一致的写法见附录。"}
    story.by(BEIJING, "drafter", "save_draft", **drafter)
    final = {"purpose": "final", "summary": "按异议改写 6.2", "explanation": PAPER}
    story.by(BEIJING, "drafter", "freeze_text", **final)
    story.town.wait(days=30 + 16)
    late = {"kind": "go_on_without", "region": HEBEI, "reason": "异议逾期未消除"}
    story.by(BEIJING, "handler", "table_motion", **late)
    motion = story.motion()
    story.person(TIANJIN, "approver").picture("story-motion-open", story.page)
    story.votes(motion, BEIJING, TIANJIN)
    assert story.track(HEBEI) is Track.OUTSIDE
    story.person(HEBEI, "approver").picture("story-gone-on-without", story.page)


def released_by_two(story: Story) -> None:
    story.by(BEIJING, "drafter", "freeze_text", purpose="final", summary="两地文本", explanation=PAPER)
    for region in (BEIJING, TIANJIN):
        story.gate(region)
        story.by(region, "approver", "approve_release", position="agree")
    instant = f"{story.town.day(2)}T10:00"
    story.by(TIANJIN, "officer", "schedule_release", instant=instant, effective=story.town.day(70))
    for region in (BEIJING, TIANJIN):
        owner = story.town.world.seat(region, "approver").organ_id
        papers = {"document_number": f"公告〔2026〕{region[:2]}号", "issuer": "市场监督管理局", "filing_owner": owner}
        story.by(region, "officer", "confirm_release", **papers)
    story.town.wait(days=3)
    story.becomes(Joint.RELEASED)
    with story.standing() as found:
        assert set(found.numbers) == {BEIJING, TIANJIN}


def joined(story: Story) -> None:
    """冀 consults at home; 津 blocks once, is silent the next time; 冀 announces under the same number."""
    story.by(HEBEI, "handler", "accede", plan_number="冀2027-7", reason="本省需要")
    posting = {"address": "https://example.invalid/home", "posted_on": story.town.day(0), "days": 30}
    story.by(HEBEI, "handler", "post_at_home", **posting)
    admit = {"kind": "admit", "region": HEBEI, "reason": "采用现行文本"}
    story.by(HEBEI, "handler", "table_motion", **admit)
    block = {"position": "disagree", "reason": "前言将先于其文本列出该地区"}
    story.by(TIANJIN, "approver", "vote_motion", motion=story.motion(), **block)
    story.by(BEIJING, "approver", "vote_motion", motion=story.motion(), position="agree")
    story.person(HEBEI, "handler").picture("story-admission-blocked", story.page)
    over(story, MotionState.LOST)
    story.by(HEBEI, "handler", "table_motion", **admit)
    story.by(BEIJING, "approver", "vote_motion", motion=story.motion(), position="agree")
    over(story, MotionState.CARRIED)
    story.gate(HEBEI)
    words = {"document_number": "冀公告〔2027〕3号", "issuer": "河北省市场监督管理局", "dated": story.town.day(0)}
    owner = story.town.world.seat(HEBEI, "approver").organ_id
    last = {"effective": story.town.day(30), "filing_owner": owner}
    story.by(HEBEI, "approver", "announce_accession", **words, **last)
    with story.standing() as found:
        assert set(found.numbers) == {BEIJING, TIANJIN, HEBEI}
    for region, duty in story.duties("publish_text", "filing"):
        if region == HEBEI:
            done = {"done_on": story.town.day(0), "receipt_number": "冀备1", "account": "已办"}
            story.by(HEBEI, "handler", "report_duty", duty=duty, **done)
    story.person(BEIJING, "handler").picture("story-joined", story.page)
    story.town.wait(days=31)
    story.until(lambda: story.track(HEBEI) is Track.IN_FORCE)


def over(story: Story, state: MotionState) -> None:
    """The last day of the matter passes, and the worker ends it."""
    story.town.wait(days=16)

    def ended() -> bool:
        with story.standing() as found:
            return found.motions[-1].state is state

    story.until(ended)


def de_jointed(story: Story) -> None:
    """津 and 冀 repeal theirs; after the grace 京 goes on alone under the number that is used for ever."""
    for region in (TIANJIN, HEBEI):
        story.gate(region, outcome="repeal")
        words = {"reason": "本地区不再需要", "document_number": f"{region}公告〔2028〕9号"}
        story.by(region, "approver", "repeal_here", **words, repealed_on=story.town.day(30))
    story.person(BEIJING, "handler").picture("story-one-left", story.page)
    story.town.wait(days=32)
    story.becomes(Joint.CONVERTED)
    assert story.track(BEIJING) is Track.SEPARATED
    with story.standing() as found:
        assert found.serial is not None
        assert found.serial.state is Number.USED
    story.person(BEIJING, "handler").picture("story-de-jointed", story.page)
    story.person(BEIJING, "handler").picture("story-de-jointed-public", f"/public{story.page}")


@pytest.mark.timeout(240)
def test_an_objection_an_accession_and_the_end_of_the_joint_life(story: Story) -> None:
    story.reach(Joint.SEALED, "JJJ", (BEIJING, TIANJIN, HEBEI))
    objected(story)
    gone_on_without(story)
    released_by_two(story)
    story.town.wait(days=365)
    story.becomes(Joint.IN_FORCE)
    joined(story)
    de_jointed(story)
