"""Files of rows for programs: the file that came, what each row would do, and the answer where a row is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from flask import Response, request

from web.api import views
from web.errors import Problem, as_details
from workflow.importing.plan import Fate, Plan
from workflow.importing.reading import BadTable
from workflow.process.answers import WrongAnswers
from workflow.words import say

SHOWN: Final = 500  # rows that are told one by one; the counts are those of all
FIRST: Final = (Fate.WRONG, Fate.CHANGED, Fate.NEW, Fate.SAME)


@contextmanager
def table() -> Iterator[None]:
    """A file that is no table is a wrong answer."""
    try:
        yield
    except BadTable as bad:
        raise WrongAnswers({"file": (bad.key, bad.facts)}) from bad


def uploaded(most: int) -> tuple[bytes, str]:
    """The bytes of the file that came, one more than may be at most, and its name."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        raise WrongAnswers({"file": ("wrong.required", {})})
    return upload.stream.read(most + 1), upload.filename


def told(plan: Plan) -> views.Json:
    """What the file would do; the wrong rows first."""
    rows = sorted(plan.rows, key=lambda row: FIRST.index(row.fate))[:SHOWN]
    items = [{"row": one.line.number, "fate": one.fate.value, "wrong": dict(one.wrong)} for one in rows]
    return {"counts": {fate.value: plan.count(fate) for fate in Fate}, "sound": plan.is_sound, "rows": items}


def refused(plan: Plan, **more: Any) -> Response:
    """Nothing was written, and what must be mended first."""
    detail = say("{n} 行有误，没有写入；改好后再导一次。", n=plan.count(Fate.WRONG))
    return as_details(Problem(409, say("文件有误"), detail), **told(plan), **more)
