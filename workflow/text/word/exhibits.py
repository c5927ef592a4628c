"""Titles above tables, units, notes inside tables, and the lines below 式中."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from workflow.text.blocks import Table, Where
from workflow.text.inline import Footnote, Inline, Math, Piece, Ref, Sup, joined, plain, read_inline, write_inline
from workflow.text.notation import marks, read, write
from workflow.text.word.document import MARK, Document
from workflow.text.word.found import LossKind
from workflow.text.word.grids import cells
from workflow.text.word.ids import Ids
from workflow.text.word.lines import Box, Grid, Line, Thing, trimmed
from workflow.text.word.styles import Role

_NUMBER: Final = r"\s*(?:[A-Z]\s*[.．]\s*)?\d{1,3}(?![\d.])[\s\u2003]*"
_UNIT: Final = re.compile(r"(?:计量)?单位(?:为|[:：])\s*(?P<unit>.{1,40})")
_OWN_NOTE: Final = re.compile(r"[a-z]\s*")
_SYMBOL: Final = re.compile(r"(?P<symbol>[^—]{1,40})——(?P<meaning>.*)", re.DOTALL)
_FARTHEST: Final = 3  # lines between a title and its table: a unit, an empty one


def caption(sign: str, words: str, *, is_sure: bool = False) -> str | None:
    """The title behind 表 1 or 图 A.2; None for a line that is none, unless its style says that it is."""
    found = re.match(rf"续?{sign}{_NUMBER}", words.strip())
    if not found:
        return None
    title = words.strip()[found.end() :].strip()
    return None if not is_sure and (len(title) > 60 or title.endswith(("。", "；", "，"))) else title


class Captions:
    """Which lines are titles and units of which table; a line alone with that form is a paragraph."""

    def __init__(self, things: Sequence[Thing]) -> None:
        self._taken: set[int] = set()
        self._of: dict[int, list[Line]] = {}
        for at, thing in enumerate(things):
            if isinstance(thing, Grid):
                above = self._above(things[max(0, at - _FARTHEST) : at])
                self._of[id(thing)] = above
                self._taken.update(map(id, above))

    def _above(self, things: Sequence[Thing]) -> list[Line]:
        found: list[Line] = []
        for thing in reversed(things):
            if not isinstance(thing, Line) or id(thing) in self._taken or thing.is_added:
                break
            words = plain(thing.words)
            is_title = thing.style.role is Role.TABLE_TITLE or (
                thing.style.role is not Role.BODY and caption("表", f"{thing.label} {words}") is not None
            )
            is_unit = thing.style.role is Role.TABLE_UNIT or (thing.is_right and _UNIT.fullmatch(words) is not None)
            if not (is_title or is_unit) and words:
                break
            found.insert(0, thing)
            if is_title:
                return found
        return [line for line in found if line.words and line.style.role is not Role.TABLE_TITLE]

    def of(self, grid: Grid) -> list[Line]:
        return self._of.get(id(grid), [])

    def takes(self, line: Line) -> bool:
        return id(line) in self._taken


def table(document: Document, ids: Ids, grid: Grid, above: Sequence[Line]) -> Table:
    """The table with its title and unit; last rows that reach over all columns and hold notes are notes."""
    unit, title, bookmarks = "", "", list(grid.bookmarks)
    for line in above:
        words = plain(line.words)
        if line.style.role is Role.TABLE_UNIT or _UNIT.fullmatch(words):
            found = _UNIT.fullmatch(words)
            unit = found["unit"] if found else words.removeprefix("单位：")
        else:
            told = caption("表", f"{line.label} {words}", is_sure=line.style.role is Role.TABLE_TITLE)
            title = told if told is not None else words
            bookmarks += line.bookmarks
    notes, own = _notes(grid)
    rows = tuple(tuple(replace(one, words=footed(one.words, own)) for one in cells(row)) for row in grid.rows)
    notes = tuple(footed(note, own) for note in notes)
    made = Table(ids.take("t", bookmarks), title, rows, min(grid.head, len(rows)), unit, notes)
    for row in grid.rows:
        for box in row:
            for line in box.lines:
                ids.here(line.bookmarks)
    (stored,) = read(write((made,)))
    if stored != made:
        document.lose(LossKind.TABLE_CHANGED, title)
    return made


def _notes(grid: Grid) -> tuple[tuple[Inline, ...], dict[str, Inline]]:
    """The notes below the rows, and the footnotes there by their letters; both leave the grid."""
    notes: list[Inline] = []
    own: dict[str, Inline] = {}
    while len(grid.rows) > 1 and (last := _last(grid)) is not None:
        here: list[Inline] = []
        for line in last.lines:
            match _note(line):
                case str(letter), words:
                    own[letter] = words
                case None, words:
                    here.append(words)
        notes[:0] = here
        grid.rows.pop()
    return tuple(notes), own


def _last(grid: Grid) -> Box | None:
    """The last row, where it is one box full of notes."""
    (first, *more) = grid.rows[-1]
    is_whole = not grid.is_own and not more and not first.continues and first.rows == 1 and len(grid.rows[0]) > 1
    is_own = bool(first.lines) and first.lines[0].style.name.rpartition("_")[2] in ("表注", "表脚注")
    if not (is_whole or (is_own and not more)) or not first.lines:
        return None
    return first if all(_note(line) is not None for line in first.lines) else None


def _note(line: Line) -> tuple[str | None, Inline] | None:
    words = line.words
    first = words[0] if words else ""
    if letter := letter_of(first):
        return letter, trimmed(words[1:])
    said = write_inline(joined((f"{line.label} " if line.label else "", *words)))
    found = marks.NOTE.fullmatch(said)
    if not found:
        return None
    (note,) = read(f"注：{found['words']}")
    return None, getattr(note, "paragraphs", ((),))[0]


def footed(words: Inline, own: Mapping[str, Inline]) -> Inline:
    """The words with the footnotes of their table or figure where their letters stand."""
    return tuple(Footnote(own[letter]) if (letter := letter_of(one)) in own else one for one in words)


def letter_of(piece: Piece) -> str:
    """The letter of a footnote; our own files mark it, others only raise it."""
    if isinstance(piece, Ref):
        return piece.to if piece.to.startswith(MARK) else ""
    return piece.words.strip() if isinstance(piece, Sup) and _OWN_NOTE.fullmatch(piece.words) else ""


def where(things: Sequence[Thing], at: int) -> tuple[tuple[Where, ...], int]:
    """The meanings of symbols that stand behind a formula, and the place behind them."""
    first = things[at] if at < len(things) else None
    if not isinstance(first, Line) or first.is_added or not plain(first.words).startswith("式中"):
        return (), at
    found: list[Where] = []
    rest = plain(first.words).removeprefix("式中").lstrip(":： ")
    if rest:
        return (), at
    at += 1
    while at < len(things) and (line := things[at]) and isinstance(line, Line) and (one := _symbol(line)):
        found.append(one)
        at += 1
    return (tuple(found), at) if found else ((), at - 1)


def _symbol(line: Line) -> Where | None:
    if line.style.role in (Role.BODY, Role.NOTE, Role.EXAMPLE) or line.label or line.is_added:
        return None
    words = line.words
    if words and isinstance(words[0], Math) and isinstance(words[1] if len(words) > 1 else None, str):
        dash = str(words[1])
        if dash.startswith("——"):
            return Where(words[0].latex, trimmed([dash[2:], *words[2:]]))
    found = _SYMBOL.fullmatch(write_inline(words))
    if not found:
        return None
    return Where(_latex(read_inline(found["symbol"])), read_inline(found["meaning"].strip()))


def _latex(words: Inline) -> str:
    """A symbol that was typed, with its sub- and superscripts."""
    said = ""
    for piece in words:
        sign = {"Sub": "_", "Sup": "^"}.get(type(piece).__name__, "")
        said += f"{sign}{{{plain((piece,))}}}" if sign else plain((piece,))
    return said.strip()
