"""The versions of a standard's text: which one is asked for, who made it, what two of them differ in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture import manuscript
from workflow.picture.standing import Standing
from workflow.reads import provenance, suggested
from workflow.records.clause_suggestions import ClauseSuggestion
from workflow.records.consultations import Comment
from workflow.records.people import Person
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.freshness import Change, changes
from workflow.text.merging import sentences
from workflow.text.origins import Credit, Stretch, origins
from workflow.text.redline import ClauseChange, Summary, meta_changes, redline, summary
from workflow.vocabulary import Named, TextPurpose


@dataclass(frozen=True)
class Compared:
    """Two versions beside each other, clause by clause; and the fields of the head that differ."""

    old: Version
    new: Version
    changes: list[ClauseChange]
    summary: Summary
    meta: list[tuple[str, object, object]]
    touched: dict[str, list[Version]] = field(default_factory=dict)  # clause id → the versions that changed it
    makers: dict[int, Named] = field(default_factory=dict)
    taken: dict[str, list[ClauseSuggestion]] = field(default_factory=dict)  # clause id → suggestions taken on the way
    causes: dict[str, list[Comment]] = field(default_factory=dict)  # clause id → comments it was changed for


def present(standing: Standing) -> Version | None:
    """The frozen text that stands, else the newest draft."""
    return standing.frozen or standing.draft


def numbered(standing: Standing, number: int) -> Version | None:
    """The version of this number."""
    return next((v for v in standing.versions if v.number == number), None)


def before(standing: Standing, version: Version) -> Version | None:
    """The frozen text before a version, else the version it was made from."""
    older = [v for v in standing.versions if v.number < version.number]
    return next((v for v in older if v.purpose is not TextPurpose.DRAFT), older[0] if older else None)


def last_of(standing: Standing, purpose: TextPurpose) -> Version | None:
    """The newest text frozen for a purpose."""
    return next((v for v in standing.versions if v.purpose is purpose), None)


def touched(old: Version | None, new: Version) -> frozenset[str]:
    """Clauses of `new` that are not as they were in `old`, told from the digests alone; another number is no change."""
    if old is None:
        return frozenset()
    return frozenset(id_ for id_, change in changes(old.digest, new.digest).items() if change is not Change.PLACE)


def compare(session: Session, standing: Standing, old: Version, new: Version) -> Compared:
    """The redline of two versions, with who changed what on the way."""
    was, now = manuscript.load(session, old), manuscript.load(session, new)
    told = redline(was, now)
    path = touched_on_the_way(standing, old, new)
    way = [version.id for version in standing.versions if old.number < version.number <= new.number]
    taken = suggested.taken(session, standing.standard.id, way)
    makers = persons(session, {v.made_by for found in path.values() for v in found} | voices(taken))
    by_clause = {id_: [one for one in taken if one.clause_id == id_] for id_ in path}
    why = provenance.causes(session, standing.standard.id)
    causes = {id_: [one for version in way for one in why.get((version, id_), [])] for id_ in path}
    return Compared(old, new, told, summary(told), meta_changes(was, now), path, makers, by_clause, causes)


def voices(taken: Iterable[ClauseSuggestion]) -> set[int | None]:
    """Who suggested and who accepted."""
    return {person for one in taken for person in (one.person_id, one.decided_by)}


def touched_on_the_way(standing: Standing, old: Version, new: Version) -> dict[str, list[Version]]:
    """For every clause the versions after `old`, up to `new`, that changed it."""
    path = sorted((v for v in standing.versions if old.number <= v.number <= new.number), key=lambda v: v.number)
    found: dict[str, list[Version]] = {}
    for before, after in pairwise(path):
        for clause in changes(before.digest, after.digest):
            found.setdefault(clause, []).append(after)
    return found


@dataclass(frozen=True)
class Written:
    """One clause of a version with the origin of its sentences."""

    clause_id: str
    number: str
    title: str
    stretches: list[Stretch]


def written_by(session: Session, standing: Standing, version: Version) -> list[Written]:
    """Every clause of a version, each sentence with the version that brought it; all bodies in one statement."""
    mine = VersionClause
    query = sa.select(mine.clause_id, Version.number, Words.body, mine.number, Words.title).order_by(Version.number)
    query = query.join(Version, Version.id == mine.version_id).join(Words, Words.hash == mine.words_hash)
    query = query.where(Version.standard_id == standing.standard.id, Version.number <= version.number)
    bodies: dict[str, list[tuple[int, str]]] = {}
    heads: dict[str, tuple[str, str]] = {}
    for id_, number, body, place, title in session.execute(query):
        bodies.setdefault(id_, []).append((number, body))
        heads[id_] = (place, title)
    credits = credited(session, standing)
    return [
        Written(id_, *heads[id_], origins(bodies[id_], credits.get(id_, {})))
        for id_ in version.digest
        if bodies[id_][-1][0] == version.number
    ]


def credited(session: Session, standing: Standing) -> dict[str, dict[tuple[int, str], Credit]]:
    """By clause: the sentences that versions took from suggestions and from comments."""
    numbers = {version.id: version.number for version in standing.versions}
    found: dict[str, dict[tuple[int, str], Credit]] = {}
    for one in suggested.taken(session, standing.standard.id):
        if not one.is_title and one.version_id in numbers:
            said = {(numbers[one.version_id], words): Credit(one.id) for words in sentences(one.saved_words)}
            found.setdefault(one.clause_id, {}).update(said)
    for use in provenance.uses(session, standing.standard.id):
        mine = found.setdefault(use.clause_id, {})
        for words in sentences(use.after):
            known = mine.get((numbers[use.version_id], words), Credit())
            mine[numbers[use.version_id], words] = replace(known, comments=(*known.comments, use.comment_id))
    return found


def persons(session: Session, ids: Collection[int | None]) -> dict[int, Named]:
    """Names of persons, in office or not, in one statement."""
    query = sa.select(Person.id, Person.name, Person.name_latin).where(Person.id.in_({i for i in ids if i}))
    return {id_: Named(str(id_), name, latin or name) for id_, name, latin in session.execute(query)}
