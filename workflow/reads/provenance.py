"""Whence the words of a text came: which comments a change between two versions goes back to, or whose act it was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.picture.standing import Standing
from workflow.records.comment_uses import CommentUse
from workflow.records.consultations import Comment
from workflow.records.texts import Version, VersionClause, Words
from workflow.text.merging import sentences
from workflow.text.origins import origins, partings


@dataclass(frozen=True)
class Link:
    """Sentences of a clause that went or came, the version that did it, and the comments that it names."""

    clause: str
    label: str
    gone: str
    come: str
    version: Version
    comments: tuple[int, ...]


def uses(session: Session, standard_id: int) -> list[CommentUse]:
    """What versions took from comments, oldest first."""
    query = sa.select(CommentUse).join(Comment, Comment.id == CommentUse.comment_id)
    order = (CommentUse.version_id, CommentUse.comment_id)
    return list(session.scalars(query.where(Comment.standard_id == standard_id).order_by(*order)))


def causes(session: Session, standard_id: int) -> dict[tuple[int, str], list[Comment]]:
    """Version and clause → the comments for whose sake the version changed the clause."""
    query = sa.select(CommentUse.version_id, CommentUse.clause_id, Comment).join(
        Comment, Comment.id == CommentUse.comment_id
    )
    found: dict[tuple[int, str], list[Comment]] = defaultdict(list)
    for version, clause, comment in session.execute(
        query.where(Comment.standard_id == standard_id).order_by(Comment.id)
    ):
        found[version, clause].append(comment)
    return found


def links(session: Session, standing: Standing, old: Version, new: Version) -> list[Link]:
    """Every sentence that differs between two versions, clause by clause in the order of the new text and then of the
    old, with the act that made the difference.
    """
    path = sorted((v for v in standing.versions if old.number <= v.number <= new.number), key=lambda v: v.number)
    versions, bodies = {v.number: v for v in path}, _bodies(session, path)
    named = defaultdict(list)
    for use in uses(session, standing.standard.id):
        named[use.version_id, use.clause_id].append(use)
    found = []
    for clause in dict.fromkeys((*new.digest, *old.digest)):
        label = (new.digest.get(clause) or old.digest[clause])[2]
        for version, (gone, come) in sorted(
            _changed([(v.number, bodies.get((v.id, clause), "")) for v in path]).items()
        ):
            made = versions[version]
            why = _because(named[made.id, clause], gone, come)
            found.append(Link(clause, label, gone, come, made, why))
    return found


def _bodies(session: Session, path: Iterable[Version]) -> dict[tuple[int, str], str]:
    """The titles and words of all clauses of these versions, in one statement."""
    query = sa.select(VersionClause.version_id, VersionClause.clause_id, Words.title, Words.body)
    query = query.join(Words, Words.hash == VersionClause.words_hash)
    rows = session.execute(query.where(VersionClause.version_id.in_([version.id for version in path])))
    return {(version, clause): f"{title}\n{body}" for version, clause, title, body in rows}


def _changed(bodies: list[tuple[int, str]]) -> dict[int, tuple[str, str]]:
    """Version → what it took out of the first body and what it brought into the last one."""
    gone: dict[int, str] = defaultdict(str)
    come: dict[int, str] = defaultdict(str)
    for stretch in partings(bodies):
        gone[stretch.version] += stretch.words
    for stretch in origins(bodies):
        come[stretch.version] += stretch.words
    first = bodies[0][0]
    return {n: (gone.get(n, ""), come.get(n, "")) for n in {*gone, *come} - {0, first}}


def _because(named: Iterable[CommentUse], gone: str, come: str) -> tuple[int, ...]:
    """The comments whose sentences are among those that changed; one that only names the clause is among them too."""
    went, came = set(sentences(gone)), set(sentences(come))
    fits = (
        use.comment_id
        for use in named
        if not use.after + use.before or went & set(sentences(use.before)) or came & set(sentences(use.after))
    )
    return tuple(fits)
