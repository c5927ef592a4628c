"""What a person watches: a rule that chooses acts and deadlines, and how it tells of them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Cadence, Joint


class WatchRule(Record):
    """One rule of one person; whatever is empty chooses all. Mail, feed and calendar are read off the same rule; the
    secret of its addresses is kept as a hash, and none means that it has no addresses.
    """

    __tablename__ = "watch_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    agreement_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agreements.id"))
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    state: Mapped[Joint | None] = mapped_column(words_of(Joint, is_checked=False))
    field: Mapped[str] = mapped_column(sa.String(60), default="")
    ics: Mapped[str] = mapped_column(sa.String(12), default="")
    ccs: Mapped[str] = mapped_column(sa.String(12), default="")
    kinds: Mapped[list[str]]
    cadence: Mapped[Cadence] = mapped_column(words_of(Cadence))
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    told_until: Mapped[datetime]
    told_on: Mapped[date | None]
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
