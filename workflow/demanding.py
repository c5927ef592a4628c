"""What a review demands: a line each, and the clause that a line begins with."""

import re
from collections.abc import Mapping
from typing import Any, Final

NUMBER: Final = re.compile(r"第?\s*((?:[1-9]\d*|[A-Z])(?:\.\d+)*)\s*[条章]?(?![\d.A-Za-z%])")


def lines(words: str) -> list[str]:
    """One demand a line; empty lines demand nothing."""
    return [line.strip() for line in words.splitlines() if line.strip()]


def place_of(line: str, digest: Mapping[str, Any]) -> tuple[str, str] | None:
    """The clause whose number a line begins with, as id and label; a number that no clause bears names none."""
    found = NUMBER.match(line)
    if found is None:
        return None
    labelled = ((id_, label) for id_, (_, _, label, *_) in digest.items())
    return next(((id_, label) for id_, label in labelled if label.split(" ")[0] == found[1]), None)
