"""What somebody without a seat has written and not sent yet: no act of the trade, and nothing of it stands in a log."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class Basket(Record):
    """Comments that are gathered to be sent together; who knows its secret goes on with it. What its author told of
    himself is blanked once it is sent: from then on it stands with the comments alone.
    """

    __tablename__ = "baskets"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    addressee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("addressees.id"))
    details: Mapped[dict[str, Any] | None]
    address: Mapped[str] = mapped_column(sa.String(254), default="")
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))
    code_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(sa.String(2), default="zh")
    changed_at: Mapped[datetime]


class BasketItem(Record):
    """One comment as it was typed, sound or not; after the sending the comment that it became."""

    __tablename__ = "basket_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    basket_id: Mapped[int] = mapped_column(sa.ForeignKey("baskets.id", ondelete="CASCADE"), index=True)
    given: Mapped[dict[str, Any] | None]
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id"), index=True)


class PublicFile(Record):
    """A file that somebody handed in with a comment; the comment names it by its hash."""

    __tablename__ = "public_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("basket_items.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    media: Mapped[str] = mapped_column(sa.String(96))
    name: Mapped[str]
