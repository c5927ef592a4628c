"""The shared term base on pages: what each region says under a term, side by side, and what fits a clause at hand.
What the checker reads of it is `workflow.picture.glossary`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.accord.picture import Accord
from workflow.records.shared_words import SharedWord
from workflow.rules.sharing_words import COLUMNS

MOST = 40


@dataclass(frozen=True)
class Concept:
    """One term with what is said under it; where the regions say different things, it is in conflict."""

    term: str
    words: list[SharedWord]

    @property
    def is_in_conflict(self) -> bool:
        return len({tuple(getattr(word, name) for name in COLUMNS[:2]) for word in self.words}) > 1


def concepts(accord: Accord, wanted: str = "") -> list[Concept]:
    """The base of an agreement by terms; those that hold the words looked for."""
    found = (word for word in accord.words if not wanted or _holds(word, wanted))
    return [Concept(term, list(words)) for term, words in groupby(found, key=lambda word: word.term)]


def _holds(word: SharedWord, wanted: str) -> bool:
    sought = wanted.casefold()
    return any(sought in told.casefold() for told in (word.term, word.english, word.definition))


def fitting(session: Session, agreement_id: int, texts: Iterable[str], wanted: str = "") -> list[SharedWord]:
    """The terms that occur in these texts, or that hold the words typed; agreed ones first."""
    word = SharedWord
    query = sa.select(word).where(word.agreement_id == agreement_id, word.ended_at.is_(None))
    whole = "\n".join(texts)
    known = session.scalars(query.order_by(word.agreed_at.is_(None), word.term, word.id))
    found = [one for one in known if (_holds(one, wanted) if wanted else one.term in whole)]
    return found[:MOST]


def word_of(session: Session, agreement_id: int, word_id: int) -> SharedWord | None:
    """One term of the base that has not ended."""
    word = SharedWord
    mine = (word.id == word_id, word.agreement_id == agreement_id, word.ended_at.is_(None))
    return session.scalars(sa.select(word).where(*mine)).one_or_none()
