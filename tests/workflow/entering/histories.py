"""A history of entries of every noun, lived through the door, and its leaves to be forged."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import timedelta
from typing import Any

from tests.cast import PAPER, SECOND
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow import entering
from workflow.db import Database
from workflow.entering import declaring
from workflow.records.events import Event
from workflow.replaying import entries
from workflow.replaying.around import Around
from workflow.replaying.group import Groups, Told
from workflow.replaying.stored import opened_where, told_where
from workflow.replaying.verdict import Verdict

Leaf = dict[str, Any]
Numbered = tuple[str, int, Mapping[str, Any]]


def day(keeping: Keeping, ahead: int) -> str:
    return str((keeping.at + timedelta(days=ahead)).date())


def lived(keeping: Keeping) -> None:
    """One entry of each noun from its beginning to its end, a list with a changed source among them."""
    printed = a_list(keeping)
    a_promise(keeping)
    a_meeting(keeping)
    an_application(keeping)
    a_target(keeping)
    a_register(keeping)
    some_declarations(keeping, printed)


def a_list(keeping: Keeping) -> int:
    """Gives the one that was entered as printed: it stays on the list."""
    listed = keeping.begin("recognition", "nominate", title="质量诊断准则", type="local", scope="两地适用")
    keeping.take(listed, "compare_source", account="已比对")
    keeping.take(listed, "give_opinion", account="同意")
    for region in REGIONS:
        keeping.take(listed, "take_stand", region, "approver", position="agree")
    keeping.take(listed, "put_on_notice", due=day(keeping, 20))
    keeping.later(25)
    keeping.take(listed, "list_batch", batch="1")
    keeping.take(listed, "report_change", reason="修订", due=day(keeping, 100))
    keeping.take(listed, "renew", SECOND, "approver", conditions="限于本市")
    keeping.later(120)
    printed = {"printed_in": "2024年第1号公告", "accepted_by": [REGIONS[0], SECOND], "batch": "3"}
    told = {"title": "已列入的清单", "type": "local", "scope": "两地", "region": REGIONS[0], **printed}
    seat = keeping.world.seat(REGIONS[0], "handler")
    given = (keeping.world.database, keeping.agreement, "recognition", "enter_listed", seat, told)
    return entering.begin(*given, at=keeping.at).entry_id


def a_promise(keeping: Keeping) -> None:
    told = {"title": "共享目录", "instrument": "备忘录", "obligation": "每季度交换", "due": day(keeping, 30)}
    made = keeping.begin("promise", "undertake", **told)
    keeping.take(made, "report_progress", account="已整理一半")
    keeping.take(made, "postpone", due=day(keeping, 60), reason="补齐")
    keeping.take(made, "deliver", account="目录已交换")
    keeping.take(made, "return_promise", SECOND, reason="缺二季度")
    keeping.take(made, "deliver", account="已补齐")
    keeping.take(made, "settle_promise", SECOND)


def a_meeting(keeping: Keeping) -> None:
    told = {"title": "第一次联席会议", "on": day(keeping, 10), "place": "北京", "agenda": "编制计划"}
    made = keeping.begin("joint_meeting", "call_meeting", **told)
    task = {"task": "起草管理办法", "task_owner": SECOND, "due": day(keeping, 40)}
    keeping.take(made, "resolve_item", item="编制计划", resolution="同意", agreed=list(REGIONS), **task)
    keeping.later(11)
    for region in REGIONS:
        keeping.begin("attendance", "enter_entry", region, title="市场监管局", parent=made, key=f"{made}/{region}")
    keeping.take(made, "hold_meeting", account="纪要", evidence=PAPER, held_on=day(keeping, -1))


def an_application(keeping: Keeping) -> None:
    made = keeping.begin("pilot", "apply", title="冷链标准化试点", level="province", unit="物流集团")
    keeping.take(made, "admit", role="approver", due=day(keeping, 300))
    keeping.take(made, "examine", role="approver", score="82", account="进展正常")
    keeping.take(made, "accept_result", role="approver", score="91", honour="示范单位", until=day(keeping, 100))
    keeping.later(102)


def a_target(keeping: Keeping) -> None:
    told = {"title": "标准数", "definition": "现行", "unit": "项", "direction": "at_least", "target": "400"}
    made = keeping.begin("target", "set_target", **told, due=day(keeping, 365))
    keeping.take(made, "tell_figure", of_day=day(keeping, -1), figure="399.5", source="季度统计")
    keeping.take(made, "tell_figure", SECOND, of_day=day(keeping, 0), figure="400", source="季度统计")
    keeping.take(made, "reach_target")


def a_register(keeping: Keeping) -> None:
    """Two of one kind with keys of their own; the first is amended, then ended."""
    told = {"organisation_type": "institute", "persons": "张某"}
    made = [keeping.begin("attendance", "enter_entry", title=key, key=key, **told) for key in ("甲", "乙")]
    keeping.take(made[0], "amend_entry", title="甲所", key="甲", reason="更名", **told)
    keeping.take(made[0], "end_entry", reason="不再参加")


def some_declarations(keeping: Keeping, listed: int) -> None:
    """Two of a listed standard: one confirmed and ended by who declared it, one taken back before anybody judged."""
    database = keeping.world.database
    said = {"since": "2026-01-05", "contact": "法务部", "region": SECOND, "parent": str(listed)}
    named = [said | {"title": name, "organisation": name} for name in ("甲公司", "乙公司")]
    given = (database, keeping.agreement, "use_declaration")
    (first, ends), (_, takes_back) = (declaring.declare(*given, one, at=keeping.at) for one in named)
    keeping.take(first.entry_id, "confirm_entry", SECOND)
    declaring.leave(database, ends, {"reason": "停产"}, at=keeping.at)
    declaring.leave(database, takes_back, {}, at=keeping.at)


def told(database: Database) -> tuple[list[Told], dict[tuple[str, int], dict[str, str]]]:
    """All leaves, and what stands behind those of entries."""
    with database.read() as session:
        return list(told_where(session)), opened_where(session, Event.noun == entries.NOUN)


def judged(leaves: Sequence[Numbered], opened: Any) -> Iterator[Verdict]:
    return entries.verdicts(Groups(leaves), Around.of(leaves), leaves, opened)


class Forger:
    """Leaves in a forger's hand: one thing changed, and the chain mended after it as he would."""

    def __init__(self, leaves: list[Told]) -> None:
        self.leaves: list[tuple[str, int, Leaf]] = [
            (origin, index, deepcopy(dict(leaf))) for origin, index, leaf in leaves
        ]

    def of(self, act: str, nth: int = 0) -> Leaf:
        return [leaf for _, _, leaf in self.leaves if leaf["act"] == act and leaf["obj"].startswith("entry/")][nth]

    def without(self, act: str, nth: int = 0) -> None:
        """An act that was never done."""
        gone = self.of(act, nth)
        self.leaves = [told for told in self.leaves if told[2] is not gone]
        self.mend(gone["obj"])

    def again(self, act: str, nth: int = 0, after: str | None = None, **changes: Any) -> Leaf:
        """The same act once more, right after it or after another."""
        first = self.of(act, nth)
        place = next(n for n, told in enumerate(self.leaves) if told[2] is (self.of(after) if after else first))
        copy = deepcopy(first) | {"stmt": None, "cer": None} | changes
        copy |= {"ts": self.leaves[place][2]["ts"]}
        self.leaves.insert(place + 1, (*self.leaves[place][:2], copy))
        self.mend(first["obj"])
        return copy

    def mend(self, obj: str) -> None:
        """Numbers without a gap, each act from where the last one led."""
        mine = [leaf for _, _, leaf in self.leaves if leaf["obj"] == obj]
        for before, (n, leaf) in zip([None, *mine], enumerate(mine, 1), strict=False):
            leaf |= {"seq": n, "from": before["to"] if before else {}}
