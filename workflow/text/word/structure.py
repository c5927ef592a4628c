"""The lines of an office file under the clauses they stand in: by outline, by automatic number, by typed number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from workflow.text import lines
from workflow.text.clauses import ClauseKind
from workflow.text.inline import Break, Footnote, Ref, plain
from workflow.text.word.document import MARK, POINTER, Document
from workflow.text.word.found import LossKind
from workflow.text.word.lines import Line, Thing, told
from workflow.text.word.styles import Role, Style
from workflow.text.word.typed import Typed

_DEEPEST: Final = 6
_LOOSE: Final = (Role.NONE, Role.HEADING, Role.ELEMENT, Role.ANNEX)
_BODY: Final = Style(role=Role.BODY)
_CLOSED: Final = frozenset({ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX, ClauseKind.FOREWORD, ClauseKind.FRONT})


@dataclass
class Draft:
    """A clause to be, with what stands below its heading."""

    kind: ClauseKind
    title: str = ""
    depth: int = 1
    parent: "Draft | None" = None
    things: list[Thing] = field(default_factory=list)
    heading: Line | None = None
    id: str = ""


class Structure:
    """Opens a draft at each heading; what stands before the first is the cover."""

    def __init__(self, document: Document, things: Sequence[Thing]) -> None:
        self.document, self.things = document, things
        self.drafts: list[Draft] = []
        self.cover: list[Thing] = []
        self.contents: list[str] = []
        self._path: list[Draft] = []
        self._typed = Typed(
            {(one.depth, one.label[0].isalpha()) for one in things if isinstance(one, Line) and one.depth and one.label}
        )
        self._annex = False
        self._awaits: Draft | None = None  # an annex whose kind or title may be in the next line
        self._in_contents = False
        for thing in things:
            self._take(thing)

    def _take(self, thing: Thing) -> None:
        if isinstance(thing, Line):
            if thing.is_contents or self._skipped(thing):
                self.contents.append(told(thing))
                return
            if not thing.is_added and any(way(thing) for way in self._ways()):
                return
        self._awaits = self._awaits if isinstance(thing, Line) and not thing.words else None
        (self.drafts[-1].things if self.drafts else self.cover).append(thing)

    def _ways(self) -> tuple[Callable[[Line], bool], ...]:
        return (self._further_title, self._element, self._annexed, self._headed, self._numbered)

    def _skipped(self, line: Line) -> bool:
        """Entries of a contents that somebody typed."""
        if not self._in_contents:
            return False
        words = plain(line.words)
        self._in_contents = not words.strip() or (lines.is_contents_entry(words) and not line.depth)
        return self._in_contents

    def _element(self, line: Line) -> bool:
        kind = lines.element(plain(line.words))
        if not kind or line.style.role is Role.BODY:
            return False
        if kind is ClauseKind.CONTENTS:
            self._in_contents = True
            self.contents.append(told(line))
            return True
        self._annex = False
        self._open(Draft(kind, lines.squeezed(plain(line.words)), heading=line))
        return True

    def _annexed(self, line: Line) -> bool:
        words = " ".join(f"{line.label} {self._title(line, told_as=False)}".split())
        head = lines.annex_head(words) if line.style.role is not Role.BODY else None
        if head is None and line.style.role is not Role.ANNEX:
            return False
        kind, title = (head.kind, head.title) if head else lines.annex_status(" ".join(plain(line.words).split()))
        self._title(line)
        self._annex = True
        draft = Draft(kind, title, heading=line)
        self._open(draft)
        self._typed.annex()
        self._awaits = draft if not title or kind is ClauseKind.ANNEX else None
        return True

    def _further_title(self, line: Line) -> bool:
        """(规范性) and the title below 附录 A, each in a line of its own."""
        draft, words = self._awaits, plain(line.words).strip()
        if draft is None or not words or line.depth > 1 or line.label or line.style.role not in _LOOSE:
            return False
        kind, rest = lines.annex_status(words)
        if kind is not ClauseKind.ANNEX:
            draft.kind, words = kind, rest
        elif draft.title or not lines.title_like(words):
            return False
        draft.title = draft.title or words
        self._awaits = None if draft.title and draft.kind is not ClauseKind.ANNEX else draft
        return True

    def _headed(self, line: Line) -> bool:
        """By outline or automatic number; a typed number beside them is dropped, and tells the depth better."""
        if not line.depth or not (line.words or line.label):
            return False
        found = lines.numbered(plain(line.words)) if not line.label else None
        depth = lines.depth(found.number) if found and ("." in found.number or line.depth == 1) else line.depth
        number = found.number if found else line.label
        return self._clause(line, max(depth, 2) if self._annex else depth, number, stripped=found is not None)

    def _numbered(self, line: Line) -> bool:
        """By a number that somebody typed, where it is due."""
        is_closed = bool(self.drafts) and self.drafts[-1].kind in _CLOSED - {ClauseKind.FOREWORD, ClauseKind.FRONT}
        if line.style.role not in (Role.NONE, Role.HEADING) or line.label or is_closed:
            return False
        found = self._typed.fits(plain(line.words), in_annex=self._annex)
        return found is not None and self._clause(line, lines.depth(found.number), found.number, stripped=True)

    def _clause(self, line: Line, depth: int, number: str, *, stripped: bool) -> bool:
        parent = next((one for one in reversed(self._path) if one.depth < depth), None) if depth > 1 else None
        if depth > 1 and (parent is None or parent.depth >= _DEEPEST or parent.kind in _CLOSED):
            if parent is not None and parent.depth >= _DEEPEST:
                self.document.lose(LossKind.DEEP, told(line))
            return False
        words = plain(line.words)
        found = lines.numbered(words) if stripped else None
        rest = found.words.strip() if found else words
        is_titled = line.style.role is Role.TITLE or (
            line.style.role is not Role.UNTITLED and (depth == 1 or lines.title_like(rest))
        )
        kind = ClauseKind.CLAUSE if parent else lines.chapter_kind(rest)
        draft = Draft(kind, depth=parent.depth + 1 if parent else 1, parent=parent, heading=line)
        self._annex = self._annex and parent is not None
        self._typed.note(number, draft.depth)
        cut = len(words) - len(rest) if stripped else 0
        if is_titled:
            title = self._title(line)[cut:].strip()
            draft.title = lines.squeezed(title) if parent is None and lines.is_set_title(title) else title
        elif rest or (line.words and not stripped):
            draft.things.append(_rest(line, cut))
        self._open(draft)
        return True

    def _title(self, line: Line, *, told_as: bool = True) -> str:
        """The heading as plain words; a footnote of it is told."""
        said = ""
        for piece in line.words:
            if isinstance(piece, Footnote) and told_as:
                self.document.lose(LossKind.FOOTNOTE, plain(piece.words))
            elif isinstance(piece, Ref):
                shown = self._shown(piece)
                said += shown
            else:
                said += " " if isinstance(piece, Break) else plain((piece,))
        return said.strip()

    def _shown(self, piece: Ref) -> str:
        if not piece.to.startswith(POINTER):
            return piece.to.removeprefix(MARK)
        return plain(self.document.pointers[int(piece.to.removeprefix(POINTER))].shown)

    def _open(self, draft: Draft) -> None:
        self._path = [one for one in self._path if draft.parent is not None and one.depth < draft.depth]
        self._path.append(draft)
        self._awaits, self._in_contents = None, False
        self.drafts.append(draft)


def _rest(line: Line, cut: int) -> Line:
    """The line without its number, as the first paragraph of the clause that it opens."""
    return replace(line, style=_BODY, label="", depth=0, cut=cut, bookmarks=[], is_copy=True)
