"""The technical review as the lives of the demonstration walk it: a panel named by hand, or drawn from the bank."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa

from workflow.demo.acts import BETWEEN, Drawn, Later, Life, Moment, Who, people, person
from workflow.demo.legs import SHORT, chair
from workflow.picture.standing import Case
from workflow.records.draws import Draw
from workflow.records.experts import Expert
from workflow.rules.avoiding import drawn
from workflow.vocabulary import InterestGroup, SeatRole

PANEL: Final = "郑王冯陈"  # a region's experts, in the order in which they are called
SEVEN: Final = 7
AGENDA: Final = "一、宣布审查组名单和会议纪律\n二、起草组介绍编制情况\n三、逐章逐条审查送审稿\n四、表决并宣布结论"


@dataclass(frozen=True)
class Called:
    """Who sits on a panel, and how the form that names them is answered."""

    members: list[Who | Drawn]
    experts: Later
    chair: Later
    users: Later


def reviewed(life: Life, day: int, summary: str, asked: str, *, against: int = 0, field: str = "") -> None:
    """The review draft is frozen, a panel of seven is called, declares itself, votes and passes it."""
    panel = sitting(life, day, summary, spoken=SEVEN, against=against, field=field)
    life.on(day + 15, 16)
    life.act(panel.members[0], "pass_review", **({"demands": asked} if asked else {}))


def sitting(life: Life, day: int, summary: str, *, spoken: int, against: int = 0, field: str = "") -> Called:
    """A panel of seven is called and sits; so many of them vote. With a field it is drawn among who knows that."""
    life.on(day)
    life.by("周", life.lead, "freeze_text", purpose="review", summary=summary)
    life.on(day + 1)
    meets_on, desk = life.day(day + 15).isoformat(), chair(life.agreement)
    life.by("褚", desk, "call_review", by_letter="meeting", meets_on=meets_on, place="示范会议中心", agenda=AGENDA)
    panel = _drawn(life, desk, field) if field else _named(life)
    life.on(day + 2)
    named = {"experts": panel.experts, "chair": panel.chair, "users": panel.users}
    life.by("褚", desk, "appoint_panel", **named)
    life.on(day + 3)
    for expert in panel.members:
        life.act(expert, "declare_interest", interest="none")
    life.on(day + 15, 9)
    life.act(panel.members[0], "open_vote", present=panel.experts)
    for nth, expert in enumerate(panel.members[:spoken]):
        no = {"position": "disagree", "opinion": "建议补充验证数据后再审。"}
        life.act(expert, "vote", **(no if nth >= len(panel.members) - against else {"position": "agree"}))
    return panel


def _named(life: Life) -> Called:
    """Seven, from every region in turn; users of the standard are among them."""
    panel = [(surname, region) for surname in PANEL for region in life.regions][:SEVEN]
    members: list[Who | Drawn] = [Who(surname, region, SeatRole.EXPERT) for surname, region in panel]
    return Called(members, people(*panel), person(*panel[0]), people(*panel[1:3]))


# --- drawn ----------------------------------------------------------------------------------------------------------


def _drawn(life: Life, desk: str, field: str) -> Called:
    """Called, committed to, revealed: the names are nobody's choice, and the life does not know them beforehand."""
    hours = {"commit_by": life.at + timedelta(days=1), "reveal_by": life.at + timedelta(days=2)}
    asked = {name: hour.isoformat() for name, hour in hours.items()}
    life.by("褚", desk, "call_draw", standard=_standard, size=SEVEN, fields=field, **asked)
    shares = {region: f"{SHORT[region]}方随手写下的一行，{life.day(0)}" for region in life.regions}
    for region, share in shares.items():
        life.by("钱", region, "commit_share", draw=_draw, commitment=sha256(share.encode()).hexdigest())
    for region, share in shares.items():
        life.by("钱", region, "reveal_share", draw=_draw, share=share)
    life.at += BETWEEN
    return Called([Drawn(nth) for nth in range(SEVEN)], _experts, lambda moment: _experts(moment)[0], _users)


def _standard(moment: Moment) -> int:
    return moment.standing.standard.id


def _draw(moment: Moment) -> Any:
    mine = sa.select(sa.func.max(Draw.id)).where(Draw.standard_id == _standard(moment))
    return moment.standing.session.scalar(mine)


def _experts(moment: Moment) -> list[int]:
    return drawn(Case(moment.standing, None, moment.standing.standard.since))


def _users(moment: Moment) -> list[int]:
    mine = (Expert.person_id.in_(_experts(moment)), Expert.interest == InterestGroup.USER)
    return [id_ for id_ in moment.standing.session.scalars(sa.select(Expert.person_id).where(*mine)) if id_]
