"""Acting for another 代理: whom a seat stands for, when its holder is away, and who takes over when a post ends."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import DeputyKind


class Deputy(Record):
    """A seat from which somebody acts for the holder of another: named acts of it, or (no acts named) all of them."""

    __tablename__ = "deputies"

    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"), primary_key=True, autoincrement=False)
    holder_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"), index=True)
    kind: Mapped[DeputyKind] = mapped_column(words_of(DeputyKind))
    steps: Mapped[list[str]]


class Absence(Record):
    """Days on which the holder of a seat is away."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"), index=True)
    since: Mapped[date]
    until: Mapped[date]
    noted_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    noted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Successor(Record):
    """The seat to which the open work of an ended one goes."""

    __tablename__ = "successors"

    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"), primary_key=True, autoincrement=False)
    heir_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    named_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
