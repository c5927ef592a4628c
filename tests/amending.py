"""Steps of an amendment for tests: each taken through the one door by the people of the cast."""

from datetime import timedelta
from typing import Any

import pytest

from tests import builders
from tests.builders import Road, day
from workflow.exports.verification import verify
from workflow.picture import manuscript
from workflow.process.missing import gaps
from workflow.process.reasons import Refused
from workflow.records.amendments import Amendment

BEIJING, TIANJIN, HEBEI = ALL = ("110000", "120000", "130000")
NEW = "充电车位应占全部车位的百分之十五以上。"


def refused(road: Road, where: str, role: str, step: str, /, **answers: Any) -> list[str]:
    with pytest.raises(Refused) as told:
        road.by(where, role, step, **answers)
    return [reason.rule for reason in told.value.reasons]


def last(road: Road) -> Amendment:
    with road.standing() as found:
        return found.amendments[-1]


def is_clean(road: Road) -> bool:
    """Nothing in the tables departs from what the acts told."""
    return not verify(road.world.database, None).findings


def clause(road: Road, nth: int) -> str:
    with road.standing() as found:
        assert found.frozen is not None
        return list(found.frozen.digest)[nth]


def words(road: Road, clause_id: str) -> str:
    """What a clause of the standard says now."""
    with road.standing() as found:
        assert found.frozen is not None
        return manuscript.load(found.session, found.frozen).by_id[clause_id].body


def waits(road: Road) -> set[str]:
    with road.standing() as found:
        return {gap.key for gap in gaps(found, road.at) if gap.step or gap.key.startswith("gap.amendment")}


def proposed(road: Road, kind: str = "technical", nth: int = 3) -> str:
    chosen = clause(road, nth)
    road.by(TIANJIN, "handler", "propose_amendment", kind=kind, clause=chosen, new_words=NEW, reason="实施反馈")
    return chosen


def frozen(road: Road) -> None:
    road.by(BEIJING, "handler", "freeze_amendment", summary="修改单")


def consulted(road: Road) -> None:
    road.by(BEIJING, "handler", "consult_amendment", days=30)
    for region in (BEIJING, TIANJIN, HEBEI):
        road.by(region, "handler", "post_amendment", address="https://example.invalid/x", posted_on=day(road, 0))
    road.wait(days=32)
    road.wake()


def forgone(road: Road) -> None:
    road.by(BEIJING, "handler", "forgo_amendment_consultation", declaration="只改错字")


def approved(road: Road, *regions: str) -> None:
    for region in regions:
        for office in builders.release_departments(road, region):
            road.take("take_amendment_position", office, position="agree")
        road.by(region, "handler", "take_amendment_position", position="agree")
        road.by(region, "approver", "approve_amendment", position="agree")


def scheduled(road: Road, *, days: int = 62) -> None:
    instant = (road.at + timedelta(hours=48)).isoformat()
    road.by(TIANJIN, "officer", "schedule_amendment", instant=instant, effective=day(road, days))


def confirmed(road: Road, *regions: str) -> None:
    for region in regions:
        road.by(region, "officer", "confirm_amendment", document_number=f"{region}公告〔2026〕9号")


def effected(road: Road) -> None:
    road.wait(days=3)
    road.wake()


def erratum(road: Road, nth: int) -> str:
    """The short way of a slip from the proposal to its effect."""
    chosen = proposed(road, "erratum", nth)
    frozen(road)
    forgone(road)
    approved(road, BEIJING, TIANJIN, HEBEI)
    scheduled(road, days=2)
    confirmed(road, BEIJING, TIANJIN, HEBEI)
    effected(road)
    return chosen


def all_of(road: Road) -> list[Amendment]:
    """Every amendment of the standard, the oldest first."""
    with road.standing() as found:
        return found.amendments


def item(road: Road, step: str, change: str, nth: int, **told: str) -> str:
    """An item of an amendment that does more than give a clause other words."""
    chosen = clause(road, nth)
    more = {"kind": "technical"} if step == "propose_amendment" else {}
    road.by(TIANJIN, "handler", step, change=change, clause=chosen, reason="实施反馈", **more, **told)
    return chosen
