"""Faults in the terms: a quorum nobody can reach, a share that is none, a day that never comes."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil
from typing import Any

from workflow.accord.choices import CHOICES, EACH_REGION, OWN_LETTERS
from workflow.accord.plan import Fault, Plan
from workflow.terms import days_of_regions
from workflow.vocabulary import Role, SeatRole

LOCAL_RULE = "《地方标准管理办法》（待核）"
# Bounds that no agreement can move: term → is it kept, the bound, and where it stands.
LAW: dict[str, tuple[Callable[[int, int], bool], int, str]] = {
    "consultation.public_min_days": (int.__ge__, 30, LOCAL_RULE),
    "publication.text_public_days": (int.__le__, 20, LOCAL_RULE),
    "filing.days": (int.__le__, 60, "《标准化法》第三十九条"),
    "review.period_years": (int.__le__, 5, "《标准化法》第二十九条"),
}
# A local standard has all of these, the standard of an association none.
LOCAL = {
    "plan.basis": "plan_number",
    "number.form": "band",
    "number.prefix": OWN_LETTERS,
    "filing.owed": True,
    "publication.duty": "publish_text",
    "release.issuer": EACH_REGION,
}
MAY_BE_ZERO = frozenset(
    {
        "comments.inside_days",
        "effective.lag_floor",
        "effective.tolerance_days",
        "chair.rotation_months",
        "release.notice_hours",
    }
)
# Beyond these nobody waits for the end of a term. Its unit is the last word of its key; the rest counts days or heads.
FARTHEST = {"months": 120, "years": 50, "hours": 8760}
FARTHEST_DAY = 3650
LONGEST_WINDOW = 365  # no consultation may be opened for longer
BUT_ONE = ("motion.pass.go_on_without", "motion.pass.transfer_lead")  # one region has no vote in these
FEWEST = 2  # regions that make a standard a coordinated one


def share(value: Any) -> Fraction | None:
    """A term written as 3/4; None where it is no share."""
    try:
        return Fraction(value) if isinstance(value, str) and "/" in value else None
    except (ValueError, ZeroDivisionError):
        return None


def reviews_apart(plan: Plan) -> bool:
    """Whether each region forms a review panel of its own."""
    return plan.terms.get("review.mode") == "per_region"


def term_faults(plan: Plan) -> Iterator[Fault]:
    """Each figure by itself, then those that must fit together."""
    for key, value in plan.terms.items():
        yield from _one(key, value, len(plan.regions))
    yield from _windows(plan)
    yield from _track(plan)
    yield from _floor(plan)
    yield from _panel(plan)


def _one(key: str, value: Any, members: int) -> Iterator[Fault]:
    told = {"term": f"term.{key}", "value": value}
    if key not in CHOICES and isinstance(value, str) and "/" in value and not 0 < (share(value) or 0) <= 1:
        yield Fault("fault.term_share", Role.HANDLER, None, told)
    if isinstance(value, int) and not isinstance(value, bool) and not _comes(key, value):
        yield Fault("fault.term_never", Role.HANDLER, None, told)
    if key in LAW and isinstance(value, int):
        keeps, bound, cites = LAW[key]
        if not keeps(value, bound):
            yield Fault("fault.term_law", Role.HANDLER, None, told | {"bound": bound}, cites)
    if key.startswith("motion.pass.") and isinstance(value, int) and value > members - (key in BUT_ONE):
        yield Fault("fault.motion_pass", Role.HANDLER, None, told | {"n": members})
    if key == "initiation.checks" and not value:
        yield Fault("fault.term_empty", Role.HANDLER, None, told)


def _comes(key: str, value: int) -> bool:
    """Whether a day so far away will come, and is not today."""
    farthest = FARTHEST.get(key.rpartition("_")[2], FARTHEST_DAY)
    return 0 < value <= farthest or (value == 0 and key in MAY_BE_ZERO)


def _windows(plan: Plan) -> Iterator[Fault]:
    """The regions' own minima: each of a member, in days, and none below the law's."""
    key = "consultation.region_days"
    keeps, bound, cites = LAW["consultation.public_min_days"]
    for code, days in days_of_regions(plan.terms.get(key)).items():
        told: dict[str, Any] = {"term": f"term.{key}", "value": f"{code}:{'' if days is None else days}"}
        if days is None or code not in plan.regions:
            yield Fault("fault.term_region", Role.HANDLER, None, told)
        elif days > LONGEST_WINDOW:
            yield Fault("fault.term_never", Role.HANDLER, None, told)
        elif not keeps(days, bound):
            yield Fault("fault.term_law", Role.HANDLER, None, told | {"bound": bound}, cites)


def _track(plan: Plan) -> Iterator[Fault]:
    """What makes an agreement one of local standards or one of association standards goes together."""
    kinds = {key: plan.terms.get(key) == usual for key, usual in LOCAL.items() if key in plan.terms}
    if any(kinds.values()) and not all(kinds.values()):
        odd = [f"term.{key}" for key, is_usual in kinds.items() if not is_usual]
        yield Fault("fault.term_track", Role.HANDLER, None, {"terms": odd}, "《标准化法》第十三、十八条")


def _floor(plan: Plan) -> Iterator[Fault]:
    floor, members = plan.terms.get("floor.min"), len(plan.regions)
    if isinstance(floor, int) and not FEWEST <= floor <= members:
        yield Fault("fault.term_floor", Role.HANDLER, None, {"floor": floor, "fewest": FEWEST, "n": members})


def _panel(plan: Plan) -> Iterator[Fault]:
    """A panel that as few regions as may take part can fill, with the experts who are there; nobody sits on two."""
    size, most = plan.terms.get("review.panel_min"), share(plan.terms.get("review.region_share_max"))
    floor = plan.terms.get("floor.min")
    if not isinstance(size, int) or not isinstance(floor, int) or size < 1:
        return
    if most and not reviews_apart(plan) and floor * ceil(most * size) < size:
        yield Fault("fault.panel_share", Role.HANDLER, None, {"n": size, "floor": floor, "most": str(most)})
    experts = {s.person for s in plan.seats if s.role is SeatRole.EXPERT}
    needed = size * (floor if reviews_apart(plan) else 1)
    if len(experts) < needed:
        yield Fault("fault.panel_experts", Role.SECADMIN, None, {"n": needed, "have": len(experts)})
