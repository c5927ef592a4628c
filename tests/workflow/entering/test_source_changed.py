"""A listed standard of our own that is amended or ends is reported as changed by the system, once for each change."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests import builders
from tests.amending import erratum
from tests.builders import Road
from tests.cast import LEAD, THIRD, World
from tests.workflow.entering.histories import Forger, judged, told
from tests.workflow.entering.keeping import REGIONS, Keeping
from tests.workflow.replaying.histories import seats_told
from tests.workflow.test_amendments_apart import repealed
from workflow import entering
from workflow.exports.verification import verify
from workflow.records.standards import Standard, StandardTrack
from workflow.replaying.group import Told
from workflow.vocabulary import Joint, Track


def listed(road: Road) -> tuple[Keeping, int]:
    """Our own standard on a printed list."""
    world = road.world
    keeping = Keeping(world, world.agreements["JJJ"], road.at)
    given: dict[str, Any] = {
        "printed_in": "京标协〔2026〕3 号",
        "accepted_by": list(REGIONS),
        "batch": 1,
        "title": "充电设施规范",
    }
    given |= {"standard": road.id, "region": LEAD}
    seat, at = world.seat(LEAD, "secretary"), keeping.at
    made = entering.begin(world.database, keeping.agreement, "recognition", "enter_listed", seat, given, at=at)
    return keeping, made.entry_id


@pytest.mark.parametrize("state", [Joint.REPLACED, Joint.WITHDRAWN, Track.REPEALED])
def test_the_system_reports_the_change_once_and_the_regions_renew(world: World, state: Joint | Track) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    keeping, made = listed(road)
    keeping.later(3)
    assert keeping.seen(made).held.state == "listed"
    with world.database.plain() as session:
        values = {"state": state, "since": keeping.at + timedelta(hours=1)}
        ended = sa.update(Standard).where(Standard.id == road.id)
        left = sa.update(StandardTrack).where(StandardTrack.standard_id == road.id, StandardTrack.region_code == THIRD)
        session.execute((ended if isinstance(state, Joint) else left).values(values))
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


def test_an_amendment_and_a_repeal_are_changes_and_every_act_on_them_is_judged_again(world: World) -> None:
    road = builders.standing(world, Joint.IN_FORCE)
    seats_told(world.database)
    keeping, made = listed(road)
    erratum(road, 3)
    keeping.at = road.at
    keeping.later(1)
    assert (keeping.seen(made).held.state, keeping.seen(made).held.due) == ("questioned", ahead(keeping, 90))
    for region in REGIONS:
        keeping.take(made, "renew", region, "approver")
    assert keeping.seen(made).held.state == "listed"
    road.at = keeping.at
    repealed(road, THIRD)
    keeping.at = road.at
    keeping.later(1)
    seen = keeping.seen(made)
    assert (seen.held.state, [turn.step for turn in seen.course].count("source_changed")) == ("questioned", 2)
    leaves, opened = told(world.database)
    found = [one for one in judged(leaves, opened)]
    assert [(one.act, one.unlawful, one.unjudged) for one in found if not one.is_lawful or one.unjudged] == []
    assert broken(leaves, opened, lambda forger: forger.of("source_changed")["facts"].update(due="2099-01-01")) == {
        "told_written",
        "told_step",
    }
    assert "source_moved" in broken(leaves, opened, unamended)


def ahead(keeping: Keeping, days: int) -> date:
    return keeping.at.date() + timedelta(days=days)


def unamended(forger: Forger) -> None:
    """The amendment never took effect."""
    for _, _, leaf in forger.leaves:
        if leaf["obj"].startswith("standard/"):
            leaf["from"], leaf["to"] = ({**side, "amendment": None} for side in (leaf["from"], leaf["to"]))


def broken(leaves: list[Told], opened: Any, forge: Callable[[Forger], None]) -> set[str]:
    """What the first report of a change breaks, once leaves were forged."""
    forger = Forger(leaves)
    forge(forger)
    reported = next(one for one in judged(forger.leaves, opened) if one.act == "source_changed")
    return {one.rule for one in reported.unlawful}
