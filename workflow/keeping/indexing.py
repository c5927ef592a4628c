"""Whether the index of the search still says what the tables say: of every public standard each passage and its grams,
and of no other standard anything."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.searching import SearchPassage
from workflow.records.standards import Standard
from workflow.search import grams, searching
from workflow.search.disclosed import IS_ASKED, IS_PUBLIC


class Differs(NamedTuple):
    """A standard whose passages differ from its tables, and how many of them do."""

    standard: int
    passages: int


def differing(session: Session) -> Iterator[Differs]:
    """Standards that are indexed otherwise than they stand, a page of them at a time."""
    for ids in searching.public(session):
        yield from _page(session, ids)
    is_shown = sa.select(Standard.id).where(sa.or_(IS_PUBLIC, IS_ASKED))
    left = sa.select(SearchPassage.standard_id, sa.func.count()).where(SearchPassage.standard_id.not_in(is_shown))
    for standard_id, n in session.execute(left.group_by(SearchPassage.standard_id)):
        yield Differs(standard_id, n)


def _page(session: Session, ids: Sequence[int]) -> Iterator[Differs]:
    wanted = {row["id"]: row for row in searching.passages(session, ids)}
    columns = (SearchPassage.id, SearchPassage.clause_id, SearchPassage.label, SearchPassage.words, SearchPassage.told)
    stored = session.execute(sa.select(*columns).where(SearchPassage.standard_id.in_(ids)))
    found = {row.id: dict(row._mapping) | {"standard_id": searching.standard_of(row.id)} for row in stored}
    wrong = {id_ for id_ in wanted.keys() | found.keys() if wanted.get(id_) != found.get(id_)}
    wrong |= {id_ for id_, row in wanted.items() if not grams.is_there(session, id_, row["told"])}
    by_standard: dict[int, int] = {}
    for id_ in sorted(wrong):
        by_standard[searching.standard_of(id_)] = by_standard.get(searching.standard_of(id_), 0) + 1
    yield from (Differs(*one) for one in by_standard.items())


def lacks(session: Session) -> bool:
    """Whether a public standard has no passage at all, or one that is not public has: what one statement can see."""
    has = sa.exists().where(SearchPassage.standard_id == Standard.id)
    is_shown = sa.or_(IS_PUBLIC, IS_ASKED)
    wrong = sa.or_(sa.and_(is_shown, sa.not_(has)), sa.and_(sa.not_(is_shown), has))
    return session.scalar(sa.select(Standard.id).where(wrong).limit(1)) is not None
