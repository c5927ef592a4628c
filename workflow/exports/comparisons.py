"""A comparison as a file: CSV and XLSX a row a line, JSON with both texts named by their hashes."""

import json
from collections.abc import Mapping
from typing import Any, Final

from workflow.exports.tables import table
from workflow.reads.comparing import Source, Told
from workflow.records.limits import ComparisonLine
from workflow.text.limits.limit import read
from workflow.vocabulary import Named
from workflow.words import say, tell

FORMAT: Final = "tongbiao-comparison/1"
HEADING: Final = ("行", "我方条款", "我方限值", "系统判断", "确认的关系", "理由", "对方限值", "对方条款", "谁确认的")


def comparison_json(told: Told) -> bytes:
    """Both texts, every line, what was proposed and what people said."""
    kept = told.comparison
    sides = {"ours": (told.ours, kept.ours_hash), "theirs": (told.theirs, kept.theirs_hash)}
    whole = {
        "format": FORMAT,
        "id": told.id,
        "sha256": told.sha256,
        "now": told.now,
        "compared_at": kept.at.isoformat(),
        **{name: _named(side) | {"text_hash": digest} for name, (side, digest) in sides.items()},
        "lines": [_line(told, line) for line in told.lines],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _named(side: Source) -> dict[str, Any]:
    return {"title": side.title, "number": side.number, "standard": side.standard_id}


def _line(told: Told, line: ComparisonLine) -> dict[str, Any]:
    return {
        "place": line.place,
        "our_clause": label(told.ours, line.our_clause),
        "their_clause": label(told.theirs, line.their_clause),
        "our_limit": line.our_limit,
        "their_limit": line.their_limit,
        "proposed": line.proposed,
        "settled": line.settled,
        "notes": line.notes,
    }


def comparison_table(form: str, told: Told, names: Mapping[int, Named]) -> bytes:
    """A row a line."""
    rows = [_row(told, line, names) for line in told.lines]
    return table(form, say("比对"), [say(words) for words in HEADING], rows)


def _row(told: Told, line: ComparisonLine, names: Mapping[int, Named]) -> list[Any]:
    relations = [say(f"relation.{one}") if one else "" for one in (line.proposed, line.settled)]
    who = names.get(line.settled_by or 0)
    ours = [line.place, label(told.ours, line.our_clause), shown(line.our_limit)]
    return [
        *ours,
        *relations,
        line.notes,
        shown(line.their_limit),
        label(told.theirs, line.their_clause),
        str(tell(who)) if who else "",
    ]


def label(side: Source, clause_id: str | None) -> str:
    """How a clause is called; empty where there is none."""
    clause = side.by_id.get(clause_id or "")
    return " ".join(part for part in (clause.number, clause.title) if part) if clause else ""


def shown(kept: Mapping[str, Any] | None) -> str:
    """A limit in one line."""
    if kept is None:
        return ""
    limit = read(dict(kept))
    return " ".join(part for part in (limit.condition, limit.quantity, limit.shown) if part)
