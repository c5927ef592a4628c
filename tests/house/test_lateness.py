"""Late never moves a state: at each gate the ladder is told rung by rung, each once, however long the process slept."""

import pytest

from tests.house.walk.ladder import LADDER, OWING, told
from workflow import shipped
from workflow.process.standard import ROWS
from workflow.rules.debts import LADDER as TERMS
from workflow.rules.motions import OWED_IN
from workflow.vocabulary import Joint

DAYS = [shipped.default_terms()[key]["value"] for key in TERMS]


def test_every_gate_at_which_a_region_can_owe_is_walked() -> None:
    assert OWING.keys() == OWED_IN


@pytest.mark.parametrize("joint", OWING)
def test_the_ladder_is_climbed_to_the_rung_of_the_day(joint: Joint) -> None:
    for late in range(-2, DAYS[-1] + 3):
        due = sum(late >= days for days in DAYS)
        for before in range(due + 1):
            assert told(joint, late, before) == (list(LADDER[before:due]), due), (late, before)


def test_telling_moves_nothing() -> None:
    for name in LADDER:
        assert ROWS[name].target is None
        assert not ROWS[name].moves
