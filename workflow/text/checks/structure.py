"""The tree of chapters and clauses (chapter 7): what is there, in which order, how it is divided, how lists stand."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Marker, Note, Paragraph, Table
from workflow.text.checks.finding import Spot
from workflow.text.checks.functions import function_of
from workflow.text.checks.reading import Reading
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Inline, plain
from workflow.text.numbering import Path

_REQUIRED: Final = {
    ClauseKind.FOREWORD: "fault.no_foreword",
    ClauseKind.SCOPE: "fault.no_scope",
    ClauseKind.REFERENCES: "fault.no_references",
    ClauseKind.TERMS: "fault.no_terms",
    ClauseKind.CHAPTER: "fault.no_core",
}
_CORES: Final = {"术语": ClauseKind.TERMS, "符号": ClauseKind.SYMBOLS}  # elsewhere the core is chapters
_ANNEXES: Final = frozenset(kind for kind in ClauseKind if kind.is_annex)
_ORDER: Final = {
    kind: place
    for place, kinds in enumerate(
        (
            {ClauseKind.FRONT},
            {ClauseKind.CONTENTS},
            {ClauseKind.FOREWORD},
            {ClauseKind.INTRODUCTION},
            {ClauseKind.SCOPE},
            {ClauseKind.REFERENCES},
            {ClauseKind.TERMS},
            {ClauseKind.SYMBOLS},
            {ClauseKind.CHAPTER},
            _ANNEXES,
            {ClauseKind.BIBLIOGRAPHY},
            {ClauseKind.INDEX},
        )
    )
    for kind in kinds
}
_LOOSE: Final = _ORDER[ClauseKind.CHAPTER]  # a clause that hangs below nothing stands for a chapter
_DEEPEST: Final = 6  # a chapter and five levels of clauses
_TYPED_NUMBER: Final = re.compile(
    r"第[一二三四五六七八九十\d]+[章节条]|\d+(?:\.\d+)*[ 　、．]|[A-Z]\.\d+(?:\.\d+)*[ 　]"
)
_LIST: Final = (Table, Figure, Formula, Example)
_SHUT: Final = {
    ClauseKind.FOREWORD: _LIST,
    ClauseKind.SCOPE: (Figure, Formula, Example),
    ClauseKind.REFERENCES: _LIST,
    ClauseKind.TERMS: (Table,),
    ClauseKind.BIBLIOGRAPHY: _LIST,
}


def lacking(reading: Reading) -> Iterator[Spot]:
    """L05."""
    for kind, element in _REQUIRED.items():
        is_core = kind is ClauseKind.CHAPTER and reading.first(_CORES.get(function_of(reading), kind))
        if reading.first(kind) is None and not is_core:
            yield Spot(facts={"element": element})


def disordered(reading: Reading) -> Iterator[Spot]:
    """L06: an element of a lower rank than the one just before it."""
    elements = reading.children.get(None, [])
    for before, clause in pairwise(elements):
        if _ORDER.get(clause.kind, _LOOSE) < _ORDER.get(before.kind, _LOOSE):
            yield Spot(clause.id)


def foreign_blocks(reading: Reading) -> Iterator[Spot]:
    """L07, after table 3."""
    for kind, shut in _SHUT.items():
        for element in reading.of_kind(kind):
            for clause in reading.below(element):
                yield from (
                    Spot(clause.id, path=path) for path, block in reading.blocks[clause.id] if isinstance(block, shut)
                )


def chapters(reading: Reading) -> Iterator[Spot]:
    """L08: a chapter bears a title, its number is not typed, and it stands at the top, before the annexes."""
    behind = False
    for clause in reading.clauses:
        behind = behind or clause.kind.is_annex
        if clause.kind is ClauseKind.CHAPTER and (
            not clause.title.strip() or _TYPED_NUMBER.match(clause.title) or clause.parent is not None or behind
        ):
            yield Spot(clause.id, facts={"words": clause.title})


def depths(reading: Reading) -> Iterator[Spot]:
    """L09: a clause hangs below another element, at most five levels deep, in an annex too."""
    for clause in reading.clauses:
        if clause.kind is ClauseKind.CLAUSE and (
            clause.level > _DEEPEST or clause.parent is None or _TYPED_NUMBER.match(clause.title)
        ):
            yield Spot(clause.id, facts={"number": clause.number})


def only_children(reading: Reading) -> Iterator[Spot]:
    """L10, at the parent: terms are entries, of which there may be one."""
    for parent, children in reading.children.items():
        below = [child for child in children if child.kind is ClauseKind.CLAUSE]
        if parent is not None and len(below) == 1 and reading.roots[parent].kind is not ClauseKind.TERMS:
            yield Spot(parent, facts={"number": below[0].number})


def half_titled(reading: Reading) -> Iterator[Spot]:
    """L11, at the parent."""
    for parent, children in reading.children.items():
        titled = {bool(child.title.strip()) for child in children if child.kind is ClauseKind.CLAUSE}
        if parent is not None and len(titled) > 1 and reading.roots[parent].kind is not ClauseKind.TERMS:
            yield Spot(parent)


def divided_untitled(reading: Reading) -> Iterator[Spot]:
    """L12."""
    for clause in reading.clauses:
        if clause.kind is ClauseKind.CLAUSE and not clause.title.strip() and reading.children.get(clause.id):
            yield Spot(clause.id)


def hanging(reading: Reading) -> Iterator[Spot]:
    """L13: what stands between a heading and its first clause; the words of regions and lead-ins of lists may."""
    for clause in reading.clauses:
        if not reading.children.get(clause.id) or not clause.number or _led_in(reading, clause):
            continue
        loose = [path for path, block in reading.blocks[clause.id] if not isinstance(block, Deviation)]
        if loose and len(loose[0]) == 1:
            yield Spot(clause.id, path=loose[0])


def _led_in(reading: Reading, clause: Clause) -> bool:
    """The lead-in of terms and of symbols hangs rightly."""
    return clause.kind is ClauseKind.SYMBOLS or reading.roots[clause.id].kind is ClauseKind.TERMS


def lists(reading: Reading) -> Iterator[Spot]:
    """L14."""
    for clause in reading.clauses:
        if reading.roots[clause.id].kind not in _UNLED:
            for run in _runs(reading.blocks[clause.id]):
                if fault := _fault(run):
                    yield Spot(clause.id, path=fault)
                    break


_UNLED: Final = frozenset({ClauseKind.FRONT, ClauseKind.CONTENTS, ClauseKind.BIBLIOGRAPHY, ClauseKind.INDEX})
Run = tuple[Block | None, list[tuple[Path, Item]]]


def _runs(blocks: tuple[tuple[Path, Block], ...]) -> Iterator[Run]:
    """Each list with the paragraph that leads to it; notes, formulas and tables may stand within a list."""
    lead: Block | None = None
    depth = 1
    items: list[tuple[Path, Item]] = []
    for path, block in blocks:
        if isinstance(block, Item) and len(path) == depth:
            items.append((path, block))
        elif isinstance(block, Paragraph | Deviation) or len(path) != depth:
            if items:
                yield lead, items
            items, depth = ([(path, block)] if isinstance(block, Item) else []), len(path)
            lead = block if isinstance(block, Paragraph) else None
        elif not isinstance(block, Note | Example | Table | Figure | Formula):
            lead = None
    if items:
        yield lead, items


def _fault(run: Run) -> Path | None:
    """The item at which a list goes wrong: no lead-in, a sign of the second level first, or three kinds of signs."""
    lead, items = run
    first = items[0]
    if not isinstance(lead, Paragraph) or not _leads(lead.words):
        return first[0]
    if first[1].marker in {Marker.BULLET, Marker.NUMBER}:
        return first[0]
    allowed: set[Marker] = {first[1].marker}
    for (_, before), (path, item) in pairwise(items):
        is_deeper = item.marker is not first[1].marker
        if item.marker not in allowed and (item.marker in {Marker.DASH, Marker.LETTER} or len(allowed) > 1):
            return path
        if is_deeper and before.marker is first[1].marker and not _leads(before.paragraphs[-1]):
            return path
        allowed.add(item.marker)
    return None


def _leads(words: Inline) -> bool:
    return plain(words).rstrip().endswith(("：", ":"))
