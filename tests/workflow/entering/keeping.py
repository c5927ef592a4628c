"""Whoever keeps entries together: begins them, takes their steps from a seat, and looks at how they stand."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.cast import LEAD, MORNING, SECOND, THIRD, World
from workflow import ceremony, entering
from workflow.accord.entered import Entered
from workflow.ceremony import Ceremony
from workflow.kinds import all_kinds
from workflow.process.entries import ROWS
from workflow.process.reasons import Refused
from workflow.records.entries import Entry

REGIONS = (LEAD, SECOND, THIRD)


@dataclass
class Keeping:
    """One agreement's entries; `at` moves on with every step."""

    world: World
    agreement: int
    at: datetime = field(default=MORNING)

    def begin(self, kind: str, step: str, region: str = LEAD, role: str = "handler", **answers: Any) -> int:
        self.at += timedelta(minutes=1)
        seat = self.world.seat(region, role)
        given = (self.world.database, self.agreement, kind, step, seat, answers)
        return entering.begin(*given, at=self.at).entry_id

    def take(self, entry_id: int, step: str, region: str = LEAD, role: str = "handler", **answers: Any) -> str:
        self.at += timedelta(minutes=1)
        seat = self.world.seat(region, role)
        signed = self.sign(entry_id, step, region, role, answers) if ROWS[step].signs else None
        return entering.take(self.world.database, entry_id, step, seat, answers, at=self.at, signed=signed).state

    def sign(self, entry_id: int, step: str, region: str, role: str, answers: dict[str, Any]) -> Ceremony:
        with self.world.database.plain() as session:
            seat = self.world.seat(region, role)
            case = entering.case_for(session, entry_id, step, seat, answers, self.at)
            row = entering.row_of(step, all_kinds()[entering_kind(session, entry_id)])
            return Ceremony(ceremony.draw_up(session, row, case).id, "demonstration")

    def refused(self, entry_id: int, step: str, region: str = LEAD, role: str = "handler", **answers: Any) -> list[str]:
        with pytest.raises(Refused) as refused:
            self.take(entry_id, step, region, role, **answers)
        return [reason.rule for reason in refused.value.reasons]

    def seen(self, entry_id: int) -> Entered:
        with self.world.database.read() as session:
            found = Entered.standing_at(session, entry_id)
            assert found is not None
            found.spoken, found.figures, found.course, found.children  # noqa: B018  (read while the session is open)
            return found

    def accepting(self, entry_id: int) -> set[str]:
        return set(self.seen(entry_id).accepting(self.at.date()))

    def later(self, days: int) -> None:
        self.at += timedelta(days=days)
        entering.wake(self.world.database, self.at)


def entering_kind(session: Any, entry_id: int) -> str:
    entry = session.get(Entry, entry_id)
    assert entry is not None
    return str(entry.kind)
