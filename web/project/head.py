"""The head of a project: title, numbers, phase bar; and what is missing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import g

from web.citations import reckoning
from web.present import due, group, leg_label, region, seal, seals, short_day, title
from workflow import arithmetic, clock
from workflow.picture.standing import Seat, Standing
from workflow.process.gaps.gap import Gap
from workflow.process.missing import is_more_behind
from workflow.process.standard import forward
from workflow.records.numbers import RegionNumber
from workflow.rules.numbering import number_of
from workflow.vocabulary import LIVE, Joint, Stage, Track
from workflow.who import SEATED
from workflow.words import language, say, tell

BEGINS = {Stage.INITIATION: "propose", Stage.DRAFTING: "begin_drafting", Stage.RELEASE: "pass_review"}
WITHIN = {
    Joint.PROPOSED: 15,
    Joint.INITIATING: 55,
    Joint.DRAFTING: 15,
    Joint.CONSULTING: 40,
    Joint.ANSWERING: 60,
    Joint.REVIEWING: 85,
    Joint.APPROVING: 35,
    Joint.SCHEDULED: 70,
    Joint.SEALED: 85,
    Joint.RELEASED: 95,
}
COUNT_WORDS = "一两三四五六七八九十"


def head(standing: Standing, seat: Seat, numbers: list[RegionNumber], began: Mapping[str, datetime]) -> dict[str, Any]:
    """The head line: what it is, which numbers it bears or would bear, and where it stands."""
    standard, place = standing.standard, standing.places.get(seat.region or "")
    over = [
        group(standing.agreement),
        tell(standard.field),
        tell(standard.nature),
        say("牵头：{region}", region=standing.named(standard.lead_region)),
        *within(standing),
        tell(standard.state),
    ]
    worn = f"{region(place)['char'] if place else ''} {tell(seat.role)}".strip()
    return {
        "title": title(standard),
        "over": over,
        "seat": worn,
        "nums": nums(standing, numbers),
        "phases": phases(standing, began),
    }


def within(standing: Standing) -> list[str]:
    """The parts of regions in which alone the standard holds."""
    codes = standing.standard.territory
    return [say("适用于{places}", places=standing.parts_named(codes))] if codes else []


def nums(standing: Standing, numbers: list[RegionNumber]) -> list[Any]:
    """The numbers it bears; before release those that the reserved serial would give, said as reserved."""
    if numbers:
        carried = {n.display for n in numbers if standing.tracks[n.region_code].state is not Track.REPEALED}
        shown = dict.fromkeys(n.display for n in numbers)
        return [each if each in carried else say("{number}（已废止）", number=each) for each in shown]
    if standing.serial is None:
        return [say("未编号")]
    year = clock.day_of(standing.release.instant if standing.release else g.now).year
    drawn = dict.fromkeys(number_of(standing, code, year).display for code in standing.counted)
    return [{"words": say("号段预留"), "strong": str(standing.serial.serial)}, *drawn]


def phases(standing: Standing, began: Mapping[str, datetime]) -> list[dict[str, Any]]:
    """Four legs; the present one carries the seals of today."""
    now = standing.state.stage
    return [_leg(standing, stage, now, began) for stage in Stage]


def _leg(standing: Standing, stage: Stage, now: Stage, began: Mapping[str, datetime]) -> dict[str, Any]:
    when = "past" if stage < now else "now" if stage == now else "next"
    percent = {"past": 100, "next": 0}.get(when, WITHIN.get(standing.state, 100))
    leg: dict[str, Any] = {
        "name": leg_label(standing.agreement, stage),
        "when": when,
        "percent": percent,
        "note": _note(standing, stage, when, began),
    }
    leg["told"] = {"past": say("已完成"), "next": say("未开始")}.get(when, tell(standing.state))
    outlook = standing.standard.outlook or {}
    if when == "now":
        leg["seals"] = seals(standing.places, outlook.get("seals", {}))
    if stage is Stage.DRAFTING and standing.draft is not None:
        leg["aside"] = say("文本 1—{n}", n=standing.draft.number)
    return leg


def _note(standing: Standing, stage: Stage, when: str, began: Mapping[str, datetime]) -> str:
    if stage is Stage.IMPLEMENTATION and standing.standard.effective_on:
        return say("{day} 起施行", day=standing.standard.effective_on)
    start = began.get(BEGINS.get(stage, ""))
    if start is None:
        return "—"
    end = (
        began.get(BEGINS.get(Stage(stage + 1), "release")) if when == "past" and stage < Stage.IMPLEMENTATION else None
    )
    if end is not None:
        return say("{start} 至 {end}", start=short_day(start), end=short_day(end))
    return say("自 {start}，今天 {today}", start=short_day(start), today=short_day(g.now))


# --- what is missing ------------------------------------------------------------------------------------------------


def missing(standing: Standing, seat: Seat, found: list[Gap]) -> dict[str, Any]:
    """Each gap as a sentence, the reader's own first."""
    states = (standing.standard.outlook or {}).get("seals", {})
    told = [_gap(standing, seat, gap, states) for gap in found]
    return {
        "heading": _heading(standing, sum(gap.role is not None for gap in found)),
        "gaps": told,
        "complete": _complete(standing),
    }


