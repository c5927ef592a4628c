"""What the authors of tracked changes wished: per author and clause the words as they would stand, to be compared with
those that stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from workflow.text.clauses import Clause
from workflow.text.word.found import Suggestion, Wish


def wishes(clauses: Sequence[Clause], suggestions: Sequence[Suggestion]) -> tuple[tuple[Clause, ...], list[Wish]]:
    """For one author: all clauses with the changes put in, and those changes that have no sure place."""
    by_id = {clause.id: clause for clause in clauses}
    lost = []
    for (clause_id, line), edits in groupby(suggestions, lambda one: (one.clause, one.line)):
        group = list(edits)
        clause, words = by_id.get(clause_id), _rewritten(line, group)
        if clause is None:
            continue
        put = _put(clause, line, words) if line or words else None
        if put is None:
            lost.append(Wish(clause_id, group[0].author, group[0].at, line or group[0].before, words))
        else:
            by_id[clause_id] = put
    return tuple(by_id[clause.id] for clause in clauses), lost


def _rewritten(line: str, edits: Sequence[Suggestion]) -> str:
    """A line with all changes of one author in it; the last first, so that places stay what they are."""
    for one in sorted(edits, key=lambda one: (one.offset, len(one.before)), reverse=True):
        if line[one.offset : one.offset + len(one.before)] == one.before:
            line = line[: one.offset] + one.after + line[one.offset + len(one.before) :]
    return line if line or len(edits) > 1 else edits[0].after


def _put(clause: Clause, line: str, words: str) -> Clause | None:
    """The clause with words in the place of the line; an added line comes last. None where the place is not sure."""
    if not line:
        return replace(clause, body=f"{clause.body}\n{words}".strip("\n"))
    if clause.title == line:
        return replace(clause, title=words)
    if clause.body.count(line) != 1:
        return None
    return replace(clause, body=clause.body.replace(line, words))


def by_author(suggestions: Sequence[Suggestion]) -> Iterator[tuple[str, list[Suggestion]]]:
    """Tracked changes by who made them, in reading order. What was put in beside words that another struck takes their
    place: nobody wished 8090%.
    """
    for author in dict.fromkeys(one.author for one in suggestions):
        own = [one for one in suggestions if one.author == author]
        yield author, [replace(one, author=author) for one in suggestions if one.author == author or _beside(one, own)]


def _beside(struck: Suggestion, own: Sequence[Suggestion]) -> bool:
    ends = (struck.offset, struck.offset + len(struck.before))
    lines = ((one.clause, one.line) for one in own if one.after and not one.before and one.offset in ends)
    return not struck.after and (struck.clause, struck.line) in lines
