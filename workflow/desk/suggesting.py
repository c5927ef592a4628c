"""What somebody would write, kept beside the words of the desk sentence by sentence, for the pen to decide."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from workflow.desk.following import follow
from workflow.desk.pad import Pad, Told
from workflow.process.reasons import NotThere
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.text.clauses import Clause
from workflow.text.merging import sentences

MOST: Final = 40  # changes kept one by one; a clause that is rewritten further is one suggestion


class Place(NamedTuple):
    """Words in the place of others, which begin at an offset."""

    offset: int
    base: str
    words: str


class By(NamedTuple):
    """Who suggests and why; for a change tracked in an office file the name and day that it bears."""

    person: int
    reason: str = ""
    author: str = ""
    written_at: str = ""


def suggest(pad: Pad, clause_id: str, seen: Told, told: Told, by: By) -> int:
    """Keep every change from the words that were `seen` to those that were sent; gives how many there are."""
    follow(pad)
    if clause_id not in pad.draft:
        raise NotThere
    return put(pad, pad.draft[clause_id], seen, told, by)


def put(pad: Pad, clause: Clause, seen: Told, told: Told, by: By) -> int:
    """The same, where the desk is known to follow the newest version."""
    made = 0
    for is_title, before, after in ((True, seen.title, told.title), (False, seen.body, told.body)):
        for place in changes(before, after):
            pad.session.add(_kept(pad, clause, is_title, before, place, by))
            made += 1
    return made


def put_lost(pad: Pad, clause: Clause, place: Place, by: By) -> None:
    """One whose place in the clause is not sure: it is shown, and written by hand where somebody wants it."""
    pad.session.add(_kept(pad, clause, False, "", place, by))


def _kept(pad: Pad, clause: Clause, is_title: bool, seen: str, place: Place, by: By) -> ClauseSuggestion:
    return ClauseSuggestion(
        standard_id=pad.standard_id,
        clause_id=clause.id,
        clause_label=f"{clause.number} {clause.title}".strip(),
        is_title=is_title,
        seen=seen,
        **place._asdict(),
        person_id=by.person,
        reason=by.reason,
        author=by.author,
        written_at=by.written_at,
        at=pad.at,
    )


def changes(before: str, after: str) -> list[Place]:
    """Stretches of sentences that differ; what is put in stands with the sentence before it, else the one behind."""
    found = list(_changes(before, after))
    return found if len(found) <= MOST else [Place(0, before, after)]


def _changes(before: str, after: str) -> Iterator[Place]:
    old, new = sentences(before), sentences(after)
    starts = [0]
    for words in old:
        starts.append(starts[-1] + len(words))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        put_in = "".join(new[c:d])
        if a == b and a > 0:
            yield Place(starts[a - 1], old[a - 1], old[a - 1] + put_in)
        elif a == b and a < len(old):
            yield Place(starts[a], old[a], put_in + old[a])
        elif b - a == d - c:
            yield from (Place(starts[a + n], old[a + n], new[c + n]) for n in range(b - a))
        else:
            yield Place(starts[a], "".join(old[a:b]), put_in)
