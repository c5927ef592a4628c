"""What every list says to a program: how many there are, one page of them, where the next is; and rows as JSON."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from web import forms, paging
from web.api import views
from workflow.process.answers import WrongAnswers
from workflow.vocabulary import Named
from workflow.words import tell

PAGE: Final = 500  # of what is counted anew for every answer


def page() -> int:
    """The page that is asked for; what is none is a wrong answer."""
    found = forms.number(request.args.get("page", "1")) or 0
    if not 0 < found <= paging.MOST:
        raise WrongAnswers({"page": ("wrong.integer", {})})
    return found


def listed(items: list[views.Json], **more: Any) -> ResponseReturnValue:
    """All there is."""
    return jsonify({"total": len(items), "items": items, "next": None, **more})


def paged(items: list[views.Json], total: int, *, here: int, size: int, **more: Any) -> ResponseReturnValue:
    """One page of it."""
    onward = paging.address(here + 1) if here * size < total else None
    return jsonify({"total": total, "items": items, "next": onward, **more})


def cut(items: list[views.Json], **more: Any) -> ResponseReturnValue:
    """The page that is asked for of what was counted whole."""
    here = page()
    return paged(items[(here - 1) * PAGE : here * PAGE], len(items), here=here, size=PAGE, **more)


def of(row: Any, columns: Sequence[str]) -> views.Json:
    """The columns of a row."""
    return {name: plain(getattr(row, name)) for name in columns}


def plain(value: Any) -> Any:
    """A cell: hours with their offset, members of an enumeration by their code, names in the language asked for."""
    match value:
        case Named():
            return str(tell(value))
        case datetime() | date():
            return views.time(value)
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
        case list() | tuple():
            return [plain(each) for each in value]
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case _:
            return str(tell(value))
