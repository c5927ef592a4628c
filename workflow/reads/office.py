"""An office file as it would stand on the drafter's desk: under the ids that its clauses had, with links. Nothing is
written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from workflow.reads.drafting import Desk
from workflow.text.blocks import id_of
from workflow.text.clauses import Clause
from workflow.text.inline import Footnote, Inline, Piece, Ref
from workflow.text.lineage import carry_ids
from workflow.text.linking import numbered_and_linked, rewritten
from workflow.text.notation import read, write
from workflow.text.numbering import walk
from workflow.text.word import Imported, read_word
from workflow.text.word.found import Suggestion, Wish
from workflow.text.word.wishing import by_author, wishes

MOST: Final = 20 * 1024 * 1024


def from_office(data: bytes, desk: Desk) -> Imported:
    """The file with its clauses as they continue those on the desk; `Unreadable` says why it cannot be read."""
    found = read_word(data)
    carried = carry_ids(desk.clauses, found.clauses, _beyond(found.clauses, desk.new_id))
    ids = {was.id: now.id for was, now in zip(found.clauses, carried, strict=True)}
    clauses = numbered_and_linked(tuple(replace(one, body=_pointing(one.body, ids)) for one in carried))
    suggestions = tuple(replace(one, clause=ids.get(one.clause, "")) for one in found.suggestions)
    wished = tuple(_wishes(carried, clauses, suggestions, ids))
    return replace(found, clauses=clauses, suggestions=suggestions, wishes=wished)


def _wishes(
    carried: Sequence[Clause], clauses: Sequence[Clause], suggestions: Sequence[Suggestion], ids: Mapping[str, str]
) -> Iterator[Wish]:
    """What each author of tracked changes would have, linked as the clauses themselves are."""
    stand = {clause.id: clause for clause in clauses}
    for author, own in by_author(suggestions):
        made, lost = wishes(carried, own)
        linked = numbered_and_linked(tuple(replace(one, body=_pointing(one.body, ids)) for one in made))
        days = {one.clause: one.at for one in reversed(own)}
        for was, one in zip((stand[clause.id] for clause in linked), linked, strict=True):
            day = days.get(one.id, "")
            if one.title != was.title:
                yield Wish(one.id, author, day, was.title, one.title, is_title=True, is_sure=True)
            if one.body != was.body and day:
                yield Wish(one.id, author, day, was.body, one.body, is_sure=True)
        yield from lost


def _beyond(clauses: Sequence[Clause], new_id: Callable[[], str]) -> Callable[[], str]:
    """New ids that no block of the file bears."""
    taken = {id_of(block) for clause in clauses for _, block in walk(read(clause.body))}

    def fresh() -> str:
        while (id_ := new_id()) in taken:
            pass
        return id_

    return fresh


def _pointing(body: str, ids: Mapping[str, str]) -> str:
    """The body with its references to clauses under the ids that these bear now."""
    if "{@" not in body:
        return body

    def words(line: Inline) -> Inline:
        return tuple(one(piece) for piece in line)

    def one(piece: Piece) -> Piece:
        match piece:
            case Ref(to):
                return Ref(ids.get(to, to))
            case Footnote(inner):
                return Footnote(words(inner))
        return piece

    return write(rewritten(block, words) for block in read(body))
