"""The expert bank 共享专家库 of an agreement: experts, who recognised them, where they worked, how they judged."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import InterestGroup


class Expert(Record):
    """An expert as one region nominated him, with or without an account. The log knows the row by a hash salted with
    `salt`; a term of office that is over, or a day on which he is away, is a matter of dates.
    """

    __tablename__ = "experts"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    name: Mapped[str]
    unit: Mapped[str]
    title: Mapped[str]
    interest: Mapped[InterestGroup] = mapped_column(words_of(InterestGroup))
    codes: Mapped[list[str]]
    contact: Mapped[str]
    evidence: Mapped[str | None] = mapped_column(sa.String(64))
    until: Mapped[date]
    away_from: Mapped[date | None]
    away_until: Mapped[date | None]
    salt: Mapped[str] = mapped_column(sa.String(64))
    nominated_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    nominated_at: Mapped[datetime]
    recognised_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]


class ExpertVoice(Record):
    """One region's recognition of an expert."""

    __tablename__ = "expert_voices"

    expert_id: Mapped[int] = mapped_column(sa.ForeignKey("experts.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class Employment(Record):
    """Where an expert worked before, or works beside his unit."""

    __tablename__ = "employments"

    id: Mapped[int] = mapped_column(primary_key=True)
    expert_id: Mapped[int] = mapped_column(sa.ForeignKey("experts.id"), index=True)
    unit: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]


class ExpertRating(Record):
    """How one region found an expert's work on a panel that has concluded, each from 1 to 5."""

    __tablename__ = "expert_ratings"

    expert_id: Mapped[int] = mapped_column(sa.ForeignKey("experts.id"), primary_key=True, autoincrement=False)
    panel_id: Mapped[int] = mapped_column(sa.ForeignKey("panels.id"), primary_key=True, autoincrement=False)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    attendance: Mapped[int]
    timeliness: Mapped[int]
    quality: Mapped[int]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]
