"""The versions of a standard's text: which one is asked for, who made it, what two of them differ in."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import manuscript
from workflow.records.people import Person
from workflow.records.texts import Version
from workflow.standing import Standing
from workflow.text.freshness import Change, changes
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


def touched(old: Version | None, new: Version) -> frozenset[str]:
    """Clauses of `new` that are not as they were in `old`, told from the digests alone; another number is no change."""
    if old is None:
        return frozenset()
    return frozenset(id_ for id_, change in changes(old.digest, new.digest).items() if change is not Change.PLACE)


def compare(session: Session, old: Version, new: Version) -> Compared:
    """The redline of two versions."""
    was, now = manuscript.load(session, old), manuscript.load(session, new)
    changes = redline(was, now)
    return Compared(old, new, changes, summary(changes), meta_changes(was, now))


def persons(session: Session, ids: Collection[int | None]) -> dict[int, Named]:
    """Names of persons, in office or not, in one statement."""
    query = sa.select(Person.id, Person.name, Person.name_latin).where(Person.id.in_({i for i in ids if i}))
    return {id_: Named(str(id_), name, latin or name) for id_, name, latin in session.execute(query)}
