"""W16: inside a region no yes stands over a missing or blocking office, and its no never waits for anybody."""

import pytest

from tests.house.walk.gate import agrees, reaching, state, walked
from workflow.process.row import Scope
from workflow.process.standard import TABLE
from workflow.vocabulary import RESTING, Gate, Track


@pytest.mark.parametrize(("departments", "city"), [*((n, False) for n in range(4)), *((n, True) for n in range(3))])
def test_no_approval_stands_over_an_office_that_has_not_agreed(departments: int, city: bool) -> None:
    graph = walked(departments, city=city)
    above = " and the province" if city else ""
    print(f"\n{departments} departments{above}: {len(graph)} states of the chain")
    approvals = [chain for chain in graph for step, _ in graph[chain] if step == "approve_release"]
    assert approvals
    assert not [chain for chain in approvals if not all(agrees(said) for said in chain.below)]
    assert not [
        chain
        for chain in graph
        if state(chain) is Gate.AGREED and not all(agrees(said) for said in (*chain.below, chain.approver))
    ]


@pytest.mark.parametrize(("departments", "city"), [*((n, False) for n in range(4)), *((n, True) for n in range(3))])
@pytest.mark.parametrize("outcome", [Gate.AGREED, Gate.BLOCKED])
def test_both_outcomes_stay_reachable(departments: int, outcome: Gate, city: bool) -> None:
    graph = walked(departments, city=city)
    assert reaching(graph, outcome) == graph.keys()


@pytest.mark.parametrize("departments", [1, 2, 3])
def test_a_silent_department_holds_back_the_yes_and_never_the_no(departments: int) -> None:
    graph = walked(departments, frozenset({0}))
    assert reaching(graph, Gate.BLOCKED) == graph.keys()
    assert reaching(graph, Gate.AGREED) == set()


def test_a_region_that_leaves_comes_back_to_an_empty_gate() -> None:
    """What its offices said on an application that came to nothing must not carry the next one."""
    leaving = [
        row for row in TABLE if row.scope is Scope.OWN and isinstance(row.target, Track) and row.target in RESTING
    ]
    assert leaving
    assert [row.name for row in leaving if "own_round" not in {move.what for move in row.moves}] == []
