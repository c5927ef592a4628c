"""Motions 共商事项: what concerns all regions and is no stage gate, decided by their approvers' positions."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import MotionKind, MotionState, Stand


class Motion(Record):
    """A matter put to the regions until `decide_by`; `region_code` is the region it names, `plan` what it would change.
    A carried one moves the standard in the act that carries it (`moved_at`), or never.
    """

    __tablename__ = "motions"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    kind: Mapped[MotionKind] = mapped_column(words_of(MotionKind))
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    until: Mapped[date | None]
    plan: Mapped[dict[str, Any] | None]
    reason: Mapped[str] = mapped_column(sa.Text)
    decide_by: Mapped[date]
    state: Mapped[MotionState] = mapped_column(words_of(MotionState))
    tabled_region: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    tabled_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    tabled_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]


class MotionVote(Record):
    """What one region said on a motion; never changed, its latest counts."""

    __tablename__ = "motion_votes"

    id: Mapped[int] = mapped_column(primary_key=True)
    motion_id: Mapped[int] = mapped_column(sa.ForeignKey("motions.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    stand: Mapped[Stand] = mapped_column(words_of(Stand))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]
