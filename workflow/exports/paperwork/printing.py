"""A filled form on paper: PDF/A in the one layout of forms, the same bytes for the same values."""

from dataclasses import dataclass
from typing import Any, Final

from workflow.exports.paperwork.filling import Filled
from workflow.exports.printed.glyphs import Glyphs
from workflow.exports.printed.press import pressed
from workflow.exports.printed.tables import wide
from workflow.text.titles import joined_parts

LAYOUT: Final = "form.typ"
ROOM: Final = 10  # millimetres for a hand, where a block asks for no other room
PARTED: Final = 240  # a row with a longer cell may go on overleaf; others stand on one page
FOOT: Final = 34  # Han characters
LONG: Final = 10  # a column with more Han characters in a cell begins at the left instead of in the middle
Data = dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """The file, and the characters that no font could draw; they stand in it as boxes with their codes."""

    pdf: bytes
    missing: tuple[str, ...]


def form_pdf(filled: Filled) -> Printed:
    """The form as a file to print, sign and seal."""
    glyphs = Glyphs()
    data = {
        "name": glyphs.line(filled.title),
        "title": [glyphs.pieces(part) for part in joined_parts(filled.title)],
        "run": glyphs.pieces(_short(filled.title)),
        "landscape": filled.form.landscape,
        "blocks": [_block(block, glyphs) for block in filled.blocks],
    }
    return Printed(pressed(data, {}, filled.made_at, LAYOUT), tuple(sorted(glyphs.missing)))


def _short(title: str) -> str:
    """A title for the foot of each page, which has one line."""
    return title if len(title) <= FOOT else f"{title[:FOOT]}…"


def _block(block: Data, glyphs: Glyphs) -> Data:
    told, pieces = {"kind": block["kind"]}, glyphs.pieces
    match block["kind"]:
        case "facts":
            return told | {"rows": [[[pieces(words) for words in pair] for pair in row] for row in block["rows"]]}
        case "opinions":
            rows = [[pieces(words) for words in row] for row in block["rows"]]
            return told | {"rows": rows, "room": block.get("room", ROOM)}
        case "seals":
            return told | {"places": [[pieces(words) for words in place] for place in block["places"]]}
        case "code":
            return told | {"rows": block["rows"]}
        case "rows":
            return told | _rows(block, glyphs)
    return told | {"words": [pieces(words) for words in block["words"]], "style": block["style"]}


def _rows(block: Data, glyphs: Glyphs) -> Data:
    pieces = glyphs.pieces
    long = [any(wide(row[n]) > LONG for row in block["cells"]) for n in range(len(block["columns"]))]
    return {
        "caption": pieces(block["caption"]),
        "height": block.get("height", 0),
        "columns": [{"title": pieces(column["title"]), "share": column["share"]} for column in block["columns"]],
        "cells": [
            [[pieces(words), is_long] for words, is_long in zip(row, long, strict=True)] for row in block["cells"]
        ],
        "parted": [max(map(len, row)) > PARTED for row in block["cells"]],
        "foot": [pieces(words) for words in block["foot"]],
    }
