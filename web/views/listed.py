"""Lists of what stands open as plain views, for parts/listed.html."""

from collections.abc import Iterable
from typing import Any

from flask import g

from web.present import day
from workflow.reads.waiting_list import Line, Listed
from workflow.words import say, tell

Json = dict[str, Any]


def shown(found: Iterable[Listed]) -> list[Json]:
    """Each list with its number; a note that is a key is said, another is told."""
    return [
        {"code": one.name.replace(".", "-"), "name": say(one.name), "n": len(one.lines)}
        | {"lines": [_line(line) for line in one.lines]}
        for one in found
    ]


def _line(one: Line) -> Json:
    note = say(one.note) if type(one.note) is str and one.note else tell(one.note) if one.note else ""
    is_late = one.due is not None and one.due < g.today
    return {
        "title": one.title,
        "href": one.href,
        "due": day(one.due) if one.due else "",
        "is_late": is_late,
        "note": note,
    }
