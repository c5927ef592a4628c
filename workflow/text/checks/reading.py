"""A text read once for all checks: its blocks, its lines with their roles, its tree, the numbers it cites."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final

from workflow.text.blocks import Block
from workflow.text.checks.about import About, about_of
from workflow.text.checks.finding import Finder, Spot
from workflow.text.checks.lines import Line, Role, line_of, turned
from workflow.text.checks.standards import Cited, cited
from workflow.text.clauses import Clause, ClauseKind, Text
from workflow.text.inline import Inline
from workflow.text.notation import read
from workflow.text.numbering import Path, numbering, renumbered, walk

LONGEST: Final = 400  # what is longer is no title, and not searched like one
Where = Callable[[Line], bool]


class Reading:
    """What the finders look at."""

    def __init__(self, text: Text, about: Mapping[str, object]) -> None:
        self.meta = text.meta
        self.about: About = about_of(about, text.meta)
        self.clauses: tuple[Clause, ...] = renumbered(text.clauses)
        self.by_id = {clause.id: clause for clause in self.clauses}
        self.numbers = numbering(self.clauses)
        self.children: dict[str | None, list[Clause]] = {}
        self.roots: dict[str, Clause] = {}
        for clause in self.clauses:
            self.children.setdefault(clause.parent, []).append(clause)
            self.roots[clause.id] = clause if clause.parent is None else self.roots[clause.parent]
        self.blocks: dict[str, tuple[tuple[Path, Block], ...]] = {
            clause.id: tuple(walk(read(clause.body))) for clause in self.clauses
        }
        self.lines: dict[str, list[Line]] = {clause.id: self._lines(clause) for clause in self.clauses}

    def _lines(self, clause: Clause) -> list[Line]:
        element = self.roots[clause.id].kind

        def printed(to: str) -> str:
            return self.numbers.printed(to, clause.id) or "？"

        found = [line_of(clause, element, (), 0, Role.TITLE, (clause.title,), printed)] if clause.title else []
        for path, block in self.blocks[clause.id]:
            inside: list[tuple[Role, Inline]] = []

            def visit(role: Role, words: Inline, inside: list[tuple[Role, Inline]] = inside) -> Inline:
                inside.append((role, words))
                return words

            turned(block, visit)
            found += [
                line_of(clause, element, path, at, role, words, printed) for at, (role, words) in enumerate(inside)
            ]
        return found

    def all_lines(self) -> Iterator[Line]:
        for lines in self.lines.values():
            yield from lines

    def of_kind(self, *kinds: ClauseKind) -> Iterator[Clause]:
        """Elements of a kind: clauses that hang below none."""
        return (clause for clause in self.children.get(None, []) if clause.kind in kinds)

    def first(self, kind: ClauseKind) -> Clause | None:
        return next(self.of_kind(kind), None)

    def below(self, clause: Clause) -> Iterator[Clause]:
        """A clause and all under it, in reading order; a tree may be deeper than the stack."""
        waiting = [clause]
        while waiting:
            yield (one := waiting.pop())
            waiting += reversed(self.children.get(one.id, []))

    def lines_below(self, clause: Clause) -> Iterator[Line]:
        for one in self.below(clause):
            yield from self.lines[one.id]

    @cached_property
    def citations(self) -> list[tuple[Line, Cited]]:
        return [(line, one) for line in self.all_lines() for one in cited(line.words)]

    @property
    def title(self) -> str:
        """The Chinese title, empty when there is none."""
        title = self.meta.get("title_zh")
        return title[:LONGEST] if isinstance(title, str) else ""


def body(line: Line) -> bool:
    return line.role is not Role.TITLE


def anywhere(_: Line) -> bool:
    return True


def words(pattern: str, where: Where = body) -> Finder:
    """Each place where the pattern stands in the judged words of a line."""
    compiled = re.compile(pattern)

    def find(reading: Reading) -> Iterator[Spot]:
        for line in reading.all_lines():
            if where(line):
                for found in compiled.finditer(line.bare):
                    yield at(line, found)

    return find


def at(line: Line, found: re.Match[str], instead: str | None = None, **facts: object) -> Spot:
    """The words of a match; a named group `it` says which of them are meant."""
    start, end = found.span("it") if "it" in found.re.groupindex else found.span()
    return Spot(line.clause.id, line, start, end, line.path, {"words": line.words[start:end], **facts}, instead)


def whole(line: Line, instead: str | None = None, **facts: object) -> Spot:
    """A line as a whole."""
    return Spot(line.clause.id, line, 0, len(line.words), line.path, {"words": line.words, **facts}, instead)


def squeezed(words: str) -> str:
    """Without spaces, with the dash of numbers as printed."""
    return re.sub(r"(?<=\d)[-–―－](?=\d)", "—", "".join(words.split()))
