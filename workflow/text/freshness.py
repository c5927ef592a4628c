"""What a change of the text means for a position taken before it, told from digests alone, without the words.

A digest holds for every clause what `Entry` names. A position stays fresh while no clause changed that its region
answers for, and none that such a clause refers to; a move or another number changes nothing (house plan, section 9).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from workflow.text.canonical import canonical_hash
from workflow.text.clauses import Clause, clause_hash
from workflow.text.references import homes, pointed_at


class Entry(NamedTuple):
    """One clause: the hash of all that a reader sees; who answers for it (nobody named: all); how lists call it; the
    hash of its words without its number; the clauses it refers to. Older versions have the first three.
    """

    whole: str
    regions: list[str]
    label: str
    substance: str = ""
    refers: tuple[str, ...] | list[str] = ()


class Change(StrEnum):
    """What happened to a clause: `PLACE` is a move or another number, which spoils no position."""

    WORDS = "words"
    SHARES = "shares"
    CAME = "came"
    WENT = "went"
    PLACE = "place"


Digest = Mapping[str, list[Any]]


def digest(clauses: Iterable[Clause]) -> dict[str, list[Any]]:
    """The digest of a text."""
    whole = tuple(clauses)
    is_linked = any("{@" in clause.body for clause in whole)
    home = homes(whole) if is_linked else {}
    return {clause.id: list(_entry(clause, home)) for clause in whole}


def _entry(clause: Clause, home: Mapping[str, str]) -> Entry:
    label = f"{clause.number} {clause.title}".strip() or clause.body[:16]
    substance = canonical_hash([clause.kind, clause.title, clause.body])
    points = pointed_at(clause.body) if "{@" in clause.body else ()
    refers = sorted({home[to] for to in points if to in home} - {clause.id})
    return Entry(clause_hash(clause), list(clause.regions), label, substance, refers)


def changes(old: Digest, new: Digest) -> dict[str, Change]:
    """What happened to every clause that is not as it was."""
    found: dict[str, Change] = {}
    for id_ in [*new, *(id_ for id_ in old if id_ not in new)]:
        change = _change(_read(old, id_), _read(new, id_))
        if change is not None:
            found[id_] = change
    return found


def concerning(old: Digest, new: Digest, region: str) -> list[str]:
    """The clauses for which a region must look again: its own that changed, and its own that refer to a changed one."""
    changed = {id_ for id_, change in changes(old, new).items() if change is not Change.PLACE}
    return [
        id_
        for id_ in [*new, *(id_ for id_ in old if id_ not in new)]
        if _answers(_read(old, id_), region) | _answers(_read(new, id_), region)
        and (id_ in changed or changed & _refers(_read(old, id_)) or changed & _refers(_read(new, id_)))
    ]


def _read(digest: Digest, id_: str) -> Entry | None:
    return Entry(*digest[id_]) if id_ in digest else None


def _answers(entry: Entry | None, region: str) -> bool:
    return entry is not None and (not entry.regions or region in entry.regions)


def _refers(entry: Entry | None) -> frozenset[str]:
    return frozenset(entry.refers) if entry else frozenset()


def _change(old: Entry | None, new: Entry | None) -> Change | None:
    if old is None or new is None:
        return Change.CAME if old is None else Change.WENT
    is_known = bool(old.substance and new.substance)
    if (old.substance != new.substance) if is_known else (old.whole != new.whole):
        return Change.WORDS
    if sorted(old.regions) != sorted(new.regions):
        return Change.SHARES
    return Change.PLACE if old.whole != new.whole else None
