"""What a clause refers to within its text, and which clauses refer to it."""

from collections.abc import Iterable
from typing import Final

from workflow.text.blocks import Block, id_of, inlines
from workflow.text.clauses import Clause
from workflow.text.inline import references
from workflow.text.notation import read
from workflow.text.numbering import walk

NOTHING: Final[frozenset[str]] = frozenset()


def pointed_at(body: str) -> frozenset[str]:
    """The ids, of clauses and of blocks, that a body refers to."""
    return frozenset(_pointed(read(body)))


def homes(clauses: Iterable[Clause]) -> dict[str, str]:
    """In which clause every id of the text is at home; a clause is at home in itself."""
    found: dict[str, str] = {}
    for clause in clauses:
        found[clause.id] = clause.id
        found |= {id_: clause.id for _, block in walk(read(clause.body)) if (id_ := id_of(block))}
    return found


def _pointed(blocks: Iterable[Block]) -> Iterable[str]:
    return (to for block in blocks for words in inlines(block) for to in references(words))
