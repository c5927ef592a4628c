"""The words of stored versions as clause trees; how a tree becomes rows."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Work, table_of
from workflow.picture.gathering import Gathering
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.clauses import Clause, ClauseKind, Text, clause_hash, meta_hash, text_hash, words_hash
from workflow.text.freshness import digest

_C, _W = table_of(VersionClause).c, table_of(Words).c
_COLUMNS = (_C.clause_id, _C.kind, _C.number, _W.title, _W.body, _C.level, _C.parent, _C.regions)
CLAUSES = Gathering(
    clauses=sa.select(*_COLUMNS)
    .join_from(_C.place.table, _W.hash.table)
    .where(_C.version_id == sa.bindparam("version", type_=sa.BigInteger()))
    .order_by(_C.place)
)


_GIVEN = (
    sa.select(_C.clause_id)
    .distinct()
    .join_from(_C.place.table, table_of(Version))
    .where(table_of(Version).c.standard_id == sa.bindparam("standard", type_=sa.BigInteger()))
)


def given_ids(session: Session, standard_id: int) -> list[str]:
    """Every id that a clause of the standard ever had: none is given again."""
    return list(session.connection().execute(_GIVEN, {"standard": standard_id}).scalars())


def naming(session: Session, standard_id: int, digests: Iterable[str]) -> frozenset[str]:
    """Those of the hashes that some text of the standard names, as the image of a figure."""
    mine = table_of(Version).c.standard_id == standard_id
    bodies = sa.select(_W.body).select_from(_C.place.table).join(_W.hash.table).join(table_of(Version)).where(mine)
    found = (
        digest for digest in digests if session.scalar(bodies.where(_W.body.contains(digest)).limit(1)) is not None
    )
    return frozenset(found)


def load(session: Session, version: Version) -> Text:
    """The clause tree of a version, in one statement."""
    return Text(version.meta, tuple(_clause(*row) for row in CLAUSES.read(session, version=version.id)["clauses"]))


def clauses_of(session: Session, versions: Collection[int]) -> dict[int, list[Clause]]:
    """The clauses of several versions, by version, in one statement."""
    query = sa.select(_C.version_id, *_COLUMNS).join_from(_C.place.table, _W.hash.table)
    found: dict[int, list[Clause]] = {}
    for version, *row in session.execute(query.where(_C.version_id.in_(versions)).order_by(_C.version_id, _C.place)):
        found.setdefault(version, []).append(_clause(*row))
    return found


def _clause(
    id_: str, kind: str, number: str, title: str, body: str, level: int, parent: str | None, regions: list[str]
) -> Clause:
    return Clause(id_, ClauseKind(kind), number, title, body, level, parent, tuple(regions))


def store(work: Work, text: Text, old: Sequence[Clause] = (), **version: Any) -> tuple[int, str]:
    """Write a version with its clauses; words already stored, those of the `old` clauses surely, are not written
    again. Gives (id, text hash).
    """
    hashed = text_hash(text)
    hashes = [(clause, words_hash(clause.title, clause.body), clause_hash(clause)) for clause in text.clauses]
    stored = {(clause.title, clause.body) for clause in old}
    words = {of_words: c for c, of_words, _ in hashes if (c.title, c.body) not in stored}
    rows = [{"hash": h, "title": c.title, "body": c.body} for h, c in words.items()]
    work.insert_many(Words, rows, new=True)
    told = {"text_hash": hashed, "meta_hash": meta_hash(text)}
    made = work.insert(Version, **told, meta=dict(text.meta), digest=digest(text.clauses), made_at=work.at, **version)
    work.insert_many(VersionClause, [_row(made, place, *clause) for place, clause in enumerate(hashes)])
    return made, hashed


def _row(version_id: int, place: int, clause: Clause, of_words: str, whole: str) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "place": place,
        "clause_id": clause.id,
        "parent": clause.parent,
        "level": clause.level,
        "kind": clause.kind.value,
        "number": clause.number,
        "words_hash": of_words,
        "hash": whole,
        "regions": list(clause.regions),
    }
