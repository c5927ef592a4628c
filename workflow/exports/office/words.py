"""Words of a line as runs: references as fields, footnotes, formulas, sub- and superscripts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from workflow.exports.office.lists import Lists
from workflow.exports.office.xml import Ink
from workflow.text import formula
from workflow.text.blocks import Formula
from workflow.text.inline import Break, Footnote, Inline, Math, Piece, Ref, Sub, Sup
from workflow.text.numbering import Numbering, lettered
from workflow.text.word.ids import OWN

_BREAK: Final = "<w:r><w:br/></w:r>"


@dataclass
class Parts:
    """What the document gathers outside its body: lists, footnotes, images; and the count of bookmarks."""

    images: Mapping[str, Path]
    lists: Lists = field(default_factory=Lists)
    footnotes: list[str] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)  # images by hash, in the order in which they were met
    bookmarks: int = 0
    drawings: int = 0
    marked: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Writer:
    """Writes words within one clause; `own` takes the footnotes of a table or figure, lettered there."""

    parts: Parts
    numbers: Numbering
    clause: str = ""
    own: list[str] | None = None
    spared: Collection[str] = ()  # ids whose bookmarks stand in what was struck

    def runs(self, words: Inline, ink: Ink) -> str:
        return "".join(self._piece(piece, ink) for piece in words)

    def _piece(self, piece: Piece, ink: Ink) -> str:
        match piece:
            case str():
                return ink.run(piece)
            case Ref(to):
                return self._reference(to, ink)
            case Math(latex):
                return math(latex)
            case Sub(words):
                return ink.run(words, "subscript")
            case Sup(words):
                return ink.run(words, "superscript")
            case Break():
                return _BREAK
        return self._footnote(piece, ink)

    def _reference(self, to: str, ink: Ink) -> str:
        """The number in a field, and around it the words that no field of a word processor would count."""
        printed = self.numbers.printed(to, self.clause)
        if not printed:
            return ink.field(f"REF {OWN}{to} \\h", ink.run("？"))
        if to in self.numbers.clauses:
            number = self.numbers.clauses[to].number
            if printed == f"第 {number} 章":
                return ink.run("第 ") + ink.field(f"REF {OWN}{to} \\r \\h", ink.run(number)) + ink.run(" 章")
            return ink.field(f"REF {OWN}{to} \\r \\h" if number else f"REF {OWN}{to} \\h", ink.run(printed))
        if isinstance(self.numbers.places[to][1], Formula):
            return ink.run("式") + ink.field(f"REF {OWN}{to} \\h", ink.run(printed.removeprefix("式")))
        return ink.field(f"REF {OWN}{to} \\h", ink.run(printed))

    def _footnote(self, piece: Footnote, ink: Ink) -> str:
        if self.own is not None:
            mark = lettered(len(self.own) + 1)
            self.own.append("")
            self.own[-1] = ink.note_mark(mark) + ink.run(" ") + self.runs(piece.words, ink)
            return ink.note_mark(mark)
        self.parts.footnotes.append(replace(self, own=None).runs(piece.words, ink.of("")))
        reference = f'<w:footnoteReference w:id="{len(self.parts.footnotes)}"/>'
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        return f"<w:r>{raised}{reference}</w:r>" + ink.run(")", "superscript")

    def marked(self, id_: str, runs: str) -> str:
        """Runs within the bookmark of an id; one id bears one bookmark."""
        if not id_ or id_ in self.parts.marked or id_ in self.spared:
            return runs
        self.parts.marked.add(id_)
        self.parts.bookmarks += 1
        n = self.parts.bookmarks
        return f'<w:bookmarkStart w:id="{n}" w:name="{OWN}{id_}"/>{runs}<w:bookmarkEnd w:id="{n}"/>'


def math(latex: str) -> str:
    """A formula as word processors hold it."""
    return formula.omml(formula.read(latex)[0])
