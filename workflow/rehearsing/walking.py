"""One sample project on its way: acts by whoever holds the seat, until it arrives or is stuck; every step is noted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from workflow import clock, gates
from workflow.accord.plan import Plan
from workflow.demo.acts import Act, Life
from workflow.picture.standing import Seat, Standing
from workflow.process.answers import WrongAnswers
from workflow.process.reasons import Reason, Refused
from workflow.process.row import Scope
from workflow.process.standard import ROWS
from workflow.records.standards import Standard
from workflow.rehearsing.stage import Stage, role_of_link
from workflow.vocabulary import Joint, Named, Role, SeatRole

BETWEEN = timedelta(minutes=4)


@dataclass(frozen=True)
class Step:
    """One thing that happened: when, what, by whom, and where the project stood then."""

    at: datetime
    step: str
    region: Named | None
    state: Joint


class Stuck(Exception):
    """The project cannot go on; the reasons say why."""

    def __init__(self, step: str, region: str, reasons: list[Reason]) -> None:
        super().__init__(step)
        self.step, self.region, self.reasons = step, region, reasons


@dataclass
class Walk:
    """A project of some regions, the lead first."""

    stage: Stage
    plan: Plan
    branch: str
    regions: list[str]
    at: datetime
    life: Life = field(init=False)
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        code = next(iter(self.stage.agreements))
        self.life = Life("one", code, tuple(self.regions), self.branch, clock.day_of(self.at), 0)

    @property
    def lead(self) -> str:
        return self.regions[0]

    @property
    def id(self) -> int:
        return self.stage.standards[self.life.key]

    def ask(self, question: Callable[[Standing], Any]) -> Any:
        """One question about the project as it stands."""
        with self.stage.database.read() as session:
            found = Standing.load(session, self.id)
            assert found is not None
            return question(found)

    def days(self, days: int) -> str:
        """The day so many days ahead."""
        return clock.days_after(clock.day_of(self.at), days).isoformat()

    def term(self, key: str) -> int:
        return int(self.plan.terms[key])

    def by(self, region: str, role: SeatRole, step: str, /, **answers: Any) -> None:
        """A step from a seat of the region; a seat that nobody holds stops the project."""
        self.act(self.holder(region, role, step), step, **answers)

    def holder(self, region: str, role: SeatRole, step: str, organ: int | None = None, *, nth: int = 0) -> Seat:
        found = self.stage.holder(region, role, organ, nth=nth)
        if found is None:
            raise Stuck(step, region, [Reason("not_yours", {"step": f"step.{step}", "roles": [role]})])
        return found

    def act(self, seat: Seat, step: str, /, **answers: Any) -> None:
        self.at += BETWEEN
        act = Act(self.at, self.life, self.stage.who(seat), step, answers)
        if not self.life.acts:
            self.life.acts.append(act)
        try:
            self.stage.take(act)
        except Refused as refused:
            raise Stuck(step, seat.region or "", refused.reasons) from refused
        except WrongAnswers as wrong:
            reasons = [Reason("answers", {"fields": [f"ask.{name}" for name in wrong.fields]})]
            raise Stuck(step, seat.region or "", reasons) from wrong
        region = self.plan.regions.get(seat.region or "")
        self.steps.append(Step(self.at, step, region, self.state))

    @property
    def state(self) -> Joint:
        with self.stage.database.read() as session:
            return session.execute(sa.select(Standard.state).where(Standard.id == self.id)).scalar_one()

    def wait(self, days: int) -> None:
        """Let days pass; what the system does in them is noted too."""
        self.at += timedelta(days=days)
        self.wake()

    def wake(self) -> None:
        if not self.stage.standards:
            return
        before = self.state
        self.stage.wake(self.at)
        after = self.state
        if after is not before:
            self.steps.append(Step(self.at, _between(before, after), None, after))

    def gate(self, region: str) -> None:
        """Whoever owes a yes below the approver says it, rank by rank."""
        for _ in range(12):
            owing = self.ask(lambda standing: _owing(standing, region))
            if not owing:
                return
            for organ, role in owing:
                home = self.plan.parents[region] if role is Role.PROVINCE else region
                seat = self.holder(home, role_of_link(role), "take_position", organ)
                named = {"region": region} if role is Role.PROVINCE else {}
                self.act(seat, "take_position", position="agree", **named)


def _between(before: Joint, after: Joint) -> str:
    """The row of the system that leads from one state to the other."""
    rows = (r for r in ROWS.values() if r.is_system and r.scope is Scope.JOINT)
    return next((r.name for r in rows if before in r.source and r.target is after), "settled")


def _owing(standing: Standing, region: str) -> list[tuple[int, Role]]:
    purpose = gates.open_purpose(standing, region)
    turn = gates.turn(standing, region, purpose) if purpose else []
    return [(office.organ_id, office.role) for office in turn if office.role is not Role.APPROVER]
