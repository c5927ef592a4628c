"""The tree of chapters and clauses (chapter 7): what is there, in which order, how it is divided, how lists stand."""

import re
from collections.abc import Iterator
from typing import Final

from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Marker, Note, Paragraph, Table
from workflow.text.checks.finding import Spot
from workflow.text.checks.functions import function_of
from workflow.text.checks.reading import Reading
from workflow.text.clauses import ClauseKind, in_step
from workflow.text.inline import plain
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
_DIVIDED: Final = frozenset({ClauseKind.CHAPTER, ClauseKind.CLAUSE, ClauseKind.SYMBOLS, ClauseKind.SCOPE}) | _ANNEXES
_DEEPEST: Final = 6  # a chapter and five levels of clauses
_TYPED_NUMBER: Final = re.compile(
    r"第[一二三四五六七八九十\d]+[章节条]|\d+(?:\.\d+)*[ 　、．]|[A-Z]\.\d+(?:\.\d+)*[ 　]"
)
_SHOWN: Final = {
    ClauseKind.FOREWORD: (Table, Figure, Formula, Example),
    ClauseKind.REFERENCES: (Table, Figure, Formula, Example),
    ClauseKind.BIBLIOGRAPHY: (Table, Figure, Formula, Example),
}


def lacking(reading: Reading) -> Iterator[Spot]:
    """L05."""
    for kind, element in _REQUIRED.items():
        is_core = kind is ClauseKind.CHAPTER and reading.first(_CORES.get(function_of(reading), kind))
        if reading.first(kind) is None and not is_core:
            yield Spot(facts={"element": element})


def disordered(reading: Reading) -> Iterator[Spot]:
    """L06: the elements outside the largest set that stands in order."""
    elements = reading.children.get(None, [])
    wanted = [clause.id for clause in sorted(elements, key=lambda clause: _ORDER.get(clause.kind, 8))]
    kept = in_step(wanted, [clause.id for clause in elements])
    for clause in elements:
        if clause.id not in kept:
            yield Spot(clause.id)


def foreign_blocks(reading: Reading) -> Iterator[Spot]:
    """L07."""
    for kind, shut in _SHOWN.items():
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
    """L09: a clause hangs below a numbered one, at most five levels deep; in an annex the first level is a chapter."""
    for clause in reading.clauses:
        if clause.kind is not ClauseKind.CLAUSE:
            continue
        root = reading.roots[clause.id]
        deepest = _DEEPEST + (1 if root.kind.is_annex else 0)
        homeless = root is clause or not (root.number or root.kind is ClauseKind.INTRODUCTION)
        if clause.level > deepest or homeless or _TYPED_NUMBER.match(clause.title):
            yield Spot(clause.id, facts={"number": clause.number})


def only_children(reading: Reading) -> Iterator[Spot]:
    """L10: terms are entries, of which there may be one."""
    for parent, children in reading.children.items():
        below = [child for child in children if child.kind is ClauseKind.CLAUSE]
        if parent is not None and len(below) == 1 and reading.roots[parent].kind is not ClauseKind.TERMS:
            yield Spot(below[0].id, facts={"number": below[0].number})


def half_titled(reading: Reading) -> Iterator[Spot]:
    """L11: the first of the siblings that are fewer; where both are as many, the first without a title."""
    for parent, children in reading.children.items():
        below = [child for child in children if child.kind is ClauseKind.CLAUSE]
        if parent is None or reading.roots[parent].kind is ClauseKind.TERMS:
            continue
        titled = [child for child in below if child.title.strip()]
        bare = [child for child in below if not child.title.strip()]
        if titled and bare:
            yield Spot((titled if len(titled) < len(bare) else bare)[0].id)


def divided_untitled(reading: Reading) -> Iterator[Spot]:
    """L12."""
    for clause in reading.clauses:
        if clause.kind is ClauseKind.CLAUSE and not clause.title.strip() and reading.children.get(clause.id):
            yield Spot(clause.id)


def hanging(reading: Reading) -> Iterator[Spot]:
    """L13: what stands between a heading and its first clause; the words of regions and lead-ins of lists may."""
    for clause in reading.clauses:
        if clause.kind in {ClauseKind.CHAPTER, ClauseKind.CLAUSE} and reading.children.get(clause.id):
            if reading.roots[clause.id].kind is ClauseKind.TERMS:
                continue
            loose = [path for path, block in reading.blocks[clause.id] if not isinstance(block, Deviation)]
            if loose and len(loose[0]) == 1:
                yield Spot(clause.id, path=loose[0])


def lists(reading: Reading) -> Iterator[Spot]:
    """L14."""
    for clause in reading.clauses:
        kind = reading.roots[clause.id].kind
        if kind in _ANNEXES or kind in {
            ClauseKind.CHAPTER,
            ClauseKind.SCOPE,
            ClauseKind.FOREWORD,
            ClauseKind.INTRODUCTION,
        }:
            for run in _runs(reading.blocks[clause.id]):
                if fault := _fault(run):
                    yield Spot(clause.id, path=fault)
                    break


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
    if not isinstance(lead, Paragraph) or not plain(lead.words).rstrip().endswith(("：", ":")):
        return first[0]
    if first[1].marker in {Marker.BULLET, Marker.NUMBER}:
        return first[0]
    allowed: set[Marker] = {first[1].marker}
    for path, item in items[1:]:
        if item.marker in allowed:
            continue
        if item.marker in {Marker.DASH, Marker.LETTER} or len(allowed) > 1:
            return path
        allowed.add(item.marker)
    return None
