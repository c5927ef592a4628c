"""An amendment walked as a graph of its own: it can always end, and nothing binds without everybody's fresh yes."""

import pytest

from tests.house.walk.amended import ASIDE, ROWS, Amended, Frozen, Graph, Word, after, reaching, settled, walked
from workflow.process.row import Move
from workflow.vocabulary import AmendmentKind, AmendmentState

BOUND = (AmendmentState.SCHEDULED, AmendmentState.SEALED)
FLOOR = 2


def ended(graph: Graph, *states: AmendmentState) -> set[Amended]:
    return {s for s in graph if s.state in states}


@pytest.mark.parametrize("regions", [2, 3])
def test_every_state_is_reached_and_every_row_is_taken(regions: int) -> None:
    graph, taken = walked(regions)
    print(f"\n{regions} regions: {len(graph)} situations, {sum(map(len, graph.values()))} moves")
    assert {s.state for s in graph} == set(AmendmentState)
    assert {row.name for row in ROWS if row.source} - taken == ASIDE


@pytest.mark.parametrize("regions", [2, 3])
def test_whatever_is_open_can_end_and_with_two_regions_can_still_take_effect(regions: int) -> None:
    graph, _ = walked(regions)
    assert reaching(graph, ended(graph, AmendmentState.DROPPED, AmendmentState.IN_EFFECT)) == graph.keys()
    willing = {s for s in graph if not s.state.is_end and len(s.there) >= FLOOR}
    assert not willing - reaching(graph, ended(graph, AmendmentState.IN_EFFECT))


def is_agreed(s: Amended) -> bool:
    """Everybody's fresh yes on the text of today's participants."""
    return s.frozen is Frozen.SUITS and len(s.there) >= FLOOR and all(part.word is Word.FRESH for part in s.there)


@pytest.mark.parametrize("regions", [2, 3])
def test_nothing_is_scheduled_sealed_or_in_effect_without_everybodys_fresh_yes(regions: int) -> None:
    graph, _ = walked(regions)
    assert not [s for s in graph if s.state in (*BOUND, AmendmentState.IN_EFFECT) and not is_agreed(s)]
    sealed = ended(graph, AmendmentState.SEALED, AmendmentState.IN_EFFECT)
    assert sealed
    assert not [s for s in sealed if not all(part.is_confirmed for part in s.there)]
    loose = [s for s in graph if not s.state.is_end and s.state not in BOUND]
    assert not [s for s in loose if any(part.is_confirmed for part in s.parts)]


def test_effect_comes_for_all_regions_in_one_row_or_for_none() -> None:
    graph, _ = walked(3)
    into = {name for s in graph for name, then in graph[s] if then.state is AmendmentState.IN_EFFECT}
    assert into == {"time"}  # nobody's own act: the instant, through the one row of the system
    (row,) = [row for row in ROWS if row.target is AmendmentState.IN_EFFECT]
    assert row.is_system
    assert not [move for move in row.moves if isinstance(move, Move) and move.what == "tracks"]


def test_a_technical_change_never_goes_without_every_regions_window() -> None:
    graph, _ = walked(3)
    late = [s for s in graph if s.kind is AmendmentKind.TECHNICAL and s.state is AmendmentState.APPROVING]
    assert late
    assert not [s for s in late if not all(part.is_posted for part in s.there)]


def test_one_silent_region_holds_back_the_yes_and_never_the_end() -> None:
    graph, _ = walked(3, frozenset({2}))
    assert reaching(graph, ended(graph, AmendmentState.DROPPED)) >= {s for s in graph if not s.state.is_end}
    held = {s for s in graph if len(s.there) == 3}
    assert not [s for s in held if s.state in BOUND]


def test_what_the_process_does_by_itself_does_not_depend_on_the_order_of_its_rows() -> None:
    graph, _ = walked(3)
    open_ones = [s for s in graph if not s.state.is_end]
    row = {row.name: row for row in ROWS}
    unsettled = [after(row["object_amendment"], s, 0) for s in open_ones if s.state in BOUND]
    assert unsettled
    assert not [s for s in [*open_ones, *unsettled] if settled(s, set()) != settled(s, set(), backwards=True)]