def _heading(standing: Standing, n: int) -> str:
    if n == 0:
        return say("不差任何一件，只等时间")
    ahead = forward(standing)
    count = COUNT_WORDS[n - 1] if language() == "zh" and 0 < n <= len(COUNT_WORDS) else str(n)
    if not ahead or standing.state in LIVE:
        return say("还有{n}件事待办", n=count)
    if is_more_behind(standing, g.now):
        return say("先办{n}件，才轮到“{step}”的其余条件", n=count, step=f"step.{ahead}")
    return say("还差{n}件，才能“{step}”", n=count, step=f"step.{ahead}")


def _complete(standing: Standing) -> str:
    if standing.state in LIVE:
        return say("没有未办的事项。")
    return say("项目已结束。") if standing.state.is_end else say("届时自动办理，无须再有人动手。")


def is_mine(gap: Gap, seat: Seat) -> bool:
    """Whether the gap waits for this seat."""
    mine = gap.role is not None and SEATED.get(gap.role) is seat.role
    return (
        mine
        and gap.region in (None, seat.region)
        and gap.organ_id in (None, seat.organ_id)
        and gap.person_id in (None, seat.person_id)
    )


def holders(standing: Standing, gap: Gap) -> list[str]:
    """Who could do it: the person named, who has claimed it, or all who hold the office."""
    if gap.role is None:
        return []
    if gap.person_id is not None:
        return [str(tell(standing.person(gap.person_id)))]
    claims = (c for c in standing.claims if (c.region_code, c.role) == (gap.region, gap.role))
    claimed = next((c.person_id for c in claims if gap.organ_id in (None, c.organ_id)), None)
    if claimed is not None:
        return [str(tell(standing.person(claimed)))]
    offices = (
        (s, p)
        for s, p in standing.roster
        if s.role is SEATED.get(gap.role) and s.region_code == gap.region and gap.organ_id in (None, s.organ_id)
    )
    return list(dict.fromkeys(str(tell(p.called)) for _, p in offices))[:3]


def _gap(standing: Standing, seat: Seat, gap: Gap, states: Mapping[str, str]) -> dict[str, Any]:
    mine = is_mine(gap, seat)
    sentence = say(gap.key, **gap.facts)
    names = holders(standing, gap)
    if mine:
        sentence += say("轮到您。")
    elif names:
        sentence += say("由 {names} 办理。", names=names)
    made: dict[str, Any] = {"sentence": sentence, "mine": mine, "mark": "时" if gap.role is None else "共"}
    if gap.region:
        made["seal"] = seal(standing.places[gap.region], states.get(gap.region, "open"))
    steps = arithmetic.reckoned(standing, gap)
    return made | ({"due": due(gap.due, arithmetic=reckoning(steps))} if steps else {})
