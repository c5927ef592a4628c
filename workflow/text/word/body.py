"""The body of an office file as lines, grids and frames in reading order."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text.inline import plain
from workflow.text.lines import numbered, title_like
from workflow.text.word.document import Document
from workflow.text.word.elements import AROUND, is_placeholder, preferred, said
from workflow.text.word.found import LossKind
from workflow.text.word.grids import grid
from workflow.text.word.lines import Change, Frame, Grid, Line, Thing, told
from workflow.text.word.package import W, local, val
from workflow.text.word.runs import Runs
from workflow.text.word.styles import Role

DEVIATION: Final = "tongbiao-deviation"  # the tag of a content control that holds the words of certain regions
_NUMBER: Final = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,3})+")
MADE: Final = "tongbiao-made"  # of one that holds what our own files make anew each time
_PLACE: Final = 40  # characters of a heading that say where something stood
_HEADED: Final = (Role.HEADING, Role.TITLE, Role.UNTITLED)


class Body:
    """Walks the elements below the body once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.runs = Runs(document)

    def things(self, parent: Element, *, is_contents: bool = False) -> list[Thing]:
        """What stands below an element; lines that a change had parted stand as one, as they did before."""
        found: list[Thing] = []
        for thing in self._each(parent, is_contents):
            last = found[-1] if found else None
            if isinstance(last, Line) and isinstance(thing, Line) and _were_one(last, thing):
                self.document.lose(LossKind.JOINED, "")
                last.tagged += thing.tagged
                last.images += thing.images
                last.bookmarks += thing.bookmarks
                last.mark = thing.mark
            else:
                found.append(thing)
        return found

    def _each(self, parent: Element, is_contents: bool) -> Iterator[Thing]:
        waiting: list[str] = []
        for child in parent:
            if local(child) == "bookmarkStart":
                waiting.append(child.get(W + "name", ""))
                continue
            for thing in self._one(child, is_contents):
                if isinstance(thing, Line | Grid):
                    thing.bookmarks, waiting = [*waiting, *thing.bookmarks], []
                yield thing

    def _one(self, child: Element, is_contents: bool) -> Iterator[Thing]:
        name = local(child)
        if name == "p":
            yield self.line(child, is_contents=is_contents)
        elif name == "tbl":
            yield grid(self, child)
        elif name == "sdt":
            yield from self._control(child, is_contents)
        elif name == "AlternateContent":
            yield from self._each(first, is_contents) if (first := preferred(child)) is not None else ()
        elif name in AROUND:
            yield from self._each(child, is_contents)
        elif name in ("oMathPara", "oMath"):
            yield self.line(_paragraph(child), is_contents=is_contents)
        elif name == "altChunk":
            self.document.lose(LossKind.OBJECT, "altChunk")
        elif words := said(child):
            self.document.lose(LossKind.UNKNOWN, words)

    def _control(self, child: Element, is_contents: bool) -> Iterator[Thing]:
        """A content control: the words of regions, the contents, or what any program put around its lines."""
        properties, inside = child.find(W + "sdtPr"), child.find(W + "sdtContent")
        if inside is None:
            return
        if is_placeholder(child):
            self.document.lose(LossKind.UNKNOWN, said(inside))
            return
        tag = val(properties, "tag")
        if tag == MADE:
            self.document.lose(LossKind.MADE, "\n".join(told(one) for one in self.things(inside)))
            return
        if tag == DEVIATION:
            yield Frame(self.things(inside))
            return
        gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
        is_toc = gallery is not None and "Contents" in gallery.get(W + "val", "")
        yield from self._each(inside, is_contents or is_toc)

    def line(self, element: Element, *, is_contents: bool = False) -> Line:
        """One paragraph with its automatic number."""
        properties = element.find(W + "pPr")
        style = self.document.styles.of(val(properties, "pStyle"))
        line = Line(style, is_contents=is_contents or style.role is Role.CONTENTS)
        line.is_framed = properties is not None and properties.find(W + "framePr") is not None
        line.is_right = val(properties, "jc") in ("right", "end")
        line.mark = _mark(properties)
        self.runs.read(element, line)
        outline = val(properties, "outlineLvl")
        if outline.isdecimal():
            line.depth = int(outline) + 1 if int(outline) < 9 else 0
        elif style.role in _HEADED:
            line.depth = style.depth
        if not line.is_added:
            self._number(line, properties)
        self._stand(line)
        return line

    def _stand(self, line: Line) -> None:
        """Remember the heading: what is lost behind it is told with it."""
        if line.is_contents:
            return
        words = f"{line.label} {plain(line.words)}".strip()
        typed = numbered(words)
        if line.depth or line.style.role in (Role.ANNEX, Role.ELEMENT) or (typed and title_like(typed.words)):
            self.document.place = words[:_PLACE]

    def _number(self, line: Line, properties: Element | None) -> None:
        """The automatic number; a paragraph of a list of chapters is a heading whatever its style."""
        own = None if properties is None else properties.find(W + "numPr")
        list_ = val(own, "numId") or line.style.number[0]
        level = val(own, "ilvl") or line.style.number[1]
        if not list_ or list_ == "0" or not level.isdecimal():
            return
        counting = self.document.counting
        line.label = " ".join(self.document.acceptable(counting.next(list_, int(level))).split())
        line.is_bullet = counting.is_bullet(list_, int(level))
        if not line.depth and counting.is_outline(list_) and line.style.role is not Role.BODY:
            line.depth = int(level) + 1
        if _NUMBER.fullmatch(line.label) and not line.is_bullet:
            line.depth = line.label.count(".") + 1


def _paragraph(formula: Element) -> Element:
    """A formula that stands by itself, as a paragraph with nothing else."""
    made = Element(W + "p")
    made.append(formula)
    return made


def _mark(properties: Element | None) -> Change | None:
    """Who added or struck the paragraph's own mark."""
    run = None if properties is None else properties.find(W + "rPr")
    for child in [] if run is None else run:
        if (name := local(child)) in ("ins", "del", "moveTo", "moveFrom"):
            return Change(name in ("ins", "moveTo"), child.get(W + "author", ""), child.get(W + "date", ""))
    return None


def _were_one(before: Line, after: Line) -> bool:
    """Whether the mark between two lines was added: they were one line, unless one of them is new as a whole."""
    return bool(before.mark and before.mark.is_added and before.words and not before.is_added and after.words)
