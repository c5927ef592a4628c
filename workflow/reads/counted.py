"""What a consultation brought: counts that say nothing of anybody, and the files that came with its comments."""

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.reads.consultations import Asked
from workflow.records.baskets import BasketItem, PublicFile
from workflow.records.consultations import Addressee, Comment
from workflow.vocabulary import CommentState, CommentType, Disposition, Reply, Source


@dataclass(frozen=True)
class Counts:
    """How a consultation went, in numbers that say nothing of anybody."""

    comments: int
    published: int
    dispositions: dict[Disposition, int]
    types: dict[CommentType, int]
    sources: dict[Source, int]
    units: int
    replies: dict[Reply, int]


def counts(session: Session, asked: Asked) -> Counts:
    """What came in; comments that their authors took back are not counted."""
    mine = (Comment.consultation_id == asked.consultation.id, Comment.state != CommentState.TAKEN_BACK)
    columns = (Comment.type, Comment.source, Comment.disposition, Comment.published_at.is_not(None))
    rows = session.execute(sa.select(*columns, sa.func.count()).where(*mine).group_by(*columns)).all()
    types, sources = Counter[CommentType](), Counter[Source]()
    dispositions = Counter[Disposition]()
    for kind, source, disposition, is_published, n in rows:
        types[kind] += n
        sources[source] += n
        if is_published and disposition is not None:
            dispositions[disposition] += n
    units = sa.select(Addressee.reply, sa.func.count()).where(Addressee.consultation_id == asked.consultation.id)
    replies = {reply: n for reply, n in session.execute(units.group_by(Addressee.reply))}
    told = {reply: n for reply, n in replies.items() if reply is not None}
    published = sum(n for *_, is_published, n in rows if is_published)
    total = sum(n for *_, n in rows)
    return Counts(total, published, dispositions, types, sources, sum(replies.values()), told)


def attachments(session: Session, consultation_id: int) -> list[tuple[Comment, PublicFile]]:
    """The files that came with the comments of a consultation, with the comment of each."""
    query = sa.select(Comment, PublicFile).join(BasketItem, BasketItem.comment_id == Comment.id)
    query = query.join(PublicFile, PublicFile.item_id == BasketItem.id)
    mine = (Comment.consultation_id == consultation_id, Comment.state != CommentState.TAKEN_BACK)
    return [(comment, kept) for comment, kept in session.execute(query.where(*mine).order_by(PublicFile.id))]


def attachment(session: Session, standard_id: int, comment_id: int, file_id: int) -> tuple[Comment, PublicFile] | None:
    """A file that came with a comment on this standard, and the comment."""
    query = sa.select(Comment, PublicFile).join(BasketItem, BasketItem.comment_id == Comment.id)
    query = query.join(PublicFile, PublicFile.item_id == BasketItem.id)
    ids = (Comment.standard_id == standard_id, Comment.id == comment_id, PublicFile.id == file_id)
    found = session.execute(query.where(*ids)).one_or_none() if max(comment_id, file_id) < 2**31 else None
    return (found[0], found[1]) if found else None
