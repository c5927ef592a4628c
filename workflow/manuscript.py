"""The words of stored versions as clause trees; how a tree becomes rows."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.canonical import canonical_hash
from workflow.text.clauses import Clause, ClauseKind, Text, clause_hash, meta_hash, text_hash


def load(session: Session, version: Version) -> Text:
    """The clause tree of a version, in one statement."""
    query = (
        sa.select(VersionClause, Words.title, Words.body)
        .join(Words, Words.hash == VersionClause.words_hash)
        .where(VersionClause.version_id == version.id)
        .order_by(VersionClause.place)
    )
    clauses = tuple(_clause(row, title, body) for row, title, body in session.execute(query))
    return Text(version.meta, clauses)


def _clause(row: VersionClause, title: str, body: str) -> Clause:
    return Clause(
        id=row.clause_id,
        kind=ClauseKind(row.kind),
        number=row.number,
        title=title,
        body=body,
        level=row.level,
        parent=row.parent,
        regions=tuple(row.regions),
    )


def store(work: Work, text: Text, **version: Any) -> tuple[int, str]:
    """Write a version with its clauses; words already stored are not written again. Gives (id, text hash)."""
    hashed = text_hash(text)
    words = {canonical_hash([c.title, c.body]): c for c in text.clauses}
    known = set(work.session.scalars(sa.select(Words.hash).where(Words.hash.in_(words))))
    work.insert_many(Words, [{"hash": h, "title": c.title, "body": c.body} for h, c in words.items() if h not in known])
    digest = {
        c.id: [clause_hash(c), list(c.regions), f"{c.number} {c.title}".strip() or c.body[:16]] for c in text.clauses
    }
    hashes = {"text_hash": hashed, "meta_hash": meta_hash(text)}
    made = work.insert(Version, **hashes, meta=dict(text.meta), digest=digest, made_at=work.at, **version)
    work.insert_many(VersionClause, [_row(made, place, clause) for place, clause in enumerate(text.clauses)])
    return made, hashed


def _row(version_id: int, place: int, clause: Clause) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "place": place,
        "clause_id": clause.id,
        "parent": clause.parent,
        "level": clause.level,
        "kind": clause.kind.value,
        "number": clause.number,
        "words_hash": canonical_hash([clause.title, clause.body]),
        "hash": clause_hash(clause),
        "regions": list(clause.regions),
    }
