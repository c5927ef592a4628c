"""What people of a project say to each other beside a clause: working notes of theirs, never shown to anybody else."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import ThreadAct


class ClauseThread(Record):
    """One matter beside a clause, perhaps about quoted words of it. The label is that of the day it was opened, for
    the time when the clause has gone. Who has it now and whether it is settled follow from its remarks.
    """

    __tablename__ = "clause_threads"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    clause_label: Mapped[str] = mapped_column(sa.Text)
    quote: Mapped[str] = mapped_column(sa.Text)
    assigned_to: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    resolved_at: Mapped[datetime | None]
    last_at: Mapped[datetime]


class ClauseRemark(Record):
    """One thing said or done in a thread; never changed. `person_to` is who was given it."""

    __tablename__ = "clause_remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("clause_threads.id"), index=True)
    act: Mapped[ThreadAct] = mapped_column(words_of(ThreadAct))
    words: Mapped[str] = mapped_column(sa.Text)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    person_to: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    at: Mapped[datetime]


class ClauseCall(Record):
    """A person whom a remark names, or who was given its thread: called until heard, and told once by e-mail."""

    __tablename__ = "clause_calls"

    remark_id: Mapped[int] = mapped_column(sa.ForeignKey("clause_remarks.id"), primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False, index=True
    )
    heard_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
