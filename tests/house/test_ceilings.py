"""Ceilings of the house: a file has one subject, a function one thought. Each exemption is listed with its reason."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE, FUNCTION, TEMPLATE, TEST = 200, 30, 120, 300
EXEMPT = {
    "workflow/vocabulary.py": "every enumeration of the trade stands here once",
    "workflow/process/standard.py": "the table",
    "workflow/dossier/offline/verify.py": "one file that is read whole and run without installing anything",
}


def python(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", python("workflow", "web"), ids=name)
def test_a_file_has_room_for_one_subject_and_a_function_for_one_thought(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if name(path) not in EXEMPT:
        assert source.count("\n") <= FILE
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("path", sorted((ROOT / "web" / "templates").rglob("*.html")), ids=name)
def test_a_template_composes_small_parts(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= TEMPLATE


@pytest.mark.parametrize("path", sorted((ROOT / "web" / "styles").glob("*.css")), ids=name)
def test_a_stylesheet_dresses_one_kind_of_thing(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= FILE


@pytest.mark.parametrize("path", python("tests"), ids=name)
def test_a_test_file_tells_one_story(path: Path) -> None:
    limit = TEST if path.name != "builders.py" else TEST + 50
    assert path.read_text(encoding="utf-8").count("\n") <= limit


def test_every_exemption_is_still_needed() -> None:
    for exempt in EXEMPT:
        assert (ROOT / exempt).read_text(encoding="utf-8").count("\n") > FILE, exempt


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        name(p) for p in python("workflow", "web", "tests") if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert [path for path in silent if not path.endswith("__init__.py")] == []
