"""The runs of a paragraph as pieces of words: fields, footnotes, formulas, images, changes; what is not kept is told.

A field that points at a bookmark becomes a reference to a pointer until its target is known.
"""

import re
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text import formula
from workflow.text.inline import Break, Footnote, Math, Piece, Ref, Sub, Sup
from workflow.text.word.document import MARK, Document
from workflow.text.word.drawings import boxed, image
from workflow.text.word.elements import SILENT, THROUGH, is_placeholder, preferred, said
from workflow.text.word.fields import Fields
from workflow.text.word.found import LossKind
from workflow.text.word.lines import Change, Line, Tagged, trimmed
from workflow.text.word.package import W, local, val

OWN_MARK: Final = "NoteMark"  # the style of the letter of such a footnote
_LETTERS: Final = re.compile(r"[a-z]{1,2}")


class Runs:
    """Reads one paragraph after another; a field may reach over several of them."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fields = Fields(document)
        self.line: Line
        self._change: Change | None = None
        self._closed = (0, 0)  # where the bracket of a footnote was met

    def read(self, element: Element, line: Line) -> None:
        """Fill the line with what the paragraph holds."""
        self.line = line
        line.is_contents = line.is_contents or self.fields.in_contents
        self._inside(element, "")
        line.is_contents = line.is_contents or self.fields.in_contents

    def _inside(self, element: Element, raised: str) -> None:
        for child in element:
            self._one(child, raised)

    def _one(self, child: Element, raised: str) -> None:
        name = local(child)
        if name == "r":
            look = child.find(W + "rPr")
            self._inside(child, MARK if val(look, "rStyle") == OWN_MARK else val(look, "vertAlign"))
        elif name in ("ins", "del", "moveTo", "moveFrom"):
            self._tracked(child, raised, is_added=name in ("ins", "moveTo"))
        elif name == "fldSimple":
            self.fields.begin(self.line)
            self.fields.instruct(child.get(W + "instr", ""))
            self.fields.separate()
            self._inside(child, raised)
            self.fields.end(self.line)
        elif name == "sdt" and is_placeholder(child):
            self._lose(LossKind.UNKNOWN, said(child))
        elif name in _READERS:
            _READERS[name](self, child, raised)
        elif name in THROUGH:
            self._inside(child, raised)
        elif name not in SILENT:
            self._unknown(child)

    def _unknown(self, child: Element) -> None:
        said = "".join(child.itertext()).strip()
        if said:
            self._lose(LossKind.UNKNOWN, said)

    def _lose(self, kind: LossKind, words: str = "") -> None:
        self.document.lose(kind, words)

    def _tracked(self, child: Element, raised: str, *, is_added: bool) -> None:
        """A change within a change: what was added and then struck stood there neither before nor after."""
        outer = self._change
        told = Change(is_added, child.get(W + "author", ""), child.get(W + "date", ""))
        self._change = outer if outer and outer.is_added else told
        self._inside(child, raised)
        self._change = outer

    def add(self, piece: Piece) -> None:
        if self.fields.is_hidden:
            if isinstance(piece, str) and piece.strip():
                self._lose(LossKind.FIELD, piece)
            return
        self.line.tagged.append(Tagged(piece, self._change))

    def _text(self, child: Element, raised: str) -> None:
        said = self.document.acceptable(child.text or "")
        if not said:
            return
        if self._closes_footnote(said, raised):
            return
        if raised == MARK and _LETTERS.fullmatch(said):
            self.add(Ref(f"{MARK}{said}"))
            return
        self.add(Sub(said) if raised == "subscript" else Sup(said) if raised == "superscript" else said)

    def _closes_footnote(self, said: str, raised: str) -> bool:
        """The bracket that belongs to the sign of the footnote before it."""
        here = (id(self.line), len(self.line.tagged))
        last = self.line.tagged[-1].piece if self.line.tagged else None
        if raised != "superscript" or said not in (")", "）") or not isinstance(last, Footnote) or here == self._closed:
            return False
        self._closed = here
        return True

    def _symbol(self, child: Element, raised: str) -> None:
        self._lose(LossKind.SYMBOL, f"{child.get(W + 'font', '')} {child.get(W + 'char', '')}".strip())

    def _break(self, child: Element, raised: str) -> None:
        if child.get(W + "type") not in ("page", "column"):
            self.add(Break())

    def _field(self, child: Element, raised: str) -> None:
        match child.get(W + "fldCharType"):
            case "begin":
                self.fields.begin(self.line)
            case "separate":
                self.fields.separate()
            case "end":
                self.fields.end(self.line)

    def _footnote(self, child: Element, raised: str) -> None:
        """Footnotes are read by themselves: a footnote in a footnote is told as lost."""
        found = self.document.footnote(local(child), child.get(W + "id", ""))
        if found is None:
            return
        outer, self.line = self.line, Line(self.line.style)
        change, self._change = self._change, None
        for part in found.iter(W + "p"):
            if self.line.tagged:
                self.add(" ")
            self._inside(part, "")
        words = trimmed([one.piece for one in self.line.tagged if not (one.change and one.change.is_added)])
        for edit in self.line.edits():
            self._lose(LossKind.FOOTNOTE, f"{edit.before}→{edit.after}")
        self.line, self._change = outer, change
        if words and isinstance(words[0], Sup) and words[0].words.strip() in (")", "）"):
            words = trimmed(words[1:])
        flat = tuple(piece for piece in words if not isinstance(piece, Footnote | Break))
        if flat:
            self.add(Footnote(flat))

    def _math(self, child: Element, raised: str) -> None:
        node, flaws = formula.from_omml(child)
        latex = " ".join(formula.latex(node).split())
        for flaw in flaws:
            self._lose(LossKind.EQUATION, flaw.source)
        if latex:
            self.add(Math(self.document.acceptable(latex)))

    def _drawing(self, child: Element, raised: str) -> None:
        for words in boxed(child):
            self._lose(LossKind.TEXT_BOX, words)
        self.line.images += image(child, self.document)

    def _either(self, child: Element, raised: str) -> None:
        """The same thing said twice, for newer and for older programs: the first that says anything is read."""
        first = preferred(child)
        if first is not None:
            self._inside(first, raised)

    def _ruby(self, child: Element, raised: str) -> None:
        for part in child:
            if local(part) == "rt":
                self._lose(LossKind.READING, "".join(part.itertext()))
            else:
                self._one(part, raised)

    def _comment(self, child: Element, raised: str) -> None:
        self._lose(LossKind.COMMENT, self.document.comment(child.get(W + "id", "")))

    def _bookmark(self, child: Element, raised: str) -> None:
        self.line.bookmarks.append(child.get(W + "name", ""))


Reader = Callable[[Runs, Element, str], None]
_READERS: Final[dict[str, Reader]] = {
    **dict.fromkeys(("t", "delText"), Runs._text),
    **dict.fromkeys(("oMath", "oMathPara"), Runs._math),
    **dict.fromkeys(("footnoteReference", "endnoteReference"), Runs._footnote),
    **dict.fromkeys(("drawing", "pict", "object"), Runs._drawing),
    **dict.fromkeys(("tab", "ptab"), lambda runs, child, raised: runs.add("\u2003")),
    "noBreakHyphen": lambda runs, child, raised: runs.add("-"),
    **dict.fromkeys(("br", "cr"), Runs._break),
    "sym": Runs._symbol,
    **dict.fromkeys(("instrText", "delInstrText"), lambda runs, child, raised: runs.fields.instruct(child.text or "")),
    "fldChar": Runs._field,
    "AlternateContent": Runs._either,
    "ruby": Runs._ruby,
    "commentReference": Runs._comment,
    "bookmarkStart": Runs._bookmark,
}
