"""Public consultations, their windows in each region, and comments with their answers."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import CommentKind, CommentState, CommentType, Disposition, Inside, Reply, Source, Window


class Consultation(Record):
    """One round of asking the public about one frozen text; the closing day is fixed by the last posting."""

    __tablename__ = "consultations"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    round: Mapped[int]
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("versions.id"))
    days: Mapped[int]
    opened_at: Mapped[datetime]
    closes_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    written_to: Mapped[str] = mapped_column(sa.Text, default="")
    gist: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    __table_args__ = (sa.UniqueConstraint("standard_id", "round"),)


class RegionWindow(Record):
    """One region's window 征求意见窗口 in a consultation."""

    __tablename__ = "windows"

    consultation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("consultations.id"), primary_key=True, autoincrement=False
    )
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"), primary_key=True)
    state: Mapped[Window] = mapped_column(words_of(Window))
    address: Mapped[str] = mapped_column(default="")
    posted_on: Mapped[date | None]
    host: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    enquiries: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    announcement: Mapped[str] = mapped_column(sa.Text, default="", server_default="")


class Addressee(Record):
    """A department, company or association that a region wrote to directly 征询单位, and whether it replied."""

    __tablename__ = "addressees"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(sa.ForeignKey("consultations.id"), index=True)
    region_code: Mapped[str] = mapped_column(sa.ForeignKey("regions.code"))
    source: Mapped[Source] = mapped_column(words_of(Source))
    name: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date]
    reply: Mapped[Reply | None] = mapped_column(words_of(Reply))
    replied_at: Mapped[datetime | None]


class Comment(Record):
    """A comment 意见; its receipt number lets the public read its fate.

    It hangs on words of one version: `quote` as printed, `quote_at` which occurrence in the clause, counted from 0;
    without a quote it hangs on the whole clause. `inside` is what its region said before handing it over. With
    `panel_id` it is a remark that a reviewer made on the text before his panel.
    """

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(sa.ForeignKey("standards.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("consultations.id"))
    panel_id: Mapped[int | None] = mapped_column(sa.ForeignKey("panels.id"))
    kind: Mapped[CommentKind] = mapped_column(words_of(CommentKind))
    state: Mapped[CommentState] = mapped_column(words_of(CommentState))
    receipt: Mapped[str] = mapped_column(sa.String(32), unique=True)
    clause_id: Mapped[str] = mapped_column(sa.String(32))
    clause_label: Mapped[str]
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("versions.id"))
    quote: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    quote_at: Mapped[int] = mapped_column(default=0, server_default="0")
    type: Mapped[CommentType] = mapped_column(
        words_of(CommentType), default=CommentType.GENERAL, server_default="general"
    )
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"))
    source: Mapped[Source] = mapped_column(words_of(Source), default=Source.OTHER, server_default="other")
    organisation: Mapped[str] = mapped_column(default="", server_default="")
    opinion: Mapped[str] = mapped_column(sa.Text)
    proposal: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str]
    contact: Mapped[str]
    is_confirmed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    attachments: Mapped[list[str] | None]
    received_at: Mapped[datetime]
    entered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id"))
    inside: Mapped[Inside | None] = mapped_column(words_of(Inside))
    inside_note: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    disposition: Mapped[Disposition | None] = mapped_column(words_of(Disposition))
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    answered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    __table_args__ = (sa.CheckConstraint("into_id IS NULL OR into_id <> id", name="not_into_itself"),)


class Knock(Record):
    """A form sent by somebody without a seat; the throttle counts these by a keyed hash of the address, for a day."""

    __tablename__ = "knocks"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
