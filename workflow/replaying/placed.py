"""Regions as a group's log tells them, by code, province and letters; their names are those of the register that ships
with the program."""

from collections.abc import Mapping
from functools import cache

from workflow.shipped import rows

NAMES = ("name_zh", "name_en", "level", "source", "confidence")


@cache
def register() -> dict[str, dict[str, str]]:
    """The regions that ship with the program, by code."""
    return {row["code"]: row for row in rows("regions.csv")}


def place(told: Mapping[str, tuple[str, str]], code: str) -> dict[str, str | None]:
    """A region's row; what the log tells of it beats the register."""
    shipped = register().get(code, {})
    above, letters = told.get(code, (shipped.get("parent_code"), shipped.get("db_prefix", "")))
    names = {name: shipped.get(name, code) for name in NAMES}
    short = shipped.get("short_zh") or names["name_zh"][:1]
    by_law = {"parent_code": above or None, "db_prefix": letters or shipped.get("db_prefix", "")}
    return {"code": code, "short": short, **names, **by_law}
