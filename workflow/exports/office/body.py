"""Clauses with their headings, in reading order; between two versions what was added and what was struck."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workflow.exports.office import edited
from workflow.exports.office.blocks import Setting
from workflow.exports.office.index import index
from workflow.exports.office.lists import INTRODUCTION
from workflow.exports.office.words import Parts, Writer
from workflow.exports.office.xml import Ink
from workflow.text.blocks import Block, Paragraph
from workflow.text.clauses import Clause, ClauseKind, Text, in_step
from workflow.text.indexing import is_made
from workflow.text.notation import read
from workflow.text.numbering import CHAPTERS, Numbering, numbering

TITLED: Final = {
    ClauseKind.FOREWORD: "前言",
    ClauseKind.INTRODUCTION: "引言",
    ClauseKind.BIBLIOGRAPHY: "参考文献",
    ClauseKind.INDEX: "索引",
}
STATUS: Final = {ClauseKind.NORMATIVE_ANNEX: "（规范性）", ClauseKind.INFORMATIVE_ANNEX: "（资料性）"}
MADE_ANEW: Final = (ClauseKind.FRONT, ClauseKind.CONTENTS)
_BEFORE: Final = (ClauseKind.FOREWORD, ClauseKind.INTRODUCTION)
_BEHIND: Final = (ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX)
_BREAK: Final = "<w:r><w:br/></w:r>"
Pair = tuple[Clause | None, Clause | None]


@dataclass(frozen=True)
class Version:
    """One version with its numbers, and of each clause the element it stands in and whether another stands below."""

    text: Text
    numbers: Numbering
    roots: Mapping[str, ClauseKind]
    parents: frozenset[str]


def version(text: Text) -> Version:
    roots: dict[str, ClauseKind] = {}
    for clause in text.clauses:
        roots[clause.id] = roots.get(clause.parent or "", clause.kind)
    parents = frozenset(clause.parent for clause in text.clauses if clause.parent)
    return Version(text, numbering(text.clauses), roots, parents)


@dataclass(frozen=True)
class Book:
    """The new version, and the old one where the changes between them are shown."""

    new: Version
    old: Version | None
    parts: Parts
    regions: Mapping[str, str]
    ink: Ink  # the hand of the changes

    def parts_of_text(self) -> tuple[str, str, str]:
        """Foreword and introduction; the text with its annexes; bibliography and index."""
        said = ["", "", ""]
        for was, now in self._pairs():
            clause = now or was
            assert clause is not None
            root = (self.new if now else self.old or self.new).roots[clause.id]
            if root not in MADE_ANEW:
                said[0 if root in _BEFORE else 2 if root in _BEHIND else 1] += self._pair(was, now)
        return said[0], said[1], said[2]

    def _pairs(self) -> Iterator[Pair]:
        """Clauses beside what they were; one that moved, or became of another kind, is struck there and added here."""
        new = self.new.text.clauses
        if self.old is None:
            yield from ((clause, clause) for clause in new)
            return
        old = self.old.text.clauses
        alike = {c.id for c in old if (n := self.new.text.by_id.get(c.id)) and _place(c) == _place(n)}
        kept = in_step([c.id for c in old if c.id in alike], [c.id for c in new if c.id in alike])
        waiting = list(old)
        for clause in new:
            if clause.id not in kept:
                yield None, clause
                continue
            while waiting[0].id != clause.id:
                yield waiting.pop(0), None
            yield waiting.pop(0), clause
        yield from ((clause, None) for clause in waiting)

    def _pair(self, was: Clause | None, now: Clause | None) -> str:
        if was is not None and now is not None:
            same = self.old is None or (was.title, was.body) == (now.title, now.body)
            return self._whole(now, self.new, self.ink.of("")) if same else self._edited(was, now)
        if now is not None:
            return self._whole(now, self.new, self.ink.of("ins"))
        assert was is not None
        return self._whole(was, self.old or self.new, self.ink.of("del"))

    def _setting(self, clause: Clause, of: Version) -> Setting:
        return Setting(clause, Writer(self.parts, of.numbers, clause.id), self.regions)

    def _whole(self, clause: Clause, of: Version, ink: Ink) -> str:
        setting, blocks = self._setting(clause, of), read(clause.body)
        if is_made(clause):
            return self._heading(setting, of, "", ink) + index(setting)
        lead = blocks[0] if blocks and isinstance(blocks[0], Paragraph) and _is_bare(clause) else None
        runs = setting.writer.runs(lead.words, ink) if lead else ink.run(clause.title)
        said = self._heading(setting, of, runs, ink)
        rest = [(n, block) for n, block in enumerate(blocks) if n or lead is None]
        return said + "".join(setting.block(block, (n,), ink) for n, block in rest)

    def _edited(self, was: Clause, now: Clause) -> str:
        """One clause with other words: its title by its letters, its blocks by what changed within each."""
        assert self.old is not None
        if is_made(now):
            return self._whole(now, self.new, self.ink.of(""))
        old, new = self._setting(was, self.old), self._setting(now, self.new)
        before, after = list(enumerate(read(was.body))), list(enumerate(read(now.body)))
        if _is_bare(now) and _leads(before) and _leads(after):
            (_, first), (_, second) = before.pop(0), after.pop(0)
            assert isinstance(first, Paragraph)
            assert isinstance(second, Paragraph)
            runs = edited.words(old.writer, new.writer, first.words, second.words, self.ink)
        else:
            runs = edited.words(old.writer, new.writer, (was.title,), (now.title,), self.ink)
        return self._heading(new, self.new, runs, self.ink.of("")) + edited.blocks(old, new, before, after, self.ink)

    def _heading(self, setting: Setting, of: Version, runs: str, ink: Ink) -> str:
        """The heading of a clause by its kind and depth; `runs` are its title, or the words of one without."""
        clause, writer = setting.clause, setting.writer
        if clause.kind in TITLED:
            return ink.paragraph("Element", writer.marked(clause.id, ink.run(TITLED[clause.kind])))
        if clause.kind.is_annex:
            status = STATUS.get(clause.kind, "")
            lines = [_BREAK + ink.run(status)] if status else []
            return ink.paragraph("Annex", writer.marked(clause.id, "".join([*lines, _BREAK + runs])))
        if clause.kind in CHAPTERS:
            return ink.paragraph("Chapter", writer.marked(clause.id, runs))
        depth = clause.number.count(".") + 1
        root = of.roots[clause.id]
        style = f"{'Annex' if root.is_annex else ''}{'Title' if clause.title else 'Untitled'}{depth}"
        own = f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="{INTRODUCTION}"/></w:numPr>'
        is_term = root is ClauseKind.TERMS and clause.title and clause.id not in of.parents
        listed = own if root is ClauseKind.INTRODUCTION else ""
        return ink.paragraph(style, writer.marked(clause.id, (_BREAK if is_term else "") + runs), listed)


def _place(clause: Clause) -> tuple[object, ...]:
    """What a change of words leaves as it is."""
    return clause.kind, clause.parent, clause.level, bool(clause.title), _is_bare(clause) and _leads_body(clause)


def _is_bare(clause: Clause) -> bool:
    return clause.kind is ClauseKind.CLAUSE and not clause.title


def _leads_body(clause: Clause) -> bool:
    return _leads(list(enumerate(read(clause.body))))


def _leads(blocks: Sequence[tuple[int, Block]]) -> bool:
    return bool(blocks) and isinstance(blocks[0][1], Paragraph)


def titles(clauses: Iterable[Clause]) -> Iterator[tuple[Clause, str]]:
    """The lines of the contents: elements, chapters, annexes."""
    for clause in clauses:
        if clause.kind in TITLED:
            yield clause, TITLED[clause.kind]
        elif clause.kind.is_annex:
            yield clause, f"附录 {clause.number}{STATUS.get(clause.kind, '')}　{clause.title}"
        elif clause.kind in CHAPTERS:
            yield clause, f"{clause.number}　{clause.title}"
