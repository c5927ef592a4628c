"""Around the table of an agreement: its members propose, sign and refuse, each from the seat whose matter it is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from workflow import agreeing, ceremony
from workflow.accord.picture import Accord
from workflow.ceremony import Ceremony
from workflow.clock import day_of
from workflow.picture.standing import Seat
from workflow.process.agreement import ROWS
from workflow.process.reasons import Refused
from workflow.records.agreements import AgreementChange
from workflow.vocabulary import SeatRole

REGIONS = (LEAD, SECOND, THIRD)
DAY = day_of(MORNING)


@dataclass
class Table:
    """Who sits around an agreement; `at` moves on with every step."""

    world: World
    id: int
    at: datetime = field(default=MORNING)

    def take(self, step: str, seat: Seat, **answers: Any) -> None:
        self.at += timedelta(minutes=1)
        signed = self.sign(step, seat, answers) if ROWS[step].signs else None
        agreeing.take(self.world.database, self.id, step, seat, answers, at=self.at, signed=signed)

    def sign(self, step: str, seat: Seat, answers: dict[str, Any]) -> Ceremony:
        with self.world.database.plain() as session:
            case = agreeing.case_for(session, self.id, step, seat, answers, self.at)
            return Ceremony(ceremony.draw_up(session, ROWS[step], case).id, "demonstration")

    def by(self, region: str, role: SeatRole | str, step: str, **answers: Any) -> None:
        self.take(step, self.world.seat(region, role), **answers)

    def refused(self, region: str, role: SeatRole | str, step: str, **answers: Any) -> list[str]:
        with pytest.raises(Refused) as refused:
            self.by(region, role, step, **answers)
        return [reason.rule for reason in refused.value.reasons]

    def accord(self) -> Accord:
        with self.world.database.read() as session:
            found = Accord.load(session, self.id)
            assert found is not None
            return found

    def change(self) -> AgreementChange:
        return self.accord().changes[0]

    def settle(self, days: int) -> None:
        self.at += timedelta(days=days)
        for agreement_id in agreeing.due(self.world.database, self.at):
            agreeing.settle(self.world.database, agreement_id, self.at)


def basis(days: int = 0) -> dict[str, Any]:
    return {"citation": "2026 年备忘录", "effective_from": str(DAY + timedelta(days=days)), "reason": "试行一年后"}


def terms(table: Table, term: str, value: str, days: int = 0, **more: Any) -> int:
    table.by(LEAD, "handler", "propose_terms", term=term, value=value, **basis(days), **more)
    return table.change().id


def chain(table: Table, region: str, ranks: list[list[str]], days: int = 0, gate: str = "release") -> int:
    named = {f"rank{n}": links for n, links in enumerate(ranks, 1)}
    table.by(region, "secadmin", "propose_chain", gate=gate, **named, **basis(days))
    return table.change().id
