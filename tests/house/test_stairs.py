"""The stairs are walked: imports go down only, the engine knows no HTTP, and no room stands beside the stairs."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).with_name("lint-imports")
PACKAGES = ("workflow", "web", "migrations")
OF_SEVERAL = ("log", "doors", "entrance", "picture", "search", "seats", "storage")
HALLWAYS = {
    "workflow",
    *(f"workflow.{name}" for name in OF_SEVERAL),
}  # packages whose modules are rooms of several floors


def contracts() -> list[dict[str, object]]:
    """The contracts of pyproject.toml."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    found: list[dict[str, object]] = tools["importlinter"]["contracts"]
    return found


def rooms() -> set[str]:
    """Every module that a floor of the contract names."""
    floors = next(contract["layers"] for contract in contracts() if contract["type"] == "layers")
    assert isinstance(floors, list)
    return {room.strip(" ()") for floor in floors for room in floor.replace("|", ":").split(":")}


def modules() -> set[str]:
    """Every module of the product, by its dotted name."""
    files = [file for package in ("workflow", "web") for file in (ROOT / package).rglob("*.py")]
    parts = (file.relative_to(ROOT).with_suffix("").parts for file in files)
    return {".".join(part for part in path if part != "__init__") for path in parts}


def walk(folder: Path) -> subprocess.CompletedProcess[str]:
    """Walk the stairs of the tree in that folder."""
    return subprocess.run([LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_imports_go_down_the_stairs_only() -> None:
    walked = walk(ROOT)
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_no_room_stands_beside_the_stairs() -> None:
    named = rooms()
    beside = {
        module for module in modules() - HALLWAYS if not any(f"{module}.".startswith(f"{room}.") for room in named)
    }
    assert not beside, "name these rooms in pyproject.toml, on their floor"


@pytest.mark.parametrize(
    ("room", "fault"),
    [
        ("workflow/vocabulary.py", "import workflow.records"),
        ("workflow/engine.py", "import flask"),
        ("migrations/versions/__init__.py", "import workflow.vocabulary"),
    ],
)
def test_a_planted_upward_import_is_found(room: str, fault: str, tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "data", "static")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / room).open("a") as file:
        file.write(f"\n{fault}\n")
    walked = walk(tmp_path)
    assert walked.returncode == 1
    assert "BROKEN" in walked.stdout
    assert fault.removeprefix("import ") in walked.stdout
