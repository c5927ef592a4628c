"""The index of the search: the passages of every standard that is public now, written in the transaction of the act
that makes them public, changes them or takes them back. Nothing that is not public is in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work, table_of
from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.records.consultations import Consultation
from workflow.records.numbers import RegionNumber
from workflow.records.places import Region
from workflow.records.releases import Release
from workflow.records.searching import PLACES, SearchPassage
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.search import grams
from workflow.search.disclosed import IS_ASKED, IS_PUBLIC, OPEN_ROUND, is_public
from workflow.search.spelling import BETWEEN, LINE, folded, lined
from workflow.statements import insert
from workflow.text.clauses import Clause
from workflow.text.number_parsing import parse
from workflow.text.numbers import StandardNumber
from workflow.text.telling import bodies
from workflow.vocabulary import Joint, TextPurpose, Window

TITLE, ABOUT, FIRST = range(3)  # places of a standard's passages; the clauses begin at the last
PAGE: Final = 400  # standards held at once
LABEL: Final = 32
MARK: Final = "indexed"
Row = dict[str, Any]

_P = table_of(SearchPassage)
_FROZEN = sa.select(Version.id).where(
    Version.standard_id == Standard.id, Version.purpose.not_in((TextPurpose.DRAFT, TextPurpose.AMENDMENT))
)
_LAID_OPEN = sa.select(Consultation.version_id).where(Consultation.standard_id == Standard.id, OPEN_ROUND)
_CAME_OUT = sa.exists().where(Release.standard_id == Standard.id, Release.released_at.is_not(None))
_TEXT = sa.case(
    (Standard.state == Joint.CONSULTING, _LAID_OPEN.limit(1).scalar_subquery()),
    (_CAME_OUT, _FROZEN.order_by(Version.number.desc()).limit(1).scalar_subquery()),
)
_SUBJECTS = sa.select(
    Standard.id, Standard.title_zh, Standard.title_en, Standard.search_text, Standard.ics, Standard.ccs,
    _TEXT.label("version"),
).where(sa.or_(IS_PUBLIC, IS_ASKED))  # fmt: skip


def follow(work: Work, standing: Standing) -> str | None:
    """Bring the index up to a standard after an act; gives the mark that tells whether another act must."""
    mark, known = _mark(standing), (standing.standard.outlook or {}).get(MARK)
    if mark != known or (mark and RegionNumber.__tablename__ in work.wrote):
        write(work.session, [standing.standard.id])
    return mark


def _mark(standing: Standing) -> str | None:
    """What stands in the index, in brief; None for what is not public."""
    standard, text = standing.standard, None
    if is_public(standard):
        text = standing.frozen.id if standing.released and standing.frozen else 0
    elif standard.state is Joint.CONSULTING and (asked := standing.consultation) and asked.closed_at is None:
        posted = any(w.consultation_id == asked.id and w.state is Window.POSTED for w in standing.windows)
        text = asked.version_id if posted else None
    told = (text, standard.title_zh, standard.title_en, standard.search_text, standard.ics, standard.ccs)
    return sha256(repr(told).encode()).hexdigest()[:16] if text is not None else None


def write(session: Session, standards: Sequence[int]) -> None:
    """Index these standards as they stand, in place of what was there."""
    mine = _P.c.standard_id.in_(standards)
    old = [(id_, told) for id_, told in session.execute(sa.select(_P.c.id, _P.c.told).where(mine))]
    if old:
        grams.remove(session.connection(), old)
        session.execute(sa.delete(_P).where(mine))
    _add(session, list(passages(session, standards)))


def rebuild(session: Session) -> int:
    """The whole index anew, a page of standards at a time; gives how many standards it holds."""
    connection, n = session.connection(), 0
    grams.empty(connection)
    session.execute(sa.delete(_P))
    for ids in public(session):
        _add(session, list(passages(session, ids)))
        n += len(ids)
    grams.settle(connection)
    return n


def _add(session: Session, found: list[Row]) -> None:
    if found:
        insert(session.connection(), _P, found)
        told = [(row["id"], row["told"]) for row in found]
        insert(session.connection(), grams.GRAMS, grams.rows(session.connection(), told))


def public(session: Session) -> Iterator[list[int]]:
    """Ids of the standards that are public now, page by page."""
    last = 0
    query = sa.select(Standard.id).where(sa.or_(IS_PUBLIC, IS_ASKED)).order_by(Standard.id).limit(PAGE)
    while ids := list(session.scalars(query.where(Standard.id > last))):
        yield ids
        last = ids[-1]


def standard_of(passage: int) -> int:
    """Whose passage it is."""
    return passage >> PLACES


def passages(session: Session, standards: Sequence[int]) -> Iterator[Row]:
    """What the index must hold of those of the standards that are public."""
    subjects = session.execute(_SUBJECTS.where(Standard.id.in_(standards)).order_by(Standard.id)).all()
    numbers = _numbers(session, [one.id for one in subjects]) if subjects else {}
    versions = [one.version for one in subjects if one.version is not None]
    clauses = manuscript.clauses_of(session, versions) if versions else {}
    for one in subjects:
        told = _lines(one, numbers.get(one.id, ()), clauses.get(one.version, ()))
        for place, (clause_id, label, words, found) in enumerate(islice(told, 1 << PLACES)):
            if found:
                row = {"id": one.id << PLACES | place, "standard_id": one.id, "clause_id": clause_id, "label": label}
                yield row | {"words": words, "told": found}


def _lines(
    subject: Any, numbers: Sequence[tuple[str, str, str]], clauses: Sequence[Clause]
) -> Iterator[tuple[str, str, str, str]]:
    """Clause, number, words and folded words of each passage, in the order of their places."""
    title = lined(subject.title_zh, subject.title_en)
    yield "", "", "", title
    yield "", "", "", _about(subject, numbers, title)
    for clause, lines in bodies(clauses) if clauses else ():
        words = [line for line in (clause.title, *lines) if line]
        yield clause.id, clause.number or clause.title[:LABEL], LINE.join(words), lined(*words)


def _about(subject: Any, numbers: Sequence[tuple[str, str, str]], title: str) -> str:
    """Its numbers, each a line between lines, and whatever else it is found by."""
    keys = [folded(each) for key, _, _ in numbers for each in (key, _unpadded(key))]
    names = [name for _, *names in numbers for name in names]
    said = (*subject.search_text.split(BETWEEN), *map(_once, (subject.ics, subject.ccs, *names)))
    others = (one for one in said if one and one not in title)
    return LINE.join(["", *dict.fromkeys([*keys, *others]), ""])


_once = lru_cache(maxsize=512)(folded)  # of few names


def _unpadded(key: str) -> str:
    """A number without the zeros before its serial."""
    if "0" not in key[key.rfind(" ") :][:2]:
        return key
    number = parse(key, areas=[key[2:4], key[2:6]])
    return replace(number, width=0).key if isinstance(number, StandardNumber) else key


def _numbers(session: Session, standards: Sequence[int]) -> Mapping[int, list[tuple[str, str, str]]]:
    """The numbers of standards, each with the names of its region."""
    query = sa.select(RegionNumber.standard_id, RegionNumber.key, Region.name_zh, Region.name_en)
    query = query.join(Region, Region.code == RegionNumber.region_code)
    found: dict[int, list[tuple[str, str, str]]] = {}
    mine = RegionNumber.standard_id.in_(standards)
    for standard_id, *told in session.execute(query.where(mine).order_by(RegionNumber.id)):
        found.setdefault(standard_id, []).append((told[0], told[1], told[2]))
    return found
