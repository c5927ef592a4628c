"""The stored texts against their own hashes: words, clauses, digests and versions, a page of clauses at a time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.exports.findings import Discrepancy, Place, Report
from workflow.log.checkpoints import PAGE
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.canonical import NotCanonical, canonical_hash
from workflow.text.clauses import Clause, ClauseKind, Text, clause_hash, meta_hash, text_hash
from workflow.text.freshness import digest

_OLD: Final = 2  # places of a digest before its label, all that versions of the first weeks have

Placed = tuple[VersionClause, str, str]


def check_texts(database: Database, report: Report) -> None:
    """Hash every version anew from its clauses and their words, and name the rows that no longer fit."""
    for version_id, placed in groupby(_placed(database), lambda found: found[0].version_id):
        report.attempt(Place("versions", str(version_id)), _check_version, database, version_id, list(placed), report)
    _check_empty(database, report)


def _placed(database: Database) -> Iterator[Placed]:
    """All clauses in their places with their words, by short reading transactions."""
    last = (0, -1)
    place = (VersionClause.version_id, VersionClause.place)
    query = sa.select(VersionClause, Words.title, Words.body).join(Words, Words.hash == VersionClause.words_hash)
    while True:
        with database.read() as session:
            rows = session.execute(query.where(sa.tuple_(*place) > last).order_by(*place).limit(PAGE)).all()
        if not rows:
            return
        yield from ((row, title, body) for row, title, body in rows)
        last = (rows[-1][0].version_id, rows[-1][0].place)


def _check_version(database: Database, version_id: int, placed: list[Placed], report: Report) -> None:
    with database.read() as session:
        version = session.get(Version, version_id)
    if version is None:
        report.add(Place("version_clauses", str(version_id)), Discrepancy.UNRECORDED)
        return
    clauses = tuple(_checked(row, title, body, report) for row, title, body in placed)
    _check_hashes(version, clauses, report)


def _checked(row: VersionClause, title: str, body: str, report: Report) -> Clause:
    """The clause, after its words and its own hash were looked at."""
    words = canonical_hash([title, body])
    report.compare(Place("words", row.words_hash), "body", stands=row.words_hash, recorded=words)
    kind = ClauseKind(row.kind) if row.kind in set(ClauseKind) else ClauseKind.CLAUSE
    clause = Clause(row.clause_id, kind, row.number, title, body, row.level, row.parent, tuple(row.regions))
    place = Place("version_clauses", f"{row.version_id}/{row.place}")
    report.compare(place, "hash", stands=row.hash, recorded=clause_hash(clause))
    return clause


def _check_hashes(version: Version, clauses: Iterable[Clause], report: Report) -> None:
    place = Place("versions", str(version.id))
    report.counts["versions"] += 1
    try:
        text = Text(version.meta, tuple(clauses))
        made = {"text_hash": text_hash(text), "meta_hash": meta_hash(text)}
    except (ValueError, NotCanonical) as fault:
        report.add(place, Discrepancy.DIFFERS, stands="–", recorded=str(fault))
        return
    for column, recorded in made.items():
        report.compare(place, column, stands=getattr(version, column), recorded=recorded)
    stands, made_of = _unlabelled(version.digest), _unlabelled(digest(text.clauses))
    if all(len(entry) == _OLD for entry in stands.values()):  # made before digests told what a clause refers to
        made_of = {name: entry[:_OLD] for name, entry in made_of.items()}
    if stands != made_of:
        report.add(place._replace(column="digest"), Discrepancy.DIFFERS, stands=_odd(stands, made_of), recorded="–")


def _unlabelled(digest: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """A digest without what lists call its clauses."""
    return {name: [*entry[:_OLD], *entry[_OLD + 1 :]] for name, entry in digest.items()}


def _odd(stands: dict[str, Any], recorded: dict[str, Any]) -> str:
    return ", ".join(sorted(n for n in stands.keys() | recorded.keys() if stands.get(n) != recorded.get(n)))


def _check_empty(database: Database, report: Report) -> None:
    """Versions that have no clause, or whose clauses lost their words, are found here."""
    lost = sa.select(VersionClause).where(~sa.exists().where(Words.hash == VersionClause.words_hash)).limit(PAGE)
    none = sa.select(Version).where(~sa.exists().where(VersionClause.version_id == Version.id)).limit(PAGE)
    with database.read() as session:
        for row in session.scalars(lost):
            report.add(Place("version_clauses", f"{row.version_id}/{row.place}", "words_hash"), Discrepancy.VANISHED)
        empty = session.scalars(none).all()
    for version in empty:
        report.attempt(Place("versions", str(version.id)), _check_hashes, version, (), report)
