"""W19: no natural person both makes a standard and approves it; a region needs three persons, and reviewers beside."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from workflow.process.row import Row
from workflow.process.standard import TABLE
from workflow.vocabulary import Role
from workflow.who import EXCLUDED, SEATED

MAKERS = {Role.DRAFTER, Role.EDITOR}
JUDGES = {Role.REVIEWER, Role.CHAIR}
REGIONAL = frozenset(
    {
        Role.HANDLER,
        Role.COORDINATOR,
        Role.APPLICANT,
        Role.APPROVER,
        Role.COSIGNER,
        Role.DRAFTER,
        Role.EDITOR,
        Role.KEEPER,
        Role.OFFICER,
        Role.SECRETARY,
    }
)
# Rows that give a hand to persons named in the answers, judged by a rule about those persons.
NAMING = {"name_drafters": ("named_hands", Role.DRAFTER), "appoint_panel": ("panel_fit", Role.REVIEWER)}


# Who acts in these roles was named before, and has had that hand since.
NAMED_BEFORE = {
    Role.DRAFTER: Role.DRAFTER,
    Role.EDITOR: Role.DRAFTER,
    Role.REVIEWER: Role.REVIEWER,
    Role.CHAIR: Role.REVIEWER,
}
DECIDE_NOTHING = {"claim_work", "hand_on_work"}


def hands_after(hands: frozenset[Role]) -> Iterator[frozenset[Role]]:
    """Every role that a person with these hands may still take, by the rows as they stand."""
    for row in TABLE:
        for role in row.who if row.name not in DECIDE_NOTHING else ():
            is_named = NAMED_BEFORE.get(role) in (None, *hands)
            is_refused = refuses(row, "other_hands") and hands & EXCLUDED.get(role, frozenset())
            if is_named and not is_refused:
                yield hands | {role}
        if row.name in NAMING:
            rule, role = NAMING[row.name]
            assert refuses(row, rule)
            if not hands & EXCLUDED[role]:
                yield hands | {role}


def refuses(row: Row, rule: str) -> bool:
    return any(r.name == rule for r in row.rules)


def all_hands() -> set[frozenset[Role]]:
    """Every set of roles that one person can come to have had in one project, whatever seats he or she is given."""
    met, queue = {frozenset[Role]()}, [frozenset[Role]()]
    while queue:
        for after in hands_after(queue.pop()):
            if after not in met:
                met.add(after)
                queue.append(after)
    return met


@pytest.fixture(scope="module")
def hands() -> set[frozenset[Role]]:
    return all_hands()


@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_nobody_both_makes_and_approves(hands: set[frozenset[Role]], maker: Role) -> None:
    assert not [sorted(h) for h in hands if {maker, Role.APPROVER} <= h]


@pytest.mark.parametrize("judge", sorted(JUDGES))
@pytest.mark.parametrize("maker", sorted(MAKERS))
def test_nobody_both_makes_and_reviews(hands: set[frozenset[Role]], maker: Role, judge: Role) -> None:
    assert not [sorted(h) for h in hands if {maker, judge} <= h]


def test_the_second_keeper_is_asked_to_be_another_person() -> None:
    (row,) = [row for row in TABLE if row.name == "confirm_number"]
    assert refuses(row, "second_keeper")


def fit_one_person(roles: frozenset[Role]) -> bool:
    return not any(a in EXCLUDED.get(b, ()) or b in EXCLUDED.get(a, ()) for a, b in combinations(roles, 2))


def fewest(roles: frozenset[Role]) -> int:
    """The least number of persons who can fill these roles."""
    if not roles:
        return 0
    first, *rest = sorted(roles)
    shares = (frozenset({first, *others}) for n in range(len(rest) + 1) for others in combinations(rest, n))
    return 1 + min(fewest(roles - share) for share in shares if fit_one_person(share))


def test_a_region_needs_three_persons_and_reviewers_beside() -> None:
    assert fewest(REGIONAL) == 3
    assert fewest(REGIONAL | {Role.REVIEWER}) == 4


def test_every_role_with_a_seat_is_known_to_the_separation_of_duties() -> None:
    """But for an auditor, who takes no step of a standard."""
    assert set(SEATED) - set(EXCLUDED) == {Role.IMPLEMENTER, Role.AUDITOR}
