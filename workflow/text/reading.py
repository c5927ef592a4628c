"""From pasted or uploaded plain text to a clause tree in the manner of GB/T 1.1—2020, with remarks; nothing is lost.

How one line looks is in `lines`; bytes are `decoding`'s; which old clause a new one continues is in `lineage`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from workflow.text import lines
from workflow.text.canonical import acceptable
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.remarks import Remark, RemarkKind, remarks_on

_FARTHEST_JUMP: Final = 3
_CLOSED: Final = frozenset({ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX})


@dataclass(frozen=True)
class Reading:
    clauses: tuple[Clause, ...]
    remarks: tuple[Remark, ...]


def read(source: str, new_id: Callable[[], str]) -> Reading:
    """The clauses of a plain text, each with a new id, and what stands out in it; `Unacceptable` names a bad line."""
    reader = _Reader(acceptable(source.removeprefix("\ufeff")).split("\n"))
    reader.walk()
    clauses = _clauses(reader.drafts, new_id)
    return Reading(clauses, (*reader.remarks, *remarks_on(clauses)))


@dataclass
class _Draft:
    kind: ClauseKind
    number: str = ""
    title: str = ""
    body: list[str] = field(default_factory=list)


class _Reader:
    """Walks the lines once and remembers what a line alone cannot tell."""

    def __init__(self, source: Sequence[str]) -> None:
        self.source = [line.strip() for line in source]
        self.drafts: list[_Draft] = []
        self.remarks: list[Remark] = []
        self.latest: dict[str, int] = {}  # the last ordinal below each number; below "" stand the chapters
        self.annex = False
        self.row: int | None = None  # the last numbered row, while inside a table
        self.awaits_title = False
        self.in_contents = False
        self.found = [lines.numbered(line) for line in self.source]
        self.divided = {found.number.split(".")[0] for found in self.found if found and "." in found.number}

    def walk(self) -> None:
        blanks = 0
        for at, line in enumerate(self.source, 1):
            if not line:
                blanks += 1
                continue
            if blanks > 1:  # `writing` parts an untitled body from its number, and the contents from the text, so
                self.awaits_title = self.in_contents = False
            blanks = 0
            if not (self._contents(line) or self._heading(line) or self._numbered(at) or self._title(line)):
                self._append(line)

    def _contents(self, line: str) -> bool:
        """Entries of a pasted table of contents look like headings; they end with the page."""
        self.in_contents = self.in_contents and lines.is_contents_entry(line)
        if self.in_contents:
            self.drafts[-1].body.append(line)
        return self.in_contents

    def _heading(self, line: str) -> bool:
        if kind := lines.element(line):
            self._open(_Draft(kind, title=lines.squeezed(line)))
            self.annex = False
            self.in_contents = kind is ClauseKind.CONTENTS
            if self.in_contents:
                self.remarks.append(Remark(RemarkKind.CONTENTS_KEPT))
            return True
        if head := lines.annex_head(line):
            self._open(_Draft(head.kind, head.letter, head.title))
            self.annex = True
            self.awaits_title = not head.title or head.kind is ClauseKind.ANNEX
            return True
        return False

    def _numbered(self, at: int) -> bool:
        found = self.found[at - 1]
        if not found or (self.drafts and self.drafts[-1].kind in _CLOSED) or self._is_row(found.number):
            return False
        if self._fits(found):
            self._open_numbered(found)
            return True
        facts = {"number": found.number, "line": str(at), "words": found.words[:40]}
        self.remarks.append(Remark(RemarkKind.LOOKS_NUMBERED, facts))
        return False

    def _is_row(self, number: str) -> bool:
        if self.row is None or number != str(self.row + 1) or (number in self.divided and self._jump(number) == 1):
            return False
        self.row += 1
        return True

    def _jump(self, number: str) -> int:
        """How far a number lies beyond its last sibling; 1 is the next in order."""
        parent, _, ordinal = number.rpartition(".")
        return int(ordinal) - self.latest.get(parent, 0)

    def _fits(self, found: lines.Numbered) -> bool:
        if lines.begins_with_unit(found.words) and self._jump(found.number) != 1:
            return False  # 2.5 m, but 4.1 人员 where 4.1 is due
        if "." in found.number:
            return self._clause_fits(found)
        if self.annex or not lines.title_like(found.words):
            return False  # a lone number is a page, and a form in an annex numbers its own lines
        jump = self._jump(found.number)
        if found.number in self.divided or lines.is_set_title(found.words):
            return found.strict or jump == 1
        return found.strict and jump > 0 and (jump <= _FARTHEST_JUMP or "" not in self.latest)

    def _clause_fits(self, found: lines.Numbered) -> bool:
        top = found.number.split(".")[0]
        if not found.words and not 0 < self._jump(found.number) <= _FARTHEST_JUMP:
            return False  # a lone figure, say the cell of a table
        if top.isalpha():
            return True
        if top == "0":
            return any(draft.kind is ClauseKind.INTRODUCTION for draft in self.drafts)
        return not self.annex and (self.row is None or top == str(self.latest.get("", 0)))

    def _open_numbered(self, found: lines.Numbered) -> None:
        titled = lines.title_like(found.words)
        draft = _Draft(ClauseKind.CLAUSE, found.number, found.words if titled else "")
        if "." not in found.number:
            draft.kind = lines.chapter_kind(found.words)
            draft.title = lines.squeezed(found.words) if lines.is_set_title(found.words) else found.words
        elif found.words and not titled:
            draft.body.append(found.words)
        self._open(draft)
        self.awaits_title = not found.words
        parent, _, ordinal = found.number.rpartition(".")
        self.latest[parent] = int(ordinal)

    def _title(self, line: str) -> bool:
        """The line below a lone number or below 附录 A: its title, or (规范性) and the title after that."""
        if not self.awaits_title:
            return False
        draft = self.drafts[-1]
        if draft.kind is ClauseKind.ANNEX:
            draft.kind, line = lines.annex_status(line)
            if not line:
                self.awaits_title = not draft.title
                return True
        if draft.title or not lines.title_like(line):
            self._append(line)
        else:
            draft.title = line
            self.awaits_title = draft.kind is ClauseKind.ANNEX
        return True

    def _open(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        self.row = None
        self.awaits_title = False

    def _append(self, line: str) -> None:
        if not self.drafts:
            self._open(_Draft(ClauseKind.FRONT))
            self.remarks.append(Remark(RemarkKind.FRONT_MATTER))
        self.awaits_title = False
        self.drafts[-1].body.append(line)
        if lines.is_caption(line):
            self.row = 0


def _clauses(drafts: Sequence[_Draft], new_id: Callable[[], str]) -> tuple[Clause, ...]:
    latest: dict[str, str] = {}
    clauses: list[Clause] = []
    for draft in drafts:
        id_, body, level = new_id(), "\n".join(draft.body), lines.depth(draft.number)
        clauses.append(Clause(id_, draft.kind, draft.number, draft.title, body, level, _parent(draft.number, latest)))
        latest["0" if draft.kind is ClauseKind.INTRODUCTION else draft.number] = id_
    return tuple(clauses)


def _parent(number: str, latest: dict[str, str]) -> str | None:
    """The nearest number above that stands before: a clause whose own parent is missing is not left hanging."""
    above = number.rpartition(".")[0]
    while above and above not in latest:
        above = above.rpartition(".")[0]
    return latest.get(above) if above else None
