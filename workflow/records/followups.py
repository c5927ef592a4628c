"""Duties 事项 after release: text, filing, measures, reports."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Duty, DutyKind


class StandardDuty(Record):
    """A duty of one region; late is a fact, never a state. Whoever plans it gives its title; what the process asks for
    is told by `matter`, a key of words, with facts.
    """

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    kind: Mapped[DutyKind] = mapped_column(words_of(DutyKind))
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    state: Mapped[Duty] = mapped_column(words_of(Duty))
    title: Mapped[str] = mapped_column(default="")
    matter: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    matter_facts: Mapped[dict[str, Any] | None]
    opened_at: Mapped[datetime]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    receipt_number: Mapped[str] = mapped_column(default="")
    account: Mapped[str] = mapped_column(sa.Text, default="")
    reported_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    reported_at: Mapped[datetime | None]
    accepted_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    accepted_at: Mapped[datetime | None]
