"""One page of what the public finds: standards in the order of how well they fit, where in them the words stand, and
how many there are in each group, region, field, year and state. As many statements for any list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from workflow.reads import facets
from workflow.reads.excerpts import Piece, excerpt, marked
from workflow.reads.facets import Wanted
from workflow.reads.needles import Term, terms
from workflow.reads.public import Numbered, numbers_by_standard
from workflow.reads.search import holds, says
from workflow.records.agreements import Agreement
from workflow.records.consultations import Consultation
from workflow.records.searching import PLACES, SearchPassage
from workflow.records.standards import Standard
from workflow.search.disclosed import IS_ASKED, IS_PUBLIC, OPEN_ROUND
from workflow.search.searching import ABOUT, FIRST, TITLE
from workflow.search.spelling import LINE
from workflow.vocabulary import Joint

PAGE: Final = 20
_EACH = (1 << PLACES) - 1


@dataclass(frozen=True)
class Place:
    """Where in the text the words stand: the clause, its number, its words with what was looked for marked."""

    clause_id: str
    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Result:
    """One standard that was found; `asked` is the consultation that lays it open, if it is not released."""

    standard: Standard
    agreement: Agreement
    numbers: list[Numbered]
    asked: int | None
    title: list[Piece]
    other_title: list[Piece]
    place: Place | None


@dataclass(frozen=True)
class Page:
    """How many were found, those of one page, what each facet would find."""

    total: int
    here: int
    results: list[Result]
    counts: Mapping[str, dict[str, int]]


def find(session: Session, wanted: Wanted, page: int = 1, *, size: int = PAGE, language: str = "zh") -> Page:
    """A page of what is wanted; beyond the last page stands the last."""
    hits = facets.hits(_shown(wanted), says(wanted.words))
    counts = facets.counts(session, hits, wanted)
    total = counts.pop(facets.TOTAL).get("", 0)
    here = max(1, min(page, -(-total // size)))
    looked = terms(wanted.words)
    picked = _picked(hits, wanted, looked).limit(size).offset((here - 1) * size).subquery()
    query = sa.select(Standard, Agreement).join(Agreement, Agreement.id == Standard.agreement_id)
    query = query.join(picked, picked.c.id == Standard.id).order_by(picked.c.fit, *_newest(Standard))
    rows = [(standard, agreement) for standard, agreement in session.execute(query)]
    found = _results(session, rows, looked, language)
    return Page(total, here, found, counts)


def _shown(wanted: Wanted) -> sa.ColumnElement[bool]:
    """What is released; drafts that lie open too, where words or that state are asked for."""
    is_wide = bool(wanted.words) or wanted.state == Joint.CONSULTING.value
    return sa.or_(IS_PUBLIC, IS_ASKED) if is_wide else IS_PUBLIC


def _picked(hits: sa.CTE, wanted: Wanted, looked: tuple[Term, ...]) -> sa.Select[Any]:
    """Ids in order: a number that is exactly the one asked for, then what is called so, then what says so; of these the
    newest.
    """
    title, about = (aliased(SearchPassage, name=name) for name in ("titles", "abouts"))
    base, joined = hits.c.id * (1 << PLACES), sa.select(hits.c.id).select_from(hits)
    ranks: list[tuple[sa.ColumnElement[bool], int]] = []
    if marks := [mark for term in looked for mark in term.marks]:
        joined = joined.outerjoin(about, about.id == base + ABOUT)
        ranks.append((_any(about.told, marks), 0))
    if looked:
        joined = joined.outerjoin(title, title.id == base + TITLE)
        ranks.append((sa.and_(*(_any(title.told, term.needles) for term in looked)), 1))
    fit = sa.case(*ranks, else_=2) if ranks else sa.literal(2)
    query = joined.add_columns(fit.label("fit")).where(*facets.narrowed(hits, wanted))
    return query.order_by(sa.literal_column("fit"), *_newest(hits.c))


def _newest(of: Any) -> list[Any]:
    return [of.released_at.is_(None), of.released_at.desc(), of.id.desc()]


def _any(told: Any, needles: Any) -> sa.ColumnElement[bool]:
    return sa.or_(*(holds(told, needle) for needle in needles))


def _results(
    session: Session, rows: list[tuple[Standard, Agreement]], looked: tuple[Term, ...], language: str
) -> list[Result]:
    ids = [standard.id for standard, _ in rows]
    numbers, asked = numbers_by_standard(session, ids), _asked(session, ids)
    places = _places(session, ids, looked) if looked else {}
    needles = {needle for term in looked for needle in term.needles}
    found = []
    for standard, agreement in rows:
        titles = [standard.title_zh, standard.title_en][:: -1 if language == "en" and standard.title_en else 1]
        title, other = (marked(each, needles) for each in titles)
        beside = other if any(piece.is_found for piece in other) else []
        place = places.get(standard.id)
        asking = asked.get(standard.id) if standard.state is Joint.CONSULTING else None
        found.append(Result(standard, agreement, numbers.get(standard.id, []), asking, title, beside, place))
    return found


def _asked(session: Session, ids: list[int]) -> dict[int, int]:
    query = sa.select(Consultation.standard_id, Consultation.id).where(OPEN_ROUND, Consultation.standard_id.in_(ids))
    return {standard_id: asked for standard_id, asked in session.execute(query)}


def _places(session: Session, ids: list[int], looked: tuple[Term, ...]) -> dict[int, Place]:
    """Of each standard the clause that meets most of what is looked for, the first of several."""
    met = [_any(SearchPassage.told, term.needles) for term in looked]
    score = sum((sa.case((one, 1), else_=0) for one in met), start=sa.literal(0))
    rank = sa.func.row_number().over(partition_by=SearchPassage.standard_id, order_by=(score.desc(), SearchPassage.id))
    is_clause = SearchPassage.id.bitwise_and(_EACH) >= FIRST
    columns = (SearchPassage.standard_id, SearchPassage.clause_id, SearchPassage.label, SearchPassage.words)
    best = sa.select(*columns, rank.label("rank")).where(SearchPassage.standard_id.in_(ids), is_clause, sa.or_(*met))
    told = best.subquery()
    needles = {needle for term in looked for needle in term.needles}
    rows = session.execute(sa.select(*(told.c[column.key] for column in columns)).where(told.c.rank == 1))
    return {id_: Place(clause, label, excerpt(words.split(LINE), needles)) for id_, clause, label, words in rows}
