"""A standard on paper: PDF/A in the layout of GB/T 1.1—2020, annexes E and F, as near as free fonts allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from workflow import clock
from workflow.exports.printed.body import elements
from workflow.exports.printed.cover import UNKNOWN, Cover, covers
from workflow.exports.printed.glyphs import Glyphs, undrawn
from workflow.exports.printed.press import pressed
from workflow.text.clauses import Text
from workflow.text.titles import joined_parts

__all__ = ["Cover", "Printed", "covers", "standard_pdf", "undrawn"]

# The elements of a title are parted by blanks between Han characters; each may have a line of its own.
_PARTED: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


@dataclass(frozen=True)
class Printed:
    """The file, and the characters that no font could draw; they stand in it as boxes with their codes."""

    pdf: bytes
    missing: tuple[str, ...]


def standard_pdf(
    text: Text, cover: Cover, regions: Mapping[str, str], images: Mapping[str, Path] | None = None
) -> Printed:
    """One text under one cover. `regions` are names by code; `images` are the files of figures by SHA-256."""
    glyphs = Glyphs()
    files = images or {}
    front, body = elements(text, glyphs, regions, files.keys())
    data = {"cover": _cover(cover, glyphs), "front": front, "body": body, "run": glyphs.line("  ".join(cover.numbers))}
    pdf = pressed(data, files, cover.made_at)
    return Printed(pdf, tuple(sorted(glyphs.missing)))


def _cover(cover: Cover, glyphs: Glyphs) -> dict[str, Any]:
    """Lines as pieces; names of the file as plain words."""
    lines = {name: glyphs.pieces(getattr(cover, name)) for name in ("mark", "banner", "title_en", "stage")}
    lists = {
        name: [glyphs.pieces(line) for line in getattr(cover, name)] for name in ("numbers", "replaces", "issuers")
    }
    classed = [glyphs.pieces(f"ICS {cover.ics}"), glyphs.pieces(f"CCS {cover.ccs}")]
    lists["title"] = [
        [glyphs.pieces(part) for part in joined_parts(element)] for element in _PARTED.split(cover.title_zh)
    ]
    days = {name: _day(getattr(cover, name)) for name in ("released", "effective")}
    made = clock.day_of(cover.made_at).isoformat()
    return {**lines, **lists, **days, "classed": classed, "made": made, "name": glyphs.line(cover.title_zh)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else f"{UNKNOWN}-××-××"
