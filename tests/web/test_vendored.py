"""What we did not write ourselves stands in the house as its manifest says, with its licences, and asks nobody else."""

import json
import re
from hashlib import sha256
from pathlib import Path

ROOM = Path(__file__).parents[2] / "web" / "static" / "vendor"
MANIFEST = json.loads((ROOM / "manifest.json").read_text(encoding="utf-8"))


def test_every_file_is_the_one_of_the_manifest() -> None:
    found = {path: sha256((ROOM / path).read_bytes()).hexdigest() for path in MANIFEST["sha256"]}
    assert found == MANIFEST["sha256"]


def test_every_part_stands_under_a_free_licence_that_is_kept() -> None:
    assert {part["licence"] for part in MANIFEST["parts"]} == {"MIT"}
    assert {f"licences/{part['name']}.txt" for part in MANIFEST["parts"]} == set(MANIFEST["sha256"]) - {
        "prosemirror.js"
    }


def test_the_parts_are_those_of_the_lock_which_names_no_host() -> None:
    lock = (ROOM / "package-lock.json").read_text(encoding="utf-8")
    locked = json.loads(lock)["packages"]
    assert all(locked[f"node_modules/{part['name']}"]["integrity"] == part["integrity"] for part in MANIFEST["parts"])
    assert "resolved" not in lock
    assert re.search(r"import\s*\(|\bfetch\(|XMLHttpRequest", (ROOM / "prosemirror.js").read_text("utf-8")) is None
