"""Comparisons to read: those of an agreement, one whole, and two sources compared without keeping anything.

For whoever builds on it: `comparison(session, id)` gives a kept comparison. Refer to it by `id` and by `sha256`, the
hash of all that was proposed, which never changes; `now` is the hash with what people settled so far. `is_settled`
says whether a person answered for every limit, `counts` how many stand in each relation (what was settled, else what
was proposed). It comes to be by the row `lay_comparison` of the agreement's table (`agreeing.take`; its answer tells
the id as `facts["comparison"]`), its lines are settled by `settle_relations`. `between(ours, theirs)` compares two
`Source`s and keeps nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads.catalogue import IS_PUBLIC
from workflow.reads.public import numbers_by_standard
from workflow.records.limits import Comparison, ComparisonLine
from workflow.records.standards import Standard
from workflow.records.texts import Version
from workflow.text.canonical import canonical_hash
from workflow.text.clauses import Clause
from workflow.text.document import read_document
from workflow.text.limits.comparing import Limits, Pair, compare
from workflow.text.limits.judged import Limits as Judged
from workflow.text.limits.relating import Relation
from workflow.vocabulary import Named
from workflow.words import tell


@dataclass(frozen=True)
class Source:
    """A text with what it is called; `limits` by clause, where people judged them. No `standard_id`: from outside."""

    title: str
    number: str
    clauses: Sequence[Clause]
    limits: Limits | None = None
    standard_id: int | None = None

    @cached_property
    def by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}


@dataclass(frozen=True)
class Told:
    """A kept comparison with both texts and all its lines, in order."""

    comparison: Comparison
    ours: Source
    theirs: Source
    lines: Sequence[ComparisonLine]

    @property
    def id(self) -> int:
        return self.comparison.id

    @property
    def sha256(self) -> str:
        """The hash of all that was proposed."""
        return self.comparison.sha256

    @property
    def now(self) -> str:
        """The hash of the same with what people said of each line."""
        return canonical_hash([self.sha256, [[line.place, line.settled, line.notes] for line in self.lines]])

    @property
    def counts(self) -> Counter[Relation]:
        return Counter(relation for line in self.lines if (relation := line.settled or line.proposed))

    @property
    def is_settled(self) -> bool:
        return all(line.settled for line in self.lines if line.proposed)


def source(session: Session, standard_id: int) -> Source | None:
    """A released standard with its text and the limits that people answer for, or that are proposed."""
    standing = Standing.load(session, standard_id)
    if standing is None or standing.released is None or standing.frozen is None:
        return None
    clauses = manuscript.load(session, standing.frozen).clauses
    limits = Judged(clauses, standing.limits.judgements).current
    return Source(_title(standing.standard), _number(session, standard_id), clauses, limits, standard_id)


def outside(title: str, number: str, clauses: Sequence[Clause]) -> Source:
    """A text that is none of ours."""
    return Source(title, number, clauses)


def between(ours: Source, theirs: Source) -> tuple[Pair, ...]:
    """What a comparison would propose; nothing is kept."""
    return compare(ours.clauses, theirs.clauses, our_limits=ours.limits, their_limits=theirs.limits)


def listed(session: Session, agreement_id: int, most: int = 200) -> list[Comparison]:
    """The comparisons of an agreement, the newest first."""
    query = sa.select(Comparison).where(Comparison.agreement_id == agreement_id).order_by(Comparison.id.desc())
    return list(session.scalars(query.limit(most)))


def comparison(session: Session, comparison_id: int) -> Told | None:
    """One comparison as it was laid, each text as it stood then."""
    found = session.get(Comparison, comparison_id) if 0 < comparison_id < 2**31 else None
    if found is None:
        return None
    theirs = read_document(found.theirs_text).clauses if found.theirs_text else ()
    brought = Source(found.theirs_title, found.theirs_number, theirs)
    kept = _kept(session, found.theirs_id) if found.theirs_id else brought
    query = sa.select(ComparisonLine).where(ComparisonLine.comparison_id == found.id).order_by(ComparisonLine.place)
    return Told(found, _kept(session, found.ours_id), kept, list(session.scalars(query)))


def released(session: Session, agreement_id: int | None = None) -> list[Standard]:
    """The released standards that have a text: of an agreement, or all."""
    texts = sa.select(Version.standard_id)
    where = [IS_PUBLIC, Standard.released_at.is_not(None), Standard.id.in_(texts)]
    where += [Standard.agreement_id == agreement_id] if agreement_id is not None else []
    return list(session.scalars(sa.select(Standard).where(*where).order_by(Standard.title_zh, Standard.id)))


def titles(session: Session, found: Sequence[Comparison]) -> dict[int, str]:
    """Version → the title of its standard."""
    ids = {id_ for one in found for id_ in (one.ours_id, one.theirs_id) if id_}
    query = sa.select(Version.id, Standard).join(Standard, Standard.id == Version.standard_id)
    return {id_: _title(standard) for id_, standard in session.execute(query.where(Version.id.in_(ids)))}


def _kept(session: Session, version_id: int) -> Source:
    version = session.get(Version, version_id)
    assert version is not None
    standard = session.get(Standard, version.standard_id)
    assert standard is not None
    text = manuscript.load(session, version)
    return Source(_title(standard), _number(session, standard.id), text.clauses, None, standard.id)


def _title(standard: Standard) -> str:
    """In the language spoken."""
    return str(tell(Named(str(standard.id), standard.title_zh, standard.title_en)))


def _number(session: Session, standard_id: int) -> str:
    return "、".join(one.display for one, _ in numbers_by_standard(session, [standard_id]).get(standard_id, []))
