"""Whoever proved a mailbox is told once, when the answers to all that was sent are public; then it is forgotten."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.post import strangers
from workflow.post.outbox import Entry, put
from workflow.records.baskets import Basket, BasketItem
from workflow.records.consultations import Comment
from workflow.vocabulary import CommentState

MOST: Final = 100  # baskets in one look
WAITING: Final = (Basket.sent_at.is_not(None), Basket.told_at.is_(None), Basket.address != "")


def tell(database: Database, at: datetime, base: str) -> int:
    """Queue the letters that are due; gives how many."""
    with database.read() as session:
        if not session.scalars(_due().limit(1)).first():
            return 0
    with database.plain() as session:
        due = list(session.scalars(_due().limit(MOST).with_for_update(skip_locked=True)))
        put(session, [_letter(session, basket, base) for basket in due], at)
        for basket in due:
            basket.told_at, basket.address = at, ""
    return len(due)


def _due() -> sa.Select[Basket]:
    """Baskets all of whose comments have a public answer, but those that their author took back."""
    mine = sa.select(Comment.id).join(BasketItem, BasketItem.comment_id == Comment.id)
    mine = mine.where(BasketItem.basket_id == Basket.id, Comment.state != CommentState.TAKEN_BACK)
    open_ = sa.exists(mine.where(Comment.published_at.is_(None)).correlate(Basket))
    return sa.select(Basket).where(*WAITING, sa.exists(mine.correlate(Basket)), ~open_).order_by(Basket.id)


def _letter(session: Session, basket: Basket, base: str) -> Entry:
    query = sa.select(Comment.receipt).join(BasketItem, BasketItem.comment_id == Comment.id)
    receipts = list(session.scalars(query.where(BasketItem.basket_id == basket.id).order_by(Comment.id)))
    links = "\n".join(f"{base}/public/receipts?number={receipt}" for receipt in receipts)
    letter = strangers.answered(basket.language, len(receipts), links)
    return Entry(None, f"answered/{basket.id}", letter, basket.address)
