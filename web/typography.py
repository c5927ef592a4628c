"""How Chinese words are set on a page: where a title may wrap, what in a sentence stays whole. No layout, no copy."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from markupsafe import Markup, escape

from workflow.text.titles import joined_parts

JOINT: Final = Markup("<wbr>")

_WHOLE: Final = re.compile(
    r"(?P<date>\b\d{4}-\d{2}-\d{2})(?P<hour>[ T]\d{2}:\d{2})?(?!\d)"
    r"|(?P<short>(?<![\d-])(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[ ]\d{2}:\d{2})?(?![\d-]))"
    r"|(?P<number>\bDB\d{2,4}(?:/T)?\s?[\d.]+[—–-]\d{4}(?!\d))"
)


def joints(title: str) -> Markup:
    """The title with a place to wrap at each of its joints; everything in it is text."""
    return JOINT.join(joined_parts(title))


def prose(sentence: str) -> Markup:
    """The sentence with its dates and standard numbers kept whole; everything in it is text."""
    pieces: list[Markup] = []
    end = 0
    for found in _WHOLE.finditer(sentence):
        pieces += [escape(sentence[end : found.start()]), _whole(found)]
        end = found.end()
    return Markup("").join([*pieces, escape(sentence[end:])])


def _whole(found: re.Match[str]) -> Markup:
    if found["date"] and _is_day(found["date"]):
        hour = f"T{found['hour'][1:]}+08:00" if found["hour"] else ""
        return Markup('<time datetime="{}{}">{}</time>').format(found["date"], hour, found[0])
    return Markup('<span class="nb">{}</span>').format(found[0])


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


FILTERS: Final[dict[str, Callable[[str], Markup]]] = {"joints": joints, "prose": prose}
