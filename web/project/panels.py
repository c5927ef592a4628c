"""Review panels as plain views: members and interests, the count while it votes, the votes once it has concluded."""

from typing import Any

from flask import g

from web.citations import cited
from web.present import day, due, instant, region
from workflow import clock
from workflow.demanding import place_of
from workflow.picture.standing import Case, Seat, Standing
from workflow.reads.panels import Seated, Tally, is_open, tally
from workflow.records.panels import Demand, PanelMember, ReviewPanel
from workflow.rules import voting
from workflow.rules.reviewing import notice_ends
from workflow.vocabulary import Panel
from workflow.words import say, tell


def panel_view(standing: Standing, seat: Seat, panel: ReviewPanel, seated: list[Seated]) -> dict[str, Any]:
    """One panel."""
    is_told = standing.terms["review.tally"].value == "open"
    count = tally(panel, seated, is_told=is_told)
    return {
        "id": panel.id,
        "heading": _heading(standing, panel),
        "region": region(standing.places[panel.region_code]) if panel.region_code else None,
        "state": tell(panel.state),
        "facts": _facts(standing, panel, count),
        "quorum": _quorum(standing, panel),
        "members": [_member(standing, seat, panel, one) for one in seated],
        "is_open": is_open(panel),
        "due": _due(standing, panel),
    }


def _heading(standing: Standing, panel: ReviewPanel) -> str:
    """Which review, and whose where each region has its own panel."""
    if panel.region_code is None:
        return say("第 {n} 次审查", n=panel.round)
    return say("第 {n} 次审查，{region}的审查组", n=panel.round, region=standing.named(panel.region_code))


def _facts(standing: Standing, panel: ReviewPanel, count: Tally) -> list[dict[str, str]]:
    by_letter = say("review.letter") if panel.by_letter else say("review.meeting")
    rows = [
        {"term": say("方式"), "words": by_letter},
        {"term": say("日期与地点"), "words": f"{panel.meets_on} {panel.place}".strip()},
        {"term": say("材料发出"), "words": str(instant(panel.noticed_at)) if panel.noticed_at else ""},
        {"term": say("开始表决"), "words": str(instant(panel.opened_at)) if panel.opened_at else ""},
        {"term": say("成员"), "words": _attendance(panel, count)},
        {"term": say("已表决"), "words": f"{count.voted}/{count.present}" if count.present else ""},
        {"term": say("计票规则"), "words": _rule(standing, panel)},
        {"term": say("结论"), "words": _outcome(panel, count)},
    ]
    return [row for row in rows if row["words"]]


def _attendance(panel: ReviewPanel, count: Tally) -> str:
    if panel.by_letter:
        return say("{n} 人，回函 {replied} 人", n=count.members, replied=count.voted)
    return say("{n} 人，出席 {present} 人", n=count.members, present=count.present)


def _rule(standing: Standing, panel: ReviewPanel) -> str:
    """What carries the vote, with the source of each figure."""
    needs, there = voting.shares(standing.terms), say("回函") if panel.by_letter else say("到会")
    is_committee = standing.terms["review.rule"].value == voting.COMMITTEE
    cites = cited(standing.terms["review.committee_pass" if is_committee else "review.pass"].cites)
    told = {"there": there, "quorum": str(needs.quorum), "agree": str(needs.agree), "cites": cites}
    if is_committee:
        words = (
            "成员 {quorum} 以上{there}方为有效；{there}者 {agree} 以上同意、反对不超过 {against} 为通过。依据：{cites}"
        )
        return say(words, against=str(needs.against), **told)
    return say(
        "成员 {quorum} 以上{there}方为有效；{there}者 {agree} 以上同意为通过，弃权计入{there}人数。依据：{cites}",
        **told,
    )


