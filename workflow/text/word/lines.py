"""A paragraph of an office file as it stood before and after tracked changes, still without its place in a text."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workflow.text.inline import Inline, Piece, Sub, Sup, joined, plain, write_inline
from workflow.text.word.styles import Style


class Change(NamedTuple):
    """Who wrote or struck a piece, and when."""

    is_added: bool
    author: str
    at: str


@dataclass(frozen=True)
class Tagged:
    piece: Piece
    change: Change | None = None


@dataclass(frozen=True)
class Edit:
    """One tracked change within a line: behind `lead`, `before` became `after`."""

    author: str
    at: str
    before: str
    after: str
    lead: str = ""


@dataclass
class Line:
    """One paragraph. `label` is its automatic number; `images` are hashes with what is said of each."""

    style: Style
    label: str = ""
    depth: int = 0  # by its outline level or list; 0 for none
    is_bullet: bool = False
    is_framed: bool = False  # set beside the text, as covers are
    is_contents: bool = False
    is_right: bool = False
    tagged: list[Tagged] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    mark: Change | None = None  # of the paragraph itself
    cut: int = 0  # characters at the beginning that are its number
    is_copy: bool = False  # of a heading, without its number

    @property
    def words(self) -> Inline:
        """As it stood before the changes."""
        words = trimmed([one.piece for one in self.tagged if not (one.change and one.change.is_added)])
        first = words[0] if words else ""
        return trimmed([first[self.cut :], *words[1:]]) if self.cut and isinstance(first, str) else words

    @property
    def is_added(self) -> bool:
        """Whether nothing of it stood there before."""
        if not self.tagged:
            return bool(self.mark and self.mark.is_added)
        return all(one.change and one.change.is_added for one in self.tagged)

    def edits(self) -> list[Edit]:
        """Neighbouring changes by the same hand at the same minute are one."""
        found: list[Edit] = []
        before: list[Piece] = []
        at = 0
        while at < len(self.tagged):
            change = self.tagged[at].change
            end = at + 1
            while end < len(self.tagged) and _hand(self.tagged[end].change) == _hand(change):
                end += 1
            run = self.tagged[at:end]
            cut = [one.piece for one in run if not (one.change and one.change.is_added)]
            if change is not None:
                added = [one.piece for one in run if one.change and one.change.is_added]
                words = (write_inline(merged(cut)), write_inline(merged(added)))
                found.append(Edit(change.author, change.at, *words, write_inline(merged(before))))
            before += cut
            at = end
        return found


@dataclass
class Grid:
    """A table as it stands: rows of cells, each with its lines and what it covers."""

    rows: list[list["Box"]]
    head: int = 0
    bookmarks: list[str] = field(default_factory=list)
    is_own: bool = False  # made by us: what is a note has the style of one
    edits: list[Edit] = field(default_factory=list)  # rows that were added or struck


@dataclass
class Box:
    lines: list[Line]
    columns: int = 1
    continues: bool = False  # the cell above reaches down here
    rows: int = 1


@dataclass
class Frame:
    """A content control that holds the words of certain regions."""

    inside: list["Line | Grid | Frame"]


Thing = Line | Grid | Frame


def _hand(change: Change | None) -> tuple[str, str] | None:
    return (change.author, change.at) if change else None


def merged(pieces: Sequence[Piece]) -> Inline:
    """Neighbouring runs of one kind are one piece: word processors part them at will."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if isinstance(piece, Sub) and isinstance(last, Sub):
            whole[-1] = Sub(last.words + piece.words)
        elif isinstance(piece, Sup) and isinstance(last, Sup):
            whole[-1] = Sup(last.words + piece.words)
        else:
            whole.append(piece)
    return joined(whole)


def trimmed(pieces: Sequence[Piece]) -> Inline:
    """The pieces without blanks around them."""
    whole = list(merged(pieces))
    if whole and isinstance(whole[0], str):
        whole[0] = whole[0].lstrip()
    if whole and isinstance(whole[-1], str):
        whole[-1] = whole[-1].rstrip()
    return joined(whole)


def told(thing: Thing) -> str:
    """All plain words of a line, table or frame, one line each."""
    match thing:
        case Line():
            return f"{thing.label} {plain(thing.words)}".strip()
        case Grid():
            return "\n".join(told(line) for row in thing.rows for box in row for line in box.lines)
        case Frame():
            return "\n".join(told(one) for one in thing.inside)
