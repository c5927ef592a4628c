"""A standard on paper: PDF/A in the layout of GB/T 1.1—2020, annexes E and F, as near as free fonts allow."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from workflow import clock
from workflow.exports.printed.body import elements, listed
from workflow.exports.printed.cover import UNKNOWN, Cover, covers
from workflow.exports.printed.glyphs import Glyphs, undrawn
from workflow.exports.printed.press import pressed, told
from workflow.text.clauses import Text
from workflow.text.titles import joined_parts

__all__ = ["Cover", "Printed", "covers", "page_numbers", "standard_pdf", "undrawn"]

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
    pdf = pressed(_data(text, cover, regions, files, glyphs), files, cover.made_at)
    return Printed(pdf, tuple(sorted(glyphs.missing)))


def page_numbers(
    text: Text, cover: Cover, regions: Mapping[str, str], images: Mapping[str, Path] | None = None
) -> dict[str, str]:
    """On which page of the print each element, chapter and annex begins, by the ids of their clauses."""
    files = images or {}
    pages = told(_data(text, cover, regions, files, Glyphs()), files, "page")
    before, after = listed(text)
    if len(pages) > len(before) + len(after):
        del pages[len(before)]  # the annex of deviations is no clause
    return dict(zip([*before, *after], map(str, pages), strict=False))


def _data(
    text: Text, cover: Cover, regions: Mapping[str, str], files: Mapping[str, Path], glyphs: Glyphs
) -> dict[str, Any]:
    front, body = elements(text, glyphs, regions, files.keys())
    run = glyphs.line("  ".join(cover.numbers))
    return {"cover": _cover(cover, glyphs), "front": front, "body": body, "run": run}


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
