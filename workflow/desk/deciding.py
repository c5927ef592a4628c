"""Those with the pen take a suggestion into the clause or leave it, with a reason; a version bears what it took."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import sqlalchemy as sa

from workflow.db import Outdated
from workflow.desk.conflicts import Moved
from workflow.desk.pad import Edit, Pad, Told
from workflow.process.reasons import NotThere
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.text.merging import merged, sentences


class Verdict(StrEnum):
    """`WRITTEN` says that the person wrote it in the clause with own hands."""

    ACCEPT = "accept"
    REJECT = "reject"
    WRITTEN = "written"


class Unreasoned(Exception):
    """A suggestion is rejected with a reason."""


def decide(pad: Pad, suggestion_id: int, verdict: Verdict, answer: str, person: int) -> None:
    """Decide one; Outdated where somebody did already, Moved where the words in its place went on since."""
    found = pad.session.get(ClauseSuggestion, suggestion_id)
    if found is None or found.standard_id != pad.standard_id:
        raise NotThere
    if found.decided_at is not None:
        raise Outdated
    if verdict is Verdict.REJECT and not answer:
        raise Unreasoned
    if verdict is Verdict.ACCEPT:
        pad.keep(found.clause_id, _taken(pad, found), Edit(person), stood=True)
    found.decided_by, found.decided_at, found.answer = person, pad.at, answer
    found.is_accepted = verdict is not Verdict.REJECT


def withdraw(pad: Pad, suggestion_id: int, person: int) -> None:
    """Whoever suggested it takes it back; that nobody else decided it tells it from a rejected one."""
    found = pad.session.get(ClauseSuggestion, suggestion_id)
    if found is None or (found.standard_id, found.person_id) != (pad.standard_id, person):
        raise NotThere
    if found.decided_at is not None:
        raise Outdated
    found.decided_at, found.is_accepted = pad.at, False


def _taken(pad: Pad, one: ClauseSuggestion) -> Told:
    """The clause with the suggested words, where nobody changed that place since."""
    if one.clause_id not in pad.draft:
        raise Moved
    now = pad.words(one.clause_id)
    part = now.title if one.is_title else now.body
    wished = one.seen[: one.offset] + one.words + one.seen[one.offset + len(one.base) :]
    made = merged(one.seen, part, wished)
    if not made.conflicts:
        part = made.words
    elif one.base and part.count(one.base) == 1:
        part = part.replace(one.base, one.words)
    else:
        raise Moved
    return now._replace(title=part) if one.is_title else now._replace(body=part)


def landed(pad: Pad, saved: Mapping[str, Told]) -> None:
    """The newest version was made from the words `saved`: accepted suggestions in them bear it from now on."""
    waiting = sa.select(ClauseSuggestion).where(
        ClauseSuggestion.standard_id == pad.standard_id,
        ClauseSuggestion.is_accepted.is_(True),
        ClauseSuggestion.version_id.is_(None),
        ClauseSuggestion.clause_id.in_([id_ for id_ in saved if id_ in pad.draft]),
    )
    for one in pad.session.scalars(waiting):
        was, clause = saved[one.clause_id], pad.draft[one.clause_id]
        pair = (was.title, clause.title) if one.is_title else (was.body, clause.body)
        one.version_id = pad.last.id if pad.last else None
        one.saved_words = "".join(_standing(*pair, set(sentences(one.words)) - set(sentences(one.base))))


def _standing(written: str, saved: str, wanted: set[str]) -> Iterable[str]:
    """Sentences of what was written, as saving spelled and linked them."""
    old, new = sentences(written), sentences(saved)
    pairs = zip(old, new, strict=True) if len(old) == len(new) else ((one, one) for one in new)
    return (said for one, said in pairs if one in wanted)
