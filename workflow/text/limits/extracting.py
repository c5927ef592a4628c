"""Limits that the clauses of a text set, proposed for a person to confirm: paragraphs, items of lists, tables.

What binds nobody is left out: foreword, scope, terms, references, informative annexes, notes and examples.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Final

from workflow.text.blocks import Block, Deviation, Item, Note, Paragraph, Table
from workflow.text.clauses import Clause, ClauseKind
from workflow.text.inline import Inline
from workflow.text.limits.limit import Limit
from workflow.text.limits.signs import plain
from workflow.text.limits.tables import limits_of_table
from workflow.text.limits.wording import EASED, limits_of, under
from workflow.text.notation import read

BINDING: Final = frozenset({ClauseKind.CHAPTER, ClauseKind.CLAUSE, ClauseKind.ANNEX, ClauseKind.NORMATIVE_ANNEX})
_MAKES_READY: Final = re.compile(r"(?:应|宜)?(?:符合|满足|遵守)?(?:下列|以下|如下|表)?.{0,6}(?:要求|规定|条件)?[:：]?$")
_MOST: Final = 500  # of one clause


def extract(clauses: Iterable[Clause]) -> Iterator[Limit]:
    """The limits of these clauses, in reading order; a clause that binds nobody, or lies below one, has none."""
    binding: dict[str, bool] = {}
    for clause in clauses:
        binding[clause.id] = clause.kind in BINDING and binding.get(clause.parent or "", True)
        if binding[clause.id]:
            yield from limits_of_clause(clause)


@lru_cache(maxsize=2048)
def limits_of_clause(clause: Clause) -> tuple[Limit, ...]:
    """The limits of one clause, by its own words alone; what is said twice is one limit."""
    blocks = read(clause.body)
    found = dict.fromkeys(islice(_of_blocks(blocks, clause.id, clause.title), _MOST))
    eased = "，".join(_easing(blocks))
    return tuple(under(limit, eased) for limit in found)


def _easing(blocks: Iterable[Block]) -> Iterator[str]:
    """Lines that limit nothing and ease what others limit; a note too, since a reader would take it so."""
    for line in (plain(words) for block in blocks for words in _lines(block)):
        if EASED.search(line) and not any(True for _ in limits_of(line, "")):
            yield line


def _lines(block: Block) -> tuple[Inline, ...]:
    match block:
        case Paragraph(words):
            return (words,)
        case Item(paragraphs=lines) | Note(paragraphs=lines) | Table(notes=lines):
            return lines
        case _:
            return ()


def _of_blocks(blocks: Iterable[Block], clause: str, title: str) -> Iterator[Limit]:
    lead = ""
    for block in blocks:
        match block:
            case Paragraph(words):
                line = plain(words)
                yield from limits_of(line, clause, title)
                lead = line if line.rstrip().endswith(":") else ""
            case Item(paragraphs=lines):
                above = " ".join(part for part in (title, _MAKES_READY.sub("", lead).strip()) if part)
                for words in lines:
                    yield from limits_of(plain(words), clause, above)
            case Table():
                yield from limits_of_table(block, clause, title)
            case Deviation(regions=regions, blocks=inner):
                where = "、".join(regions)
                for one in _of_blocks(inner, clause, title):
                    yield replace(one, condition=f"{where}，{one.condition}".rstrip("，"))
