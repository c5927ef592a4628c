"""What the acts on entries cost: no more statements than those on standards, also under a key of the request."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.cast import LEAD, World
from tests.web.counting import statements
from tests.workflow.entering.histories import lived
from tests.workflow.entering.keeping import Keeping
from tests.workflow.test_cost import MOST, events
from workflow import entering
from workflow.entering import Taken
from workflow.process.entries import ROWS


class Counting(Keeping):
    """Whoever gives each request a key, and counts what its acts cost."""

    def begin(self, kind: str, step: str, region: str = LEAD, role: str = "handler", **answers: Any) -> int:
        self.at += timedelta(minutes=1)
        given = (self.world.database, self.agreement, kind, step, self.world.seat(region, role), answers)
        return self.costs(step, lambda key: entering.begin(*given, at=self.at, key=key)).entry_id

    def take(self, entry_id: int, step: str, region: str = LEAD, role: str = "handler", **answers: Any) -> str:
        self.at += timedelta(minutes=1)
        signed = self.sign(entry_id, step, region, role, answers) if ROWS[step].signs else None
        given = (self.world.database, entry_id, step, self.world.seat(region, role), answers)
        return self.costs(step, lambda key: entering.take(*given, at=self.at, signed=signed, key=key)).state

    def costs(self, step: str, act: Callable[[str], Taken]) -> Taken:
        before = events(self.world)
        with statements(self.world.database) as said:
            done = act(f"{step} {before}")
        asked = [sql for sql in said if not sql.startswith("BEGIN")]
        assert len(asked) <= MOST * (events(self.world) - before), (step, asked)
        return done


def test_an_act_on_an_entry_costs_no_more_than_one_on_a_standard(world: World) -> None:
    lived(Counting(world, world.agreements["JJJ"]))
