"""What stands below a heading of an office file as blocks: paragraphs, lists, notes, tables, figures, formulas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workflow.text.blocks import Block, Example, Figure, Formula, Item, Marker, Note, Paragraph, Part
from workflow.text.inline import Math, joined, plain, write_inline
from workflow.text.notation import marks, read
from workflow.text.word.deviations import deviation
from workflow.text.word.document import Document
from workflow.text.word.exhibits import Captions, caption, footed, letter_of, table, where
from workflow.text.word.found import LossKind
from workflow.text.word.ids import Ids
from workflow.text.word.lines import Frame, Grid, Line, Thing, trimmed
from workflow.text.word.styles import Role

_LETTER: Final = re.compile(r"[a-z]{1,2}[)）]")
_NUMBER: Final = re.compile(r"\d{1,2}[)）]")
_DASHES: Final = frozenset({"—", "——", "–", "-", "－", "―"})
_ROUND: Final = re.compile(r"[(（]\s*(?:[A-Z]\.)?\d{1,3}\s*[)）]")
_FORMULAS: Final = frozenset({Role.NONE, Role.FORMULA, Role.BODY})
_PLAIN: Final = frozenset({Role.BODY, Role.SYMBOL, Role.WHERE, Role.UNTITLED})


@dataclass
class Blocks:
    """Reads the things below one heading one after another."""

    document: Document
    ids: Ids
    things: Sequence[Thing]
    found: list[Block] = field(default_factory=list)
    at: int = 0

    def all(self) -> tuple[Block, ...]:
        captions = Captions(self.things)
        while self.at < len(self.things):
            thing = self.things[self.at]
            self.at += 1
            if isinstance(thing, Frame):
                self.found += deviation(thing, self.ids, self._below)
            elif isinstance(thing, Grid):
                if not thing.rows and thing.edits:
                    continue  # added as a whole
                self.found.append(table(self.document, self.ids, thing, captions.of(thing)))
            elif not captions.takes(thing) and not thing.is_added:
                self._line(thing)
        return tuple(self.found)

    def _below(self, things: Sequence[Thing]) -> tuple[Block, ...]:
        return Blocks(self.document, self.ids, things).all()

    def _line(self, line: Line) -> None:
        words = line.words
        if line.images or line.style.role is Role.FIGURE:
            self._figure(line)
        elif line.style.role is Role.FIGURE_TITLE or (
            not line.style.role and (told := caption("图", plain(words))) is not None and self._names_figure(told)
        ):
            self._figure_title(line)
        elif line.style.role in _FORMULAS and (formula := self._formula(line)):
            self.found.append(formula)
        elif line.label or line.style.role in (Role.NOTE, Role.EXAMPLE, Role.FURTHER):
            self._marked(line)
        elif words:
            block = Paragraph(words) if line.style.role in _PLAIN else read(write_inline(words))[0]
            self._keep(block, line)

    def _keep(self, block: Block, line: Line) -> None:
        """A block that something points at, or that had one, gets an id; a paragraph is known by its clause."""
        if isinstance(block, Item):
            block = replace(block, id=self.ids.pointed("i", line.bookmarks))
        else:
            self.ids.here(line.bookmarks)
        self.found.append(block)

    # --- lists, notes, examples ---------------------------------------------------------------------------------

    def _marked(self, line: Line) -> None:
        """By an automatic sign, or by a style that says what the paragraph is."""
        role, last = line.style.role, self.found[-1] if self.found else None
        if role is Role.FURTHER and isinstance(last, Item | Note | Example):
            self.found[-1] = replace(last, paragraphs=(*last.paragraphs, line.words))
            self.ids.here(line.bookmarks)
            return
        typed = read(write_inline(joined((line.label + " " if line.label else "", *line.words))))
        match typed[0] if typed else None:
            case Note(paragraphs) if role is Role.NOTE or line.label:
                self._keep(Note(paragraphs), line)
            case Example(paragraphs) if role is Role.EXAMPLE or line.label:
                self._keep(Example(paragraphs), line)
            case _ if line.label and (line.words or line.is_bullet):
                self._item(line)
            case _ if role in (Role.NOTE, Role.EXAMPLE) and line.words:
                self._keep((Note if role is Role.NOTE else Example)((line.words,)), line)
            case _ if line.words:
                self._keep(Paragraph(line.words), line)

    def _item(self, line: Line) -> None:
        label = line.label
        if _LETTER.fullmatch(label) or _NUMBER.fullmatch(label):
            marker = Marker.LETTER if label[0].isalpha() else Marker.NUMBER
        elif line.is_bullet:
            marker = Marker.DASH if label in _DASHES else Marker.BULLET
        else:
            marker = Marker.NUMBER
            self.document.lose(LossKind.SIGN, label)
        self._keep(Item(marker, (line.words,)), line)

    # --- figures ------------------------------------------------------------------------------------------------

    def _names_figure(self, told: str) -> bool:
        return bool(self.found) and isinstance(self.found[-1], Figure) and not self.found[-1].title

    def _figure(self, line: Line) -> None:
        """Images below each other, before their titles, are parts of one figure."""
        new = [Figure("", "", image, alt) for image, alt in line.images]
        if line.style.role is Role.FIGURE and not new:
            new = [Figure("", "", "", plain(line.words))]
        self.found += new
        if line.images and line.words:
            self._line(replace(line, images=[], style=replace(line.style, role=Role.BODY)))
        else:
            self.ids.here(line.bookmarks)
        self._parts()

    def _parts(self) -> None:
        """The titles of parts, notes and the title that follow at once."""
        while self.at < len(self.things):
            line, last = self.things[self.at], self.found[-1]
            if not isinstance(line, Line) or not isinstance(last, Figure):
                return
            note = marks.NOTE.fullmatch(write_inline(line.words))
            if line.style.role is Role.PART_TITLE:
                title = re.sub(r"^[a-z]{1,2}[)）]\s*", "", plain(line.words))
                whole = self.found[-2] if len(self.found) > 1 else None
                part = Part(last.image, title, last.alt)
                if isinstance(whole, Figure) and not whole.title and not whole.id:
                    self.found[-2:] = [replace(whole, parts=(*whole.parts, part))]
                else:
                    self.found[-1] = replace(last, image="", alt="", parts=(*last.parts, part))
            elif note and line.style.role is Role.NOTE and not line.images:
                words = read(f"注：{note['words']}")[0]
                assert isinstance(words, Note)
                self.found[-1] = replace(last, notes=(*last.notes, *words.paragraphs))
            elif line.style.name.endswith("图脚注") and line.words:
                own = {letter_of(line.words[0]): trimmed(line.words[1:])}
                self.found[-1] = replace(last, notes=tuple(footed(note, own) for note in last.notes))
            else:
                return
            self.at += 1

    def _figure_title(self, line: Line) -> None:
        title = caption("图", plain(line.words), is_sure=line.style.role is Role.FIGURE_TITLE)
        last = self.found[-1] if self.found else None
        id_ = self.ids.take("f", line.bookmarks)
        told = title if title is not None else plain(line.words)
        if isinstance(last, Figure) and not last.title and not last.id:
            self.found[-1] = replace(last, id=id_, title=told)
        else:
            self.found.append(Figure(id_, told))

    # --- formulas -----------------------------------------------------------------------------------------------

    def _formula(self, line: Line) -> Formula | None:
        """A line that holds a formula and nothing else but its number; 式中 follows it."""
        pieces = [piece for piece in line.words if not (isinstance(piece, str) and not piece.strip(" \u2003…·．."))]
        rest = plain(trimmed([piece for piece in pieces if not isinstance(piece, Math)])).strip(" \u2003…·．.")
        formulas = [piece for piece in pieces if isinstance(piece, Math)]
        if len(formulas) != 1 or line.label or (rest and not _ROUND.fullmatch(rest)):
            return None
        if line.style.role is Role.BODY and not rest:
            return None
        id_ = self.ids.take("e", line.bookmarks) if rest else ""
        lines, self.at = where(self.things, self.at)
        return Formula(formulas[0].latex, id_, lines)
