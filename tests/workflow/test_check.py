"""The check of an agreement: each fault, seeded alone into a sound plan, is found by its name and nothing else is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.cast import World, founded
from workflow.accord.check import faults
from workflow.accord.content import standing
from workflow.accord.picture import Accord
from workflow.accord.plan import Held, Link, Plan
from workflow.vocabulary import ChangeKind, Purpose, Role, SeatRole

HERE = "110000"
Seed = Callable[[Plan], Plan]


@pytest.fixture(scope="module")
def plan(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """京津冀 as it is founded, with the cast in their seats."""
    path = tmp_path_factory.mktemp("check") / "check.db"
    path.write_bytes(sqlite_template.read_bytes())
    world: World = founded(f"sqlite:///{path}")
    with world.database.read() as session:
        accord = Accord.load(session, world.agreements["JJJ"])
        assert accord is not None
        return standing(accord)


def links(change: Callable[[Link], Link | None], purpose: Purpose = Purpose.INITIATION) -> Seed:
    """Change the links of one gate of one region; None takes a link away."""

    def seed(plan: Plan) -> Plan:
        found = [change(k) if (k.region, k.purpose) == (HERE, purpose) else k for k in plan.links]
        return replace(plan, links=tuple(k for k in found if k is not None))

    return seed


def without(role: Role, purpose: Purpose = Purpose.INITIATION) -> Seed:
    return links(lambda k: None if k.role is role else k, purpose)


def more(**other: Any) -> Seed:
    """One more link beside 北京's approver of the initiation."""

    def seed(plan: Plan) -> Plan:
        (last,) = [k for k in plan.links if (k.region, k.purpose, k.role) == (HERE, Purpose.INITIATION, Role.APPROVER)]
        return replace(plan, links=(*plan.links, replace(last, **other)))

    return seed


def terms(**new: Any) -> Seed:
    return lambda plan: replace(plan, terms={**plan.terms, **{k.replace("__", "."): v for k, v in new.items()}})


def seats(keep: Callable[[Held], bool]) -> Seed:
    return lambda plan: replace(plan, seats=tuple(s for s in plan.seats if keep(s)))


def one_person(plan: Plan) -> Plan:
    """The approver of 北京 is also its only handler."""
    boss = next(s.person for s in plan.seats if (s.region, s.role) == (HERE, SeatRole.APPROVER))
    hands = (SeatRole.HANDLER, SeatRole.KEEPER, SeatRole.OFFICER)
    return replace(
        plan, seats=tuple(replace(s, person=boss) if s.region == HERE and s.role in hands else s for s in plan.seats)
    )


def two_persons(plan: Plan) -> Plan:
    """Whoever does not approve in 北京 is one and the same person."""
    return replace(
        plan,
        seats=tuple(
            replace(s, person=999) if s.region == HERE and s.role is not SeatRole.APPROVER else s for s in plan.seats
        ),
    )


def turned(k: Link) -> Link:
    return replace(k, rank=9) if k.role is Role.COSIGNER else k


