"""The placeholders of forms and templates: `{{name}}` for a value, `{{#rows}}` … `{{/rows}}` around what is told for
each row. A name is looked up, nothing is evaluated."""

import re
from collections.abc import Callable
from typing import Final

NAME: Final = r"[a-z][a-z0-9_]{0,30}(?:\.[a-z0-9_]{1,30})?"
PLACEHOLDER: Final = re.compile(r"\{\{\s*(?P<kind>[#/]?)\s*(?P<name>" + NAME + r")\s*\}\}")
# What was meant as a placeholder and is none: told as unknown rather than printed.
ATTEMPT: Final = re.compile(r"\{\{.{0,80}?\}\}|\{\{[^{}]{0,40}$", re.DOTALL)


def names(words: str) -> list[str]:
    """The names of the values that words ask for."""
    return [found["name"] for found in PLACEHOLDER.finditer(words) if not found["kind"]]


def blocks(words: str) -> list[tuple[str, str]]:
    """The marks of rows in words, as (`#` or `/`, name)."""
    return [(found["kind"], found["name"]) for found in PLACEHOLDER.finditer(words) if found["kind"]]


def attempts(words: str) -> list[str]:
    """What stands in double braces and is no placeholder."""
    return [found[0] for found in ATTEMPT.finditer(words) if not PLACEHOLDER.fullmatch(found[0])]


def put(words: str, value: Callable[[str], str]) -> str:
    """The words with each value in its place; what a value says is never read again."""
    return PLACEHOLDER.sub(lambda found: "" if found["kind"] else value(found["name"]), words)
