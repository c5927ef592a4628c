"""Data that ships with the product: the lines of its files, and the default figures of a rule set."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _terms() -> str:
    lines = rows("terms.csv")
    return json.dumps({r["key"]: {"value": _value(r["value"]), "cites": r["cites"], "mark": r["mark"]} for r in lines})


def default_terms() -> dict[str, dict[str, Any]]:
    """The figures of the default rule set, each with its citation and how sure the citation is; the caller's own."""
    found: dict[str, dict[str, Any]] = json.loads(_terms())
    return found


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
