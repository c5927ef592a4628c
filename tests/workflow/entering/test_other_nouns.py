"""Promises, meetings, applications and indicators, each through its whole course and its refusals."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import PAPER, SECOND, World, founded
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow.records.entries import Entry
from workflow.vocabulary import EntryState


@pytest.fixture
def keeping(database_url: str) -> Iterator[Keeping]:
    world: World = founded(database_url)
    yield Keeping(world, world.agreements["JJJ"])
    world.database.dispose()


def day(keeping: Keeping, ahead: int) -> str:
    return str((keeping.at + timedelta(days=ahead)).date())


def test_a_promise_is_kept_when_another_region_says_so(keeping: Keeping) -> None:
    told = {
        "title": "共享标准目录",
        "instrument": "合作备忘录",
        "obligation": "每季度交换目录",
        "due": day(keeping, 30),
    }
    made = keeping.begin("promise", "undertake", **told)
    keeping.take(made, "report_progress", account="已整理一半")
    assert keeping.refused(made, "deliver", SECOND, account="代办") == ["own_entry"]
    keeping.take(made, "deliver", account="目录已交换")
    assert keeping.refused(made, "settle_promise") == ["others_entry"]
    assert keeping.take(made, "return_promise", SECOND, reason="缺二季度") == "open"
    keeping.take(made, "postpone", due=day(keeping, 60), reason="补齐")
    keeping.take(made, "deliver", account="已补齐")
    assert keeping.take(made, "settle_promise", SECOND) == "settled"


def test_a_meeting_is_held_once_all_signed_in_and_its_resolution_becomes_a_task(keeping: Keeping) -> None:
    told = {"title": "第一次联席会议", "on": day(keeping, 10), "place": "北京", "agenda": "编制计划\n互认清单"}
    made = keeping.begin("joint_meeting", "call_meeting", **told)
    task = {"task": "起草管理办法", "task_owner": SECOND, "due": day(keeping, 40)}
    asked: dict[str, Any] = {"item": "编制计划", "resolution": "同意", "agreed": list(REGIONS)}
    assert keeping.refused(made, "resolve_item", **asked, task="起草") == ["task_whole"]
    keeping.take(made, "resolve_item", **asked, **task)
    keeping.later(11)
    minutes = {"account": "纪要", "evidence": PAPER, "held_on": day(keeping, -1)}
    assert keeping.refused(made, "hold_meeting", **minutes) == ["all_attended"]
    sign_in: dict[str, Any] = {"title": "市场监管局", "parent": made}
    slips = [keeping.begin("attendance", "enter_entry", region, **sign_in) for region in REGIONS]
    keeping.take(slips[-1], "end_entry", REGIONS[-1], reason="签错会议")
    assert keeping.refused(made, "hold_meeting", **minutes) == ["all_attended"]
    keeping.begin("attendance", "enter_entry", REGIONS[-1], **sign_in)
    assert keeping.take(made, "hold_meeting", **minutes) == "held"
    with keeping.world.database.read() as session:
        found = {one.kind: one for one in session.scalars(sa.select(Entry).order_by(Entry.id))}
    assert (found["task"].region_code, found["task"].parent_id) == (SECOND, found["resolution"].id)
    assert found["task"].state is EntryState.OPEN


def test_an_application_is_judged_by_another_hand_and_its_title_ends_by_itself(keeping: Keeping) -> None:
    told = {"title": "冷链标准化试点", "level": "province", "unit": "物流集团"}
    made = keeping.begin("pilot", "apply", **told)
    assert keeping.refused(made, "admit", due=day(keeping, 300)) == ["other_hand"]
    keeping.take(made, "admit", role="approver", due=day(keeping, 300))
    keeping.take(made, "examine", role="approver", score="82", account="进展正常")
    keeping.take(made, "accept_result", role="approver", score="91", honour="示范单位", until=day(keeping, 100))
    assert keeping.seen(made).held.fields["score"] == 91
    keeping.later(100)
    assert keeping.seen(made).held.state is EntryState.PASSED  # its last day is a day of it
    keeping.later(1)
    assert keeping.seen(made).held.state is EntryState.EXPIRED


def test_a_target_is_met_by_its_figures_and_by_nothing_else(keeping: Keeping) -> None:
    told = {
        "title": "协同标准数",
        "definition": "现行协同地方标准",
        "unit": "项",
        "direction": "at_least",
        "target": "400",
    }
    made = keeping.begin("target", "set_target", **told, due=day(keeping, 365))
    assert keeping.refused(made, "reach_target") == ["target_met"]
    keeping.take(made, "tell_figure", of_day=day(keeping, -1), figure="399.5", source="季度统计")
    assert keeping.refused(made, "reach_target") == ["target_met"]
    again = {"of_day": day(keeping, -1), "figure": "399.5", "source": "季度统计"}
    assert keeping.refused(made, "tell_figure", **again) == ["figure_new"]
    keeping.take(made, "tell_figure", SECOND, of_day=day(keeping, 0), figure="400", source="季度统计")
    keeping.take(
        made, "tell_figure", of_day=day(keeping, -30), figure="12", source="补报上月"
    )  # told late, not the last
    assert keeping.refused(made, "miss_target", reason="未到") == ["target_over"]
    keeping.later(366)
    assert keeping.refused(made, "miss_target", reason="未到") == ["target_over"]  # its day is over, and it was met
    assert keeping.take(made, "reach_target") == "reached"


def test_a_target_is_missed_when_its_day_is_over_without_it(keeping: Keeping) -> None:
    told = {"title": "互认标准数", "definition": "互认", "unit": "项", "direction": "at_least", "target": "9"}
    made = keeping.begin("target", "set_target", **told, due=day(keeping, 10))
    keeping.take(made, "tell_figure", of_day=day(keeping, 0), figure="8", source="季度统计")
    keeping.later(10)
    assert keeping.refused(made, "miss_target", reason="差一项") == ["target_over"]
    keeping.later(1)
    assert keeping.take(made, "miss_target", reason="差一项") == "missed"
