"""What the operation of an installation leaves behind: the holds of a restore, and who confirmed what follows it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class Hold(Record):
    """A backup was restored: until an operator releases it, no timer fires and nothing is delivered."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    taken_at: Mapped[datetime]
    backup: Mapped[str] = mapped_column(sa.String(64))
    released_at: Mapped[datetime | None]


class Confirmation(Record):
    """One person's word for what two must agree to, said before anything may be written to a log."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    matter: Mapped[str] = mapped_column(sa.String(64))  # SHA-256 of what exactly is confirmed
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("matter", "person_id"),)
