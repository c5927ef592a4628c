"""What all parts of an office file share while it is read: styles, lists, footnotes, images, pointers, losses."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from workflow.text import canonical
from workflow.text.inline import Inline
from workflow.text.word.counting import Counting
from workflow.text.word.found import Loss, LossKind, Suggestion, Unreadable
from workflow.text.word.package import Package, W
from workflow.text.word.styles import Styles

POINTER: Final = "pointer9"  # how the id begins that stands for a pointer until its target is known
MARK: Final = "mark9"  # and the id that stands for the letter of a footnote of a table, as our own files write it
_MOST_CHARACTERS: Final = 200  # bad ones, before a file is no text of people
_MOST_IMAGES: Final = 100 * 1024 * 1024


@dataclass(frozen=True)
class Pointer:
    """A field that points at a bookmark, and the words it showed."""

    bookmark: str
    shown: Inline


@dataclass
class Document:
    """One file while it is read. `place` is where the reader stands: the last heading, in words."""

    package: Package
    place: str = ""
    losses: list[Loss] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    pointers: list[Pointer] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        package = self.package
        self.styles = Styles(package.beside("styles"))
        self.counting = Counting(package.beside("numbering"))
        self._relations = package.relations(package.main)
        self._notes = {
            "footnoteReference": _by_id(package.beside("footnotes"), "footnote"),
            "endnoteReference": _by_id(package.beside("endnotes"), "endnote"),
        }
        self._comments = _by_id(package.beside("comments"), "comment")
        self._bad: Counter[str] = Counter()

    def lose(self, kind: LossKind, words: str = "") -> None:
        self.losses.append(Loss(kind, self.place, words))

    def footnote(self, kind: str, id_: str) -> Element | None:
        return self._notes[kind].get(id_)

    def comment(self, id_: str) -> str:
        found = self._comments.get(id_)
        if found is None:
            return ""
        words = "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in found.iter(W + "p"))
        return f"{found.get(W + 'author', '')}：{words}"

    def target(self, relation: str) -> str:
        return self._relations.get(relation, ("", ""))[1]

    def related(self, relation: str) -> bytes | None:
        """The bytes of an image; None where it lies outside the file."""
        name = self.target(relation)
        data = self.package.bytes(name) if name else None
        if data is not None and sum(map(len, self.images.values())) + len(data) > _MOST_IMAGES:
            raise Unreadable("wrong.file_bomb")
        return data

    def headers(self) -> Iterator[str]:
        """The words of every header and footer."""
        for kind, path in self._relations.values():
            root = self.package.xml(path) if kind in ("header", "footer") and path else None
            said = "" if root is None else "".join(t.text or "" for t in root.iter(W + "t")).strip()
            if said and not said.isdecimal():  # the number of a page
                yield said

    def acceptable(self, words: str) -> str:
        """The words without characters that no text may hold; each of those is told."""
        words = words.replace("\r", " ").replace("\n", " ").replace("\t", " ")
        while True:
            try:
                return canonical.acceptable(words)
            except canonical.Unacceptable as bad:
                if self._bad.total() >= _MOST_CHARACTERS:
                    raise Unreadable("wrong.characters") from bad
                self._bad[bad.codepoint] += 1
                self.lose(LossKind.CHARACTER, bad.codepoint)
                words = words[: bad.position] + words[bad.position + 1 :]


def _by_id(root: Element | None, name: str) -> dict[str, Element]:
    """Notes by their ids, without those that are only lines between notes and text."""
    found = [] if root is None else root.findall(W + name)
    return {one.get(W + "id", ""): one for one in found if one.get(W + "type") in (None, "normal")}
