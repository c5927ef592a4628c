"""A listed standard of our own that is amended or ends is reported as changed by the system, once for each change."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.cast import LEAD, World
from tests.workflow.entering.keeping import REGIONS, Keeping
from workflow import entering
from workflow.exports.verification import verify
from workflow.records.standards import Standard
from workflow.vocabulary import Joint


@pytest.mark.parametrize("state", [Joint.REPLACED, Joint.WITHDRAWN])
def test_the_system_reports_the_change_once_and_the_regions_renew(world: World, state: Joint) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    keeping = Keeping(world, world.agreements["JJJ"], road.at)
    told: dict[str, Any] = {
        "printed_in": "京标协〔2026〕3 号",
        "accepted_by": list(REGIONS),
        "batch": 1,
        "title": "充电设施规范",
    }
    told |= {"standard": road.id, "region": LEAD}
    seat, at = world.seat(LEAD, "secretary"), keeping.at
    made = entering.begin(world.database, keeping.agreement, "recognition", "enter_listed", seat, told, at=at).entry_id
    keeping.later(3)
    assert keeping.seen(made).held.state == "listed"
    with world.database.plain() as session:
        values = {"state": state, "since": keeping.at + timedelta(hours=1)}
        session.execute(sa.update(Standard).where(Standard.id == road.id).values(values))
    keeping.later(1)
    seen = keeping.seen(made)
    assert (seen.held.state, seen.held.due) == ("questioned", keeping.at.date() + timedelta(days=90))
    keeping.take(made, "renew", LEAD, "approver")
    keeping.later(95)
    assert (keeping.seen(made).held.state, keeping.accepting(made)) == ("listed", {LEAD})
    entering.wake(world.database, keeping.at + timedelta(days=1))
    assert keeping.seen(made).held.state == "listed"
    odd = {finding.place.table for finding in verify(world.database, None).findings}
    assert odd.isdisjoint({"entries", "entry_turns", "entry_voices"})
