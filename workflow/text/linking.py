"""Typed references become links: 见 5.2, 第 4 章, 附录 A, 表 1, 式（1） point at what bears that number today.

Only what surely means this text is linked: not the clause of another document, not a figure with a unit.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from workflow.text.blocks import Block, Deviation, Example, Figure, Formula, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Footnote, Inline, Piece, Ref, joined
from workflow.text.lines import begins_with_unit
from workflow.text.notation import read, write
from workflow.text.numbering import numbering, renumbered

_BEFORE: Final = r"(?:见|按照?|依据|根据|依照|符合|满足|执行|参见|参照|遵守|除|和|与|及|或|、|至)\s*"
_AFTER: Final = r"(?=\s*(?:$|[，,。；;、：:）)\]]|的|和|与|及|或|至|中|规定|要求|给出|所|进行|执行|计算|确定|外))"
_TYPED: Final = re.compile(
    r"附录\s*(?P<annex>[A-Z])(?![A-Za-z0-9.])"
    r"|第\s*(?P<chapter>[1-9]\d?)\s*章"
    r"|(?P<sort>[表图])\s*(?P<ordinal>(?:[A-Z]\.)?[1-9]\d{0,2})(?![\d.)）])"
    r"|(?:公式|式)\s*[（(]\s*(?P<formula>(?:[A-Z]\.)?[1-9]\d{0,2})\s*[）)]"
    rf"|(?P<before>{_BEFORE})(?P<clause>(?:[1-9]\d?|[A-Z])(?:\.[1-9]\d{{0,2}}){{1,5}})(?![\d.%％‰]){_AFTER}"
)
_ELSEWHERE: Final = re.compile(r"(?:[—-]\d{4}|》)[^。；;]{0,16}$")


@dataclass
class _Targets:
    """What a typed number means here; where no such number stands, nothing."""

    clauses: dict[str, str]
    blocks: dict[tuple[str, str], str]

    def of(self, typed: re.Match[str]) -> str:
        if typed["sort"]:
            return self.blocks.get((typed["sort"], typed["ordinal"]), "")
        if typed["formula"]:
            return self.blocks.get(("式", typed["formula"]), "")
        return self.clauses.get(typed["annex"] or typed["chapter"] or typed["clause"], "")


def linked(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses with every typed reference that surely means one of them, by the numbers they bear, as a link."""
    if not any(_TYPED.search(clause.body) for clause in clauses):
        return tuple(clauses)
    targets = _targets(clauses)
    return tuple(_linked(clause, targets) for clause in clauses)


def numbered_and_linked(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Links by the numbers that stand there, then the numbers of today; a tree with a clause that hangs nowhere, as old
    texts have, keeps the numbers it came with.
    """
    whole = linked(clauses)
    hangs = any(clause.kind is ClauseKind.CLAUSE and clause.parent is None for clause in whole)
    return whole if hangs else renumbered(whole)


def _targets(clauses: Sequence[Clause]) -> _Targets:
    found = numbering(clauses)
    numbers = [clause.number for clause in clauses]
    own = {clause.number: clause.id for clause in clauses if clause.number and numbers.count(clause.number) == 1}
    sorts: dict[type[Block], str] = {Table: "表", Figure: "图", Formula: "式"}
    blocks = {
        (sorts[type(block)], found.blocks[place]): id_
        for id_, (place, block) in found.places.items()
        if type(block) in sorts
    }
    return _Targets(own, blocks)


def _linked(clause: Clause, targets: _Targets) -> Clause:
    if not _TYPED.search(clause.body):
        return clause
    blocks = read(clause.body)
    after = tuple(rewritten(block, lambda words: _words(words, targets)) for block in blocks)
    return clause if after == blocks else replace(clause, body=write(after))


def rewritten(block: Block, change: Callable[[Inline], Inline]) -> Block:
    """The block with every line of words in it changed."""
    match block:
        case Paragraph(words):
            return Paragraph(change(words))
        case Item() | Note() | Example():
            return replace(block, paragraphs=tuple(change(words) for words in block.paragraphs))
        case Table():
            rows = tuple(tuple(replace(cell, words=change(cell.words)) for cell in row) for row in block.rows)
            return replace(block, rows=rows, notes=tuple(change(words) for words in block.notes))
        case Figure():
            return replace(block, notes=tuple(change(words) for words in block.notes))
        case Formula():
            return replace(block, where=tuple(replace(one, meaning=change(one.meaning)) for one in block.where))
        case Deviation():
            return replace(block, blocks=tuple(rewritten(inner, change) for inner in block.blocks))


def _words(words: Inline, targets: _Targets) -> Inline:
    return joined(chain.from_iterable(_piece(piece, targets) for piece in words))


def _piece(piece: Piece, targets: _Targets) -> Iterator[Piece]:
    if isinstance(piece, Footnote):
        yield Footnote(_words(piece.words, targets))
        return
    if not isinstance(piece, str):
        yield piece
        return
    at = 0
    for typed in _TYPED.finditer(piece):
        start = typed.start() + len(typed["before"] or "")
        to = targets.of(typed)
        if not to or _ELSEWHERE.search(piece[:start]) or begins_with_unit(piece[typed.end() :]):
            continue
        yield piece[at:start]
        yield Ref(to)
        at = typed.end()
    yield piece[at:]
