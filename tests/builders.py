"""Lawful builders: a standard reaches a state by the real steps, taken through the one door by the people of
the cast.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.cast import FIELD, LEAD, MORNING, PAPER, World, sample_text
from workflow import ceremony, clock, engine
from workflow.act import Outcome
from workflow.ceremony import Ceremony
from workflow.picture.standing import Seat, Standing
from workflow.process.standard import ROWS
from workflow.vocabulary import Joint, Role, SeatRole

HOURS_48 = timedelta(hours=48)
CHECKS = ["range", "need", "necessity", "not_below_gb", "fair_competition", "negative_list", "existing_search"]


@dataclass
class Road:
    """One standard on its way; `at` moves on with every step."""

    world: World
    agreement: str = "JJJ"
    regions: tuple[str, ...] = ("110000", "120000", "130000")
    at: datetime = MORNING
    id: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def lead(self) -> str:
        return self.regions[0]

    @contextmanager
    def standing(self) -> Iterator[Standing]:
        """The standard as it stands now, for as long as the block lasts."""
        with self.world.database.read() as session:
            found = Standing.load(session, self.id)
            assert found is not None
            yield found

    @property
    def state(self) -> Joint:
        with self.standing() as found:
            return found.state

    def wait(self, days: int = 0, **more: float) -> None:
        self.at += timedelta(days=days, **more)

    def take(self, step: str, seat: Seat | None, /, **answers: Any) -> Outcome:
        """A step by a seat, signed where the row asks for it."""
        self.at += timedelta(minutes=1)
        signed = sign(self.world, step, self.id, seat, answers, self.at) if ROWS[step].signs and seat else None
        outcome = engine.take(self.world.database, step, self.id, seat, answers, at=self.at, signed=signed)
        self.outcomes.append(outcome)
        return outcome

    def by(self, where: str, role: SeatRole | str, step: str, /, **answers: Any) -> Outcome:
        return self.take(step, self.world.seat(where, role), **answers)

    def wake(self) -> None:
        """Let the timers of this moment fire."""
        engine.wake(self.world.database, self.id, self.at)


def sign(
    world: World, step: str, standard_id: int, seat: Seat, answers: dict[str, Any], at: datetime
) -> Ceremony | None:
    """Draw up the statement of an act and sign it as a rehearsal; an act that is refused has no statement."""
    with world.database.plain() as session:
        standing = Standing.load(session, standard_id)
        assert standing is not None
        case = engine.case_for(standing, ROWS[step], seat, answers, at)
        return Ceremony(ceremony.draw_up(session, ROWS[step], case).id, "demonstration")


def proposed(
    world: World,
    *,
    agreement: str = "JJJ",
    regions: tuple[str, ...] = ("110000", "120000", "130000"),
    at: datetime = MORNING,
    **more: Any,
) -> Road:
    """A proposal of the lead region."""
    road = Road(world, agreement, regions, at)
    answers = {
        "title_zh": "停车场充电设施配置与运行管理规范(示)",
        "title_en": "Specification for configuration and operation of charging facilities in car parks",
        "scope": "规定公共停车场充电设施的配置、运行与公示要求。",
        "ics": "43.080",
        "ccs": "T 47",
        "nature": "recommended",
        "field": FIELD[road.lead],
        **more,
    }
    seat = world.seat(road.lead, SeatRole.HANDLER)
    made = engine.propose(world.database, world.agreements[agreement], seat, answers, at=road.at)
    road.id = made.standard_id
    road.outcomes.append(made)
    return road


def day(road: Road, days: int) -> str:
    """An ISO day so many days ahead."""
    return clock.days_after(clock.day_of(road.at), days).isoformat()


def invited(road: Road) -> None:
    for region in road.regions[1:]:
        road.by(road.lead, "handler", "invite", region=region, reply_by=day(road, 30))
    road.by(road.lead, "handler", "open_initiation", decide_by=day(road, 90))


def department(road: Road, region: str) -> str:
    return road.world.seat(region, "applicant").organ.code


def accepted(road: Road, region: str) -> None:
    handler = road.world.seat(region, "handler")
    if region != road.lead:
        road.take("accept_invitation", handler, department=department(road, region), contact=handler.person_id)


def applied(road: Road, region: str) -> None:
    answers = {
        "application": PAPER,
        "opinion": "同意",
        "unit": "研究院",
        "deadline": day(road, 500),
        "fair_competition": PAPER,
    }
    road.by(region, "applicant", "apply", **answers)


def decided(road: Road, region: str) -> None:
    road.by(region, "handler", "take_position", position="agree")
    road.by(
        region,
        "approver",
        "initiate",
        checks=CHECKS,
        plan_number=f"{region}-2026-01",
        document_number=f"{region}〔2026〕1号",
        dated=day(road, 0),
        time_limit=day(road, 500),
        assessment=PAPER,
    )


def initiated(road: Road) -> None:
    invited(road)
    drafting(road)


def grouped(road: Road) -> None:
    for region in road.regions:
        persons = [s.person_id for s in road.world.of(region, "drafter")]
        road.by(region, "handler", "name_drafters", persons=persons, unit="研究院")
    road.by(road.lead, "handler", "confirm_group", editor=editor(road).person_id)


def editor(road: Road) -> Seat:
    return road.world.seat(road.lead, "drafter")


def frozen(road: Road, purpose: str, **answers: Any) -> None:
    road.take("freeze_text", editor(road), purpose=purpose, summary="定稿", explanation=PAPER, **answers)


def draft(road: Road) -> str:
    """The sample text; in a revision with what its foreword must tell: which editions it replaces, and what changed."""
    with road.standing() as found:
        former = [track.replaces for track in found.tracks.values() if track.replaces]
    if not former:
        return sample_text()
    told = f"本文件代替{'、'.join(former)}，与其相比，除编辑性改动外，主要技术变化如下："
    change = "a）更改了充电车位的数量（见4.1，2026年版的4.1）。"
    first, _, rest = sample_text().partition("规定起草。\n")
    return f"{first}规定起草。\n{told}\n{change}\n{rest}"


def consulting(road: Road) -> None:
    road.take("save_draft", editor(road), text=draft(road))
    frozen(road, "consultation")
    road.by(road.lead, "handler", "open_consultation", days=30, written_to="各有关部门", letter=PAPER)


def posted(road: Road) -> None:
    for region in road.regions:
        road.by(region, "handler", "post_draft", address="https://example.invalid/1", posted_on=day(road, 0))


def answering(road: Road) -> None:
    posted(road)
    road.wait(days=32)
    road.wake()


def reviewing(road: Road) -> None:
    frozen(road, "review")
    road.by(road.lead, "secretary", "call_review", by_letter="meeting", meets_on=day(road, 20))


def experts(road: Road) -> list[Seat]:
    """Seven, from every region, none with more than half."""
    return dealt(road, 7)


def dealt(road: Road, size: int) -> list[Seat]:
    """So many experts, from one region after the other."""
    each = [road.world.of(region, "expert") for region in road.regions]
    return [seats[n] for n in range(4) for seats in each if n < len(seats)][:size]


def voting(road: Road) -> None:
    chosen = experts(road)
    persons = [s.person_id for s in chosen]
    road.by(road.lead, "secretary", "appoint_panel", experts=persons, chair=persons[0], users=persons[:2])
    for seat in chosen:
        road.take("declare_interest", seat, interest="none")
    road.wait(days=20)
    road.take("open_vote", chosen[0], present=persons)


def voted(road: Road, *, agree: int = 7) -> None:
    for n, seat in enumerate(experts(road)):
        road.take(
            "vote", seat, **({"position": "agree"} if n < agree else {"position": "disagree", "opinion": "理由不足"})
        )


def approving(road: Road, *, demands: str = "") -> None:
    voting(road)
    voted(road)
    more = {"demands": demands} if demands else {}
    road.take("pass_review", experts(road)[0], minutes=PAPER, **more)


def cosigned(road: Road, region: str, **more: Any) -> None:
    for office in release_departments(road, region):
        road.take("take_position", office, position="agree", **more)
    road.by(region, "handler", "take_position", position="agree", **more)


def release_departments(road: Road, region: str) -> list[Seat]:
    """The co-signers that this project's field asks for in a region."""
    with road.standing() as found:
        offices = {o.organ_id for o in found.chain if o.region_code == region and o.role is Role.COSIGNER}
    return [s for s in road.world.of(region, "cosigner") if s.organ_id in offices]


