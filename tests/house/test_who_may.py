"""Who may take which step, in which state, stands in who_may.txt: a change of permission is a diff a lawyer can read.

`TONGBIAO_REWRITE=1 pytest tests/house/test_who_may.py` writes the file anew.
"""

import os
from difflib import unified_diff
from pathlib import Path

from tests.house.permissions import lines
from workflow.process.row import Scope
from workflow.process.standard import TABLE

KEPT = Path(__file__).parent / "who_may.txt"
BEGINNING = {row.name for row in TABLE if row.scope is Scope.JOINT and not row.source}


def test_the_permissions_are_those_that_were_agreed() -> None:
    now = lines()
    if os.environ.get("TONGBIAO_REWRITE"):
        KEPT.write_text("\n".join([*now, ""]), encoding="utf-8")
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    assert "\n".join(unified_diff(kept, now, "agreed", "as it is now", lineterm="", n=0)) == ""


def test_every_step_but_those_that_begin_a_life_may_be_taken_by_somebody() -> None:
    written = KEPT.read_text(encoding="utf-8")
    assert {row.name for row in TABLE if f" | {row.name} " not in written} == BEGINNING
