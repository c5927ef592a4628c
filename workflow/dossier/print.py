"""The timeline on paper, in the one layout of official forms; what is pending says so at the foot of every page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from workflow.dossier.names import Both, both
from workflow.dossier.tables import Cell, Table
from workflow.dossier.telling import Told
from workflow.exports.paperwork.filling import Filled
from workflow.exports.paperwork.printing import form_pdf
from workflow.exports.paperwork.shapes import Form

MOST: Final = 3_000  # events on paper; all of them stand in the lists
COLUMNS: Final = {"number": 2, "at": 4, "act": 6, "who": 7, "changes": 8, "words": 10, "leaf": 5}
WIDE: Final = {"opinion": 4, "proposal": 4, "reason": 4, "answer": 4, "notes": 3, "text_hash": 3}  # shares of columns
SHOWN: Final = 16  # digits of a hash on paper
HASH: Final = 64


def timeline_pdf(told: Mapping[str, Any], lines: Sequence[Told], tables: Sequence[Table], made_at: datetime) -> bytes:
    """The print: what is told of the whole, the events, the tables."""
    title = f"{told['title']} {told['words']['kind']['zh']}"
    if told["missing"]:
        title = f"【待见证 PENDING】{title}"
    facts = [[[label["zh"], _words(value)]] for label, value in told["facts"]]
    blocks = ({"kind": "facts", "rows": facts}, _events(told, lines), *map(_table, tables))
    shape = Form("timeline", title, 0, "standard", "proposed", (), landscape=True, cites="", blocks=())
    return form_pdf(Filled(shape, title, {}, {}, blocks, made_at)).pdf


def _events(told: Mapping[str, Any], lines: Sequence[Told]) -> dict[str, Any]:
    left = len(lines) - MOST
    return {
        "kind": "rows",
        "caption": _both(told["words"]["timeline"]),
        "columns": [{"title": _both(both(f"dossier.column.{n}")), "share": share} for n, share in COLUMNS.items()],
        "cells": [_cells(line) for line in lines[:MOST]],
        "foot": [both("dossier.view.rest")["zh"].format(n=left)] if left > 0 else [],
    }


def _cells(line: Told) -> list[str]:
    who = " ".join(filter(None, (line.place["zh"], line.organ["zh"], line.person["zh"], line.role["zh"])))
    changes = "\n".join(f"{what['zh']}：{was['zh'] or '—'} → {now['zh'] or '—'}" for what, was, now in line.changes)
    said = [(label, value["zh"]) for label, value in line.said]
    words = "\n".join(f"{label['zh']}：{value}" for label, value in [*said, *line.words])
    leaf = f"{line.leaf_hash[:SHOWN]}\n#{line.index}"
    return [str(line.number), line.at, _both(line.called), who, changes, words, leaf]


def _table(table: Table) -> dict[str, Any]:
    named = zip(table.columns, table.headings, strict=True)
    return {
        "kind": "rows",
        "caption": _both(table.title),
        "columns": [{"title": heading["zh"], "share": WIDE.get(column, 2)} for column, heading in named],
        "cells": [[_words(cell) for cell in row] for row in table.rows],
        "foot": [],
    }


def _words(cell: Cell) -> str:
    words = cell if isinstance(cell, str) else cell["zh"]
    return f"{words[:SHOWN]}…" if len(words) == HASH and words.isascii() and " " not in words else words


def _both(words: Both) -> str:
    return words["zh"] if words["zh"] == words["en"] else f"{words['zh']}\n{words['en']}"
