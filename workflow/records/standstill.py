"""Projects alike 相近项目: what the worker found by their titles, that a project was told of it, what it answered."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import AlikeAnswer


class Lookalike(Record):
    """Another standard of the installation whose title says nearly the same, as the worker found it: no evidence, but
    what the process is woken by. `likeness` is a percentage.
    """

    __tablename__ = "lookalikes"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    other_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    likeness: Mapped[int]
    found_at: Mapped[datetime]


class LookedOver(Record):
    """That a standard was laid beside all others, under which title."""

    __tablename__ = "looked_over"

    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), primary_key=True, autoincrement=False)
    title: Mapped[str]
    at: Mapped[datetime]


class Alert(Record):
    """That a standard was told of another one alike. The other is named by its number here and the region that leads
    it, never by its title: who may see the title sees it there.
    """

    __tablename__ = "standstill_alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    other_region: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    likeness: Mapped[int]
    at: Mapped[datetime]


class AlertAnswer(Record):
    """What the leading region said of an alert; said anew, the last word counts."""

    __tablename__ = "standstill_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    alert_id: Mapped[int] = mapped_column(sa.ForeignKey("standstill_alerts.id"), index=True)
    verdict: Mapped[AlikeAnswer] = mapped_column(words_of(AlikeAnswer))
    reason: Mapped[str] = mapped_column(sa.Text)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
