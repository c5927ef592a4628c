"""The machine at work: so many lives of it, by number or always the same."""

import traceback
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.arena import Shelf
from tests.torture.everybody import Lives
from tests.torture.figures import Figures

EXAMPLE = 400  # steps of one life of the machine
BATCH = 5


def played(template: Path, number: int | None, *, examples: int, steps: int = EXAMPLE) -> Figures:
    """So many lives of the machine; without a number always the same ones."""
    kind: Any = type("Lives", (Lives,), {"template": template})
    Lives.steps = Lives.acts = 0
    asked = settings(
        max_examples=examples, stateful_step_count=steps, database=None, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck), derandomize=number is None, print_blob=False,
    )  # fmt: skip
    figures = Figures()
    try:
        run_state_machine_as_test(kind if number is None else seed(number)(kind), settings=asked)
    except Exception as broken:
        figures.broken = 1
        figures.told = ["".join(traceback.format_exception_only(broken))[:1500]]
    figures.runs, figures.acknowledged = Lives.steps, Lives.acts
    return figures


def batch(shelf: Shelf, dice: Random) -> Figures:
    """Some thousand steps."""
    return played(shelf.template(), dice.getrandbits(32), examples=BATCH)