SEEDS: dict[str, tuple[Seed, set[str]]] = {
    "a gate without a chain": (links(lambda k: None), {"fault.chain_missing"}),
    "nobody decides": (without(Role.APPROVER), {"fault.chain_without_end"}),
    "two decide": (more(organ=2), {"fault.chain_two_ends", "fault.chain_stranger"}),
    "a link after the end": (
        links(lambda k: replace(k, rank=9) if k.role is Role.HANDLER else k),
        {"fault.chain_goes_on"},
    ),
    "a missing return": (without(Role.HANDLER), {"fault.chain_no_return"}),
    "offices that wait for each other": (
        links(turned, Purpose.RELEASE),
        {"fault.chain_waits_in_circle", "fault.chain_goes_on"},
    ),
    "a province above a municipality": (more(role=Role.PROVINCE, rank=1), {"fault.chain_stranger", "fault.link_empty"}),
    "an office named twice": (more(), {"fault.chain_twice", "fault.chain_two_ends"}),
    "a step without a holder": (
        seats(lambda s: (s.region, s.role) != (HERE, SeatRole.APPROVER)),
        {"fault.link_empty", "fault.seat_empty"},
    ),
    "no number keeper": (seats(lambda s: (s.region, s.role) != (HERE, SeatRole.KEEPER)), {"fault.seat_empty"}),
    "one person in two hands": (one_person, {"fault.one_hand"}),
    "too few natural persons": (two_persons, {"fault.few_persons", "fault.one_hand"}),
    "more regions than there are": (terms(floor__min=4), {"fault.term_floor"}),
    "a floor of one": (terms(floor__min=1), {"fault.term_floor", "fault.panel_share"}),
    "an impossible quorum": (terms(review__quorum="4/3"), {"fault.term_share"}),
    "a share of nothing": (terms(review__pass="0/4"), {"fault.term_share"}),
    "a panel that two regions cannot fill": (terms(review__region_share_max="1/4"), {"fault.panel_share"}),
    "more experts than there are": (terms(review__panel_min=101), {"fault.panel_experts"}),
    "more experts than there are for a panel of each region": (
        terms(review__panel_min=9, review__mode="per_region"),
        {"fault.panel_experts"},
    ),
    "a day that never comes": (terms(cosign__days=0), {"fault.term_never"}),
    "a day that nobody lives to see": (terms(proposal__lapse_months=999_999), {"fault.term_never"}),
    "hours without end": (terms(release__notice_hours=999_999), {"fault.term_never"}),
    "less than the law asks": (terms(consultation__public_min_days=10), {"fault.term_law"}),
    "a region's window below the law": (terms(consultation__region_days=[f"{HERE}:20"]), {"fault.term_law"}),
    "a window of a region that is none": (terms(consultation__region_days=["999999:40"]), {"fault.term_region"}),
    "a window of no days": (terms(consultation__region_days=[HERE, "120000:x"]), {"fault.term_region"}),
    "a window longer than any": (terms(consultation__region_days=[f"{HERE}:400"]), {"fault.term_never"}),
    "later than the law allows": (terms(filing__days=90), {"fault.term_law"}),
    "more votes than there are": (terms(motion__pass__suspend=4), {"fault.motion_pass"}),
    "the vote of the region concerned": (terms(motion__pass__go_on_without=3), {"fault.motion_pass"}),
    "local standards that nobody files": (terms(filing__owed=False), {"fault.term_track"}),
    "an association's number without its letters": (terms(number__form="recorded"), {"fault.term_track"}),
    "nothing to be checked": (terms(initiation__checks=[]), {"fault.term_empty"}),
}


def keys(plan: Plan) -> set[str]:
    return {fault.key for fault in faults(plan, ChangeKind.FOUNDING)}


def test_the_agreement_as_founded_is_sound(plan: Plan) -> None:
    assert keys(plan) == set()


@pytest.mark.parametrize("name", SEEDS)
def test_a_seeded_fault_is_found(plan: Plan, name: str) -> None:
    seed, wanted = SEEDS[name]
    assert keys(seed(plan)) == wanted


def test_every_fault_that_the_check_knows_is_seeded() -> None:
    from tests.house.sayings import ROOT, strings, tree

    rooms = sorted((ROOT / "workflow/accord").glob("*.py"))
    known = {text for room in rooms for text in strings(tree(room)) if text.startswith("fault.")}
    assert known == set().union(*(wanted for _, wanted in SEEDS.values()))


def test_many_faults_come_at_once_with_who_cures_them(plan: Plan) -> None:
    broken = terms(floor__min=9, cosign__days=0)(without(Role.HANDLER)(plan))
    found = faults(broken, ChangeKind.FOUNDING)
    assert {f.key: f.cure for f in found} == {
        "fault.chain_no_return": Role.SECADMIN,
        "fault.term_floor": Role.HANDLER,
        "fault.term_never": Role.HANDLER,
    }
