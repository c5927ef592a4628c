"""E-mail: a person's address and wishes, the outbox with its delivery log, and the secret links of calendars."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Mail, MailWish


class Mailbox(Record):
    """Where a person is written to, and what he or she wishes to be told; nothing is sent before it is confirmed."""

    __tablename__ = "mailboxes"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(sa.String(254))
    wish: Mapped[MailWish] = mapped_column(words_of(MailWish), default=MailWish.DIGEST)
    confirmed_at: Mapped[datetime | None]
    code_hash: Mapped[str | None] = mapped_column(sa.String(64))
    code_until: Mapped[datetime | None]
    digest_on: Mapped[date | None]


class OutgoingMail(Record):
    """One e-mail to one person: what it is about is told once (`cause`); its number is that of its Message-ID. To
    somebody without an account it bears its own address, until it has come to its end.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    address: Mapped[str | None] = mapped_column(sa.String(254))
    cause: Mapped[str] = mapped_column(sa.String(200))
    subject: Mapped[str] = mapped_column(sa.String(200))
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[Mail] = mapped_column(words_of(Mail))
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None] = mapped_column(sa.String(64))
    handed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        sa.UniqueConstraint("person_id", "cause"),
        sa.Index("ix_mails_state_next", "state", "next_at"),
    )


class MailTry(Record):
    """One try to send an e-mail, and what the server answered."""

    __tablename__ = "mail_tries"

    id: Mapped[int] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(sa.ForeignKey("mails.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(sa.String(300))


class Feed(Record):
    """A secret link under which a calendar reads a person's deadlines; shown once, kept as a hash."""

    __tablename__ = "feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