def approved(road: Road, region: str) -> None:
    cosigned(road, region)
    road.by(region, "approver", "approve_release", position="agree")


def numbered(road: Road) -> None:
    road.by(road.lead, "keeper", "reserve_number")
    road.by(road.regions[1], "keeper", "confirm_number")


def scheduled(road: Road, *, hours: int = 48) -> None:
    frozen(road, "final")
    for region in road.regions:
        approved(road, region)
    numbered(road)
    instant = road.at + timedelta(hours=hours)
    road.by(
        road.lead, "officer", "schedule_release", instant=instant.isoformat(), effective=day(road, hours // 24 + 61)
    )


def confirmed(road: Road, region: str) -> None:
    road.by(
        region,
        "officer",
        "confirm_release",
        document_number=f"{region}公告〔2026〕1号",
        issuer="市场监督管理局",
        filing_owner=road.world.seat(region, "approver").organ_id,
    )


def sealed(road: Road) -> None:
    for region in road.regions:
        confirmed(road, region)


def released(road: Road) -> None:
    road.wait(days=3)
    road.wake()


def in_force(road: Road) -> None:
    road.wait(days=70)
    road.wake()


def drafting(road: Road) -> None:
    """Every invited region decides for itself."""
    for region in road.regions:
        accepted(road, region)
        applied(road, region)
        decided(road, region)


def asked(road: Road) -> None:
    grouped(road)
    consulting(road)


def nothing(road: Road) -> None:
    """A proposal is where every road begins."""


LEGS: tuple[tuple[Joint, Callable[[Road], None]], ...] = (
    (Joint.PROPOSED, nothing),
    (Joint.INITIATING, invited),
    (Joint.DRAFTING, drafting),
    (Joint.CONSULTING, asked),
    (Joint.ANSWERING, answering),
    (Joint.REVIEWING, reviewing),
    (Joint.APPROVING, approving),
    (Joint.SCHEDULED, scheduled),
    (Joint.SEALED, sealed),
    (Joint.RELEASED, released),
    (Joint.IN_FORCE, in_force),
)


def standing(world: World, state: Joint, **kind: Any) -> Road:
    """A standard that has come to `state` by lawful steps."""
    road = proposed(world, **kind)
    for reached, leg in LEGS:
        leg(road)
        assert road.state is reached, (road.state, reached)
        if reached is state:
            return road
    raise ValueError(state)


__all__ = ["LEAD", "Road", "standing"]
