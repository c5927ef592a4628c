"""Limits of a text as files: JSON of the schema in `docs/limits.md`, CSV and XLSX. Only what a person answers for is
told to the public.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from workflow.exports.tables import table
from workflow.text.limits.judged import Judged
from workflow.text.limits.limit import Limit
from workflow.words import say

FORMAT: Final = "tongbiao-limits/1"
HEADING: Final = ("条款", "对象和条件", "指标", "比较", "数值", "单位", "约束力", "读自")


def plain(limit: Limit) -> dict[str, Any]:
    """One limit as the file tells it."""
    return {
        "quantity": limit.quantity,
        "condition": limit.condition,
        "operator": limit.operator.value,
        "values": list(limit.values),
        "unit": limit.unit,
        "force": limit.force.value,
    }


def limits_json(about: Mapping[str, Any], found: Iterable[Judged]) -> bytes:
    """`about` tells which standard, which version and the hash of its text."""
    told = [
        {"clause": one.clause.id, "number": one.clause.number, **plain(one.limit), "words": one.limit.words}
        for one in found
    ]
    whole = {"format": FORMAT, **about, "limits": told}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def limits_table(form: str, found: Iterable[Judged]) -> bytes:
    """A row a limit."""
    rows = [_row(one) for one in found]
    return table(form, say("限值"), [say(words) for words in HEADING], rows)


def _row(one: Judged) -> list[Any]:
    limit = one.limit
    named = one.clause.number or one.clause.title
    told = [
        named,
        limit.condition,
        limit.quantity,
        say(f"operator.{limit.operator}"),
        "～".join(limit.values),
        limit.unit,
    ]
    return [*told, say(f"force.{limit.force}"), limit.words]
