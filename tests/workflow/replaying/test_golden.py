"""Histories of former days are read and judged as on their day. TONGBIAO_REWRITE=1 plays them anew: only where leaves
were extended on purpose, never because they can no longer be read."""

import json
import os

from tests.workflow.replaying.golden import FOLDER, judged, write


def test_former_histories_are_judged_as_on_their_day(sqlite_url: str) -> None:
    if os.environ.get("TONGBIAO_REWRITE"):
        write(sqlite_url, FOLDER)
    said = judged(FOLDER)
    assert said == json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    assert {name: history["unlawful"] for name, history in said.items()} == {name: [] for name in said}
    ends = {"amended": "replaced", "revision": "in_force", "aborted": "approving", "second_vote": "approving"}
    assert {name: history["joint"] for name, history in said.items()} == ends
