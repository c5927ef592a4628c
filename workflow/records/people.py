"""Natural persons, their accounts, appointments (seats), sessions and keys."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record, words_of
from workflow.vocabulary import Named, SeatRole


class Person(Record):
    """A natural person; separation of duties looks at persons, whatever account or seat was used."""

    __tablename__ = "persons"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_latin: Mapped[str] = mapped_column(default="")
    is_demo: Mapped[bool] = mapped_column(default=False)

    @property
    def called(self) -> Named:
        """The name as Chinese and as English pages write it."""
        return Named(str(self.id), self.name, self.name_latin or self.name)


class Account(Record):
    """A log-in of a person; without a password it waits for its one-time enrolment link."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    username: Mapped[str] = mapped_column(sa.String(64), unique=True)
    password_hash: Mapped[str | None]
    enrol_hash: Mapped[str | None] = mapped_column(sa.String(64))
    enrol_until: Mapped[datetime | None]
    last_seat_id: Mapped[int | None]
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    is_open: Mapped[bool] = mapped_column(default=True)


class Appointment(Record):
    """A seat 席位: person, region, organ, role, from–until; it acts once a second person has confirmed it."""

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    organ_id: Mapped[int] = mapped_column(sa.ForeignKey("organs.id"))
    role: Mapped[SeatRole] = mapped_column(words_of(SeatRole))
    since: Mapped[date]
    until: Mapped[date | None]
    proposed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    confirmed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("persons.id"))
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        sa.CheckConstraint(
            "confirmed_by IS NULL OR proposed_by IS NULL OR confirmed_by <> proposed_by", name="two_hands"
        ),
    )


class LoginSession(Record):
    """A log-in that can be listed and revoked; the cookie holds only the secret whose hash is kept here."""

    __tablename__ = "login_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    seat_id: Mapped[int | None]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    agent: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]


class FailedLogin(Record):
    """A failed log-in; the throttle counts these."""

    __tablename__ = "failed_logins"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(128), index=True)
    address: Mapped[str] = mapped_column(sa.String(64), index=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Token(Record):
    """A key of the API, bound to one seat; shown once, kept as a hash."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    name: Mapped[str]
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class HeldForm(Record):
    """A half-filled form kept for a person whose session ended while writing it."""

    __tablename__ = "held_forms"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"))
    address: Mapped[str]
    fields: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class Statement(Record):
    """What a person is about to sign: its exact words, bound to person, seat, subject, answers and text; used once."""

    __tablename__ = "statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    nonce: Mapped[str] = mapped_column(sa.String(64), unique=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), index=True)
    seat_id: Mapped[int] = mapped_column(sa.ForeignKey("appointments.id"))
    noun: Mapped[str] = mapped_column(sa.String(32))
    subject_id: Mapped[int]
    step: Mapped[str] = mapped_column(sa.String(64))
    answers_hash: Mapped[str] = mapped_column(sa.String(64))
    text_hash: Mapped[str | None] = mapped_column(sa.String(64))
    words: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Request(Record):
    """An answered mutating request, so that the same idempotency key acts once."""

    __tablename__ = "requests"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("persons.id"), primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    route: Mapped[str]
    body_hash: Mapped[str] = mapped_column(sa.String(64))
    outcome: Mapped[dict[str, Any]]
    at: Mapped[datetime]
