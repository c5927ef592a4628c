"""A form filled from a standard: plain data that each of its faces - page, PDF, DOCX, XLSX, JSON - shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from workflow.exports.paperwork import fields_making, fields_release, fields_standard, fields_units
from workflow.exports.paperwork.placeholders import names, put
from workflow.exports.paperwork.rows import COLUMNS, LISTS, Row
from workflow.exports.paperwork.shapes import Form
from workflow.exports.paperwork.source import Source
from workflow.words import speaking

FIELDS: Final = {**fields_standard.FIELDS, **fields_making.FIELDS, **fields_units.FIELDS, **fields_release.FIELDS}
LINE: Final = "________"  # what is left to a hand within a sentence
Data = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """A form with its values. `values` are those of the fields by name, `lists` those of its rows; none is blank."""

    form: Form
    title: str
    values: Mapping[str, str | None]
    lists: Mapping[str, list[Row]]
    blocks: tuple[Data, ...]
    made_at: datetime

    @property
    def blanks(self) -> list[str]:
        """The names of the values that are left to a hand."""
        return [name for name in self.form.values if self.values[name] is None]


def filled(form: Form, source: Source) -> Filled:
    """The form as this standard fills it, in Chinese whatever language is spoken: it is an official document."""
    with speaking("zh"):
        values = {name: FIELDS[name](source) for name in form.values}
        lists = {name: list(LISTS[name](source)) for name in form.rows}
    blocks = tuple(_block(block, values, lists) for block in form.blocks)
    return Filled(form, _said(form.title, values), values, lists, blocks, source.standing.standard.since)


def _said(words: str, values: Mapping[str, str | None], blank: str = LINE) -> str:
    return put(words, lambda name: values.get(name) or blank)


def _cell(words: str, values: Mapping[str, str | None]) -> str:
    """A cell that is one value stays empty where that is blank; within other words a line is drawn."""
    is_bare = len(names(words)) == 1 and words.strip().startswith("{{") and words.strip().endswith("}}")
    return _said(words, values, "" if is_bare else LINE)


def _block(block: Data, values: Mapping[str, str | None], lists: Mapping[str, list[Row]]) -> Data:
    match block["kind"]:
        case "facts":
            rows = [[[label, _cell(words, values)] for label, words in row] for row in block["rows"]]
            return block | {"rows": rows}
        case "rows":
            cells = [[_cell(c["value"], row) for c in block["columns"]] for row in lists[block["of"]]]
            blanks = [[""] * len(block["columns"])] * max(0, block.get("least", 0) - len(cells))
            foot = [_said(words, values) for words in block.get("foot", [])]
            return block | {
                "cells": [*cells, *blanks],
                "foot": foot,
                "caption": _said(block.get("caption", ""), values),
            }
        case "opinions":
            return block | {"rows": [[_cell(words, values) for words in row] for row in block["rows"]]}
        case "seals":
            return block | {"places": [[_said(words, values) for words in place] for place in block["places"]]}
    return block | {"words": [_said(words, values) for words in block["words"]]}


def unknown(form: Form) -> list[str]:
    """The names that a form asks for and that nothing fills: none, in the forms that ship."""
    found = [name for name in form.values if name not in FIELDS]
    found += [name for name in form.rows if name not in LISTS]
    return found + [n for name, columns in form.rows.items() for n in columns if n not in COLUMNS.get(name, ())]


def told(filled: Filled) -> Data:
    """The form for programs: its values by name, its rows, and what is left blank."""
    return {
        "form": filled.form.name,
        "title": filled.title,
        "cites": filled.form.cites,
        "values": dict(filled.values),
        "rows": {name: list(rows) for name, rows in filled.lists.items()},
        "blank": filled.blanks,
    }
