"""docs/mechanisms.md says where each mechanism of the field is done: what it names is there, its test in the suite."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from web import create_app
from workflow.db import Database
from workflow.kinds import all_kinds
from workflow.process import agreement, entries, standard
from workflow.settings import Settings

ROOT = Path(__file__).parents[2]
MECHANISMS = 66
HOW = ("decided on the engine", "register", "link or label")
STEPS = {**standard.ROWS, **agreement.ROWS, **entries.ROWS}


class Line(NamedTuple):
    number: int
    how: str
    where: str
    test: str


def lines() -> list[Line]:
    told = (ROOT / "docs" / "mechanisms.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in told.splitlines() if line[:3] > "| 0"]
    return [Line(int(row[0]), row[3], row[4], row[5].strip("`")) for row in rows if row[0].isdigit()]


@cache
def functions(path: Path) -> frozenset[str]:
    found = ast.parse(path.read_text(encoding="utf-8")).body
    return frozenset(node.name for node in found if isinstance(node, ast.FunctionDef))


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> list[re.Pattern[str]]:
    """Every address of the application, with anything in its places."""
    home = tmp_path_factory.mktemp("app")
    app: Flask = create_app(Settings(var=str(home), secret_key="s" * 40), Database(f"sqlite:///{home / 'none.db'}"))
    spelled = (re.sub(r"<[^>]+>", "<[^>]+>|[^/]+", rule.rule) for rule in app.url_map.iter_rules())
    return [re.compile("(" + one.replace("<[^>]+>|[^/]+", ")(?:<[^>]+>|[^/]+)(") + ")") for one in spelled]


def test_every_mechanism_stands_there_once_and_enough_are_decided() -> None:
    told = lines()
    assert [line.number for line in told] == list(range(1, MECHANISMS + 1))
    assert {line.how for line in told} <= set(HOW)
    assert sum(line.how == HOW[0] for line in told) >= 20
    named = {number for kind in all_kinds().values() for number in kind.mechanisms}
    assert named <= {line.number for line in told}


@pytest.mark.parametrize("line", lines(), ids=lambda line: str(line.number))
def test_what_a_line_names_is_there(line: Line, addresses: list[re.Pattern[str]]) -> None:
    path, _, test = line.test.partition("::")
    function, _, kind = test.rstrip("]").partition("[")
    assert function in functions(ROOT / path), line.test
    assert not kind or line.number in all_kinds()[kind].mechanisms, line.test
    named = re.findall(r"`([^`]+)`", line.where)
    assert named or line.how != HOW[1]
    known = {*all_kinds(), *STEPS, "existing_search"}
    for name in named:
        if name.startswith("/"):
            assert any(pattern.fullmatch(name) for pattern in addresses), name
        else:
            assert name in known, name
    kinds = [name for name in named if name in all_kinds()]
    if line.how == HOW[1]:
        assert any(line.number in all_kinds()[kind].mechanisms for kind in kinds), line.number
