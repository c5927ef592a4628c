"""Experts and draws as plain views: what a seat may read of them, and what waits for it."""

import secrets
from hashlib import sha256
from typing import Any

from web.present import day, due, instant, region, title
from workflow.accord.bank import is_usable
from workflow.accord.picture import Accord
from workflow.picture.standing import Case, Seat
from workflow.reads import experts as reads
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.vocabulary import DrawState, Ground, SeatRole
from workflow.words import say, tell

Json = dict[str, Any]
OFFICES = frozenset({SeatRole.HANDLER, SeatRole.APPROVER, SeatRole.SECRETARY, SeatRole.AUDITOR})


def sees_all(seat: Seat, one: Expert) -> bool:
    """Titles, histories and work are for the offices of the group, and each expert's own for himself."""
    return seat.role in OFFICES or seat.person_id == one.person_id


def sees_contact(seat: Seat, one: Expert) -> bool:
    """How to reach an expert is for who calls panels, for the office that nominated him, and for himself."""
    is_office = seat.role is SeatRole.HANDLER and seat.region == one.region_code
    return seat.role is SeatRole.SECRETARY or is_office or seat.person_id == one.person_id


def state_of(accord: Accord, one: Expert, case: Case) -> tuple[str, bool]:
    """Where an expert stands, in words, and whether he may be drawn today."""
    if one.left_at is not None:
        return say("已退出专家库"), False
    if one.recognised_at is None:
        voices = accord.bank.voices.get(one.id, [])
        missing = [accord.named(m.region_code) for m in accord.members if m.region_code not in voices]
        return say("待认可：{regions}", regions=missing), False
    if one.suspended_at is not None:
        return say("已暂停"), False
    if one.until < case.today:
        return say("任期已满"), False
    if not is_usable(one, case.today):
        return say("不在，至 {day}", day=day(one.away_until)) if one.away_until else say("不在"), False
    return say("在库"), True


def line(accord: Accord, one: Expert, case: Case, load: reads.Load) -> Json:
    """An expert as a row of the bank."""
    words, is_in = state_of(accord, one, case)
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "codes": " ".join(one.codes),
        "group": tell(one.interest),
        "place": region(accord.places[one.region_code]),
        "state": words,
        "is_in": is_in,
        "load": f"{load.open} / {load.lately}",
    }


def detail(accord: Accord, one: Expert, seat: Seat) -> list[Json]:
    """The facts of one expert that this seat may read."""
    rows: list[tuple[str, Any]] = [(say("工作单位"), one.unit), (say("专业领域"), " ".join(one.codes))]
    if sees_all(seat, one):
        voices = [accord.named(code) for code in accord.bank.voices.get(one.id, [])]
        rows += [(say("职称职务"), one.title), (say("利益方"), tell(one.interest)), (say("任期至"), day(one.until))]
        rows += [(say("认可的地区"), tell(voices)), (say("任职经历"), tell(_history(accord, one)))]
        rows += [(say("账号"), say("已有") if one.person_id else say("还没有"))]
    if sees_contact(seat, one):
        rows += [(say("联系方式"), one.contact)]
    return [{"term": term, "words": str(words)} for term, words in rows if words]


def _history(accord: Accord, one: Expert) -> list[str]:
    jobs = [(j.unit, j.since or "", j.until or "") for j in accord.bank.jobs.get(one.id, [])]
    return [f"{unit} {since}—{until}" if since or until else unit for unit, since, until in jobs]


def draw_line(accord: Accord, draw: Draw) -> Json:
    """A draw as a row: its state and what it waits for."""
    until = {DrawState.COMMITTING: draw.commit_by, DrawState.REVEALING: draw.reveal_by}.get(draw.state)
    return {
        "id": draw.id,
        "standard": draw.frozen["standard"],
        "title": title(accord.bank.drawn_for[draw.standard_id]),
        "size": draw.frozen["size"],
        "state": tell(draw.state),
        "is_open": until is not None,
        "due": due(until) if until else None,
        "when": instant(draw.closed_at or draw.called_at),
    }


def shares(accord: Accord, draw: Draw) -> list[Json]:
    """Each region's share: owed, handed in as a hash, revealed, or kept back."""
    given, found = accord.bank.shares.get(draw.id, {}), []
    for code in draw.frozen["shares"]:
        one = given.get(code)
        words = say("未交哈希") if one is None else say("已公开本份") if one.share is not None else say("已交哈希")
        words = say("没有公开") if code in (draw.silent or ()) else words
        told = {"hash": one.commitment if one else "", "share": (one.share or "") if one else ""}
        found.append({"place": region(accord.places[code]), "state": words, **told})
    return found


def grounds(accord: Accord, draw: Draw) -> list[Json]:
    """Who stands aside and why."""
    names = {one.id: one.name for one in accord.bank.experts}
    return [
        {"name": names.get(one["id"], ""), "grounds": tell([Ground(g) for g in one["grounds"]])}
        for one in draw.frozen["avoided"]
    ]


def quotas(accord: Accord, draw: Draw) -> list[str]:
    """What the panel must hold, and of what it must not hold more, in words."""
    found = []
    for stratum, value, n in draw.frozen["least"]:
        what = accord.named(value) if stratum == "region" else value
        what = say(f"interestgroup.{value}") if stratum == "group" else what
        what = say("领域 {code}", code=value) if stratum == "field" else what
        found.append(say("{what}至少 {n} 人", what=what, n=n))
    for stratum, _, n in draw.frozen["most"]:
        found.append(say("任一地区至多 {n} 人", n=n) if stratum == "region" else say("任一单位至多 {n} 人", n=n))
    return found


def fresh_share() -> Json:
    """A line that a region may take for its share, with its hash; nobody keeps it."""
    share = secrets.token_hex(16)
    return {"share": share, "hash": sha256(share.encode()).hexdigest()}
