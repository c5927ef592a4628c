"""Letters 函 between regions: templates, what was sent, and a copy for each region with its receipt and answer."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Notice, NoticeKind


class LetterTemplate(Record):
    """Words from which a region begins its letters of one kind, until they are ended or others take their place."""

    __tablename__ = "letter_templates"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    kind: Mapped[NoticeKind] = mapped_column(words_of(NoticeKind))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    put_by: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"))
    put_at: Mapped[datetime]
    ended_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None]


class RegionLetter(Record):
    """One letter of a region to partners of its agreement, about a standard or the agreement; never changed. The hash
    is that of all that was sent: of every copy's words and of the files. Where `step` names an act of the agreement it
    is the notice of that act: nobody wrote it, its words are those of the step, and `about` is what the act was on.
    """

    __tablename__ = "region_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(sa.ForeignKey("agreements.id"), index=True)
    standard_id: Mapped[int | None] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    kind: Mapped[NoticeKind] = mapped_column(words_of(NoticeKind))
    step: Mapped[str] = mapped_column(sa.String(64), default="")
    about: Mapped[str] = mapped_column(sa.String(80), default="")
    answer_by: Mapped[date | None]
    words_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    sent_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    sent_at: Mapped[datetime]


class LetterFile(Record):
    """A file that went with a letter."""

    __tablename__ = "letter_files"

    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("region_letters.id"), primary_key=True, autoincrement=False)
    file_sha256: Mapped[str] = mapped_column(sa.ForeignKey("files.sha256"), primary_key=True)


class LetterCopy(Record):
    """The letter as one region got it: its words, how far it has come, the receipt 签收, and the answer."""

    __tablename__ = "letter_copies"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("region_letters.id"))
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[Notice] = mapped_column(words_of(Notice))
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    answer: Mapped[str | None] = mapped_column(sa.Text)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    __table_args__ = (
        sa.UniqueConstraint("letter_id", "region_code"),
        sa.Index("ix_letter_copies_region_state", "region_code", "state"),
        sa.Index("ix_letter_copies_state_id", "state", "id"),
    )