def _quorum(standing: Standing, panel: ReviewPanel) -> dict[str, Any] | None:
    """How many are there beside how many must be, from the notice until the conclusion."""
    case = Case(standing, None, g.now, {"panel": panel.id})
    if panel.state not in (Panel.NOTICED, Panel.VOTING) or not voting.judges(case):
        return None
    there, members, need = len(voting.taking_part(case)), len(voting.judges(case)), voting.needed(case)
    until = voting.replies_until(case)
    words = say("{there} 人到会或回函，法定人数 {need}", there=there, need=need)
    told = {"there": there, "members": members, "need": need, "words": words, "is_met": there >= need}
    return told | {"until": due(until) if until else None}


def _outcome(panel: ReviewPanel, count: Tally) -> str:
    told = [say("{stand} {n} 票", stand=stand, n=n) for stand, n in count.votes.items()]
    if not is_open(panel):
        return say("表决中：{votes}", votes=told) if told else ""
    passed = say("审查通过") if panel.is_passed else say("审查未通过")
    return say("{outcome}（{votes}），{day}", outcome=passed, votes=told, day=day(panel.concluded_at))


def _due(standing: Standing, panel: ReviewPanel) -> dict[str, Any] | None:
    """The first day on which the vote may open."""
    end = notice_ends(Case(standing, None, g.now, {"panel": panel.id}))
    if end is None or panel.noticed_at is None or g.now >= end:
        return None
    term = standing.terms["review.notice_days_letter" if panel.by_letter else "review.notice_days"]
    how = say(
        "{day} 发出材料，满 {n} 日后方可表决。依据：{cites}",
        day=day(panel.noticed_at),
        n=term.value,
        cites=cited(term.cites),
    )
    return due(clock.day_of(end), arithmetic=how)


def _member(standing: Standing, seat: Seat, panel: ReviewPanel, one: Seated) -> dict[str, Any]:
    member = one.member
    tags = [say("组长")] if member.is_chair else []
    tags += [say("使用方")] if member.is_user else []
    tags += [say("已退出")] if member.left_at else []
    place = standing.places.get(member.region_code)
    return {
        "name": tell(one.person),
        "organ": tell(one.organ),
        "region": region(place) if place else None,
        "tags": tags,
        "interest": say(f"interest.{member.interest}") if member.interest else say("未申报"),
        "is_barred": member.interest not in (None, "none"),
        "presence": _presence(member),
        "vote": _vote(seat, panel, one),
        "opinion": member.opinion if is_open(panel) or member.person_id == seat.person_id else "",
        "is_gone": member.left_at is not None,
    }


def _presence(member: PanelMember) -> str:
    if member.signed_in_at:
        return say("{at} 签到", at=instant(member.signed_in_at))
    return say("出席") if member.is_present else ""


def _vote(seat: Seat, panel: ReviewPanel, one: Seated) -> str:
    """Everybody's vote once the panel has concluded; until then only one's own."""
    member = one.member
    if member.vote is None:
        return ""
    if is_open(panel):
        return str(tell(member.vote))
    return say("您：{vote}", vote=member.vote) if member.person_id == seat.person_id else say("不公开")


def demand_view(standing: Standing, demand: Demand) -> dict[str, Any]:
    """A change that a review demanded, of which clause, and the text that made it."""
    met = next((v.number for v in standing.versions if v.id == demand.met_in), None)
    panel = next((p for p in standing.panels if p.id == demand.panel_id), None)
    place = standing.places.get(panel.region_code or "") if panel else None
    return {
        "words": demand.words,
        "clause": _place(standing, demand),
        "region": region(place) if place else None,
        "met": say("文本 {n} 已落实", n=met) if met else say("未落实"),
    }


def _place(standing: Standing, demand: Demand) -> dict[str, str] | None:
    """The clause that it begins with, in the newest text."""
    newest = standing.draft
    found = place_of(demand.words, newest.digest) if newest else None
    if found is None or newest is None:
        return None
    return {"href": f"/standards/{standing.standard.id}/text?version={newest.number}#k-{found[0]}", "words": found[1]}
