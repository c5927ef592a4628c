"""Dossiers 档案包 that were sealed: what each covers, for whom, under which policy, and where its seal stands."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Profile


class Dossier(Record):
    """One seal; never changed. `reader` is the region whose seat made it: what others keep from that region is not in
    it. Without a seat it was made by the operator at the server, or, of the profile `public`, for whoever asked.
    """

    __tablename__ = "dossiers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    profile: Mapped[Profile] = mapped_column(words_of(Profile))
    last: Mapped[int]
    policy: Mapped[str] = mapped_column(sa.Text)
    withheld: Mapped[list[str]]
    reader: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    seat_id: Mapped[int | None] = mapped_column(sa.ForeignKey("appointments.id"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    log_id: Mapped[int]
    index: Mapped[int]
    at: Mapped[datetime]
    __table_args__ = (sa.UniqueConstraint("log_id", "index", name="uq_dossiers_log_id_index"),)
