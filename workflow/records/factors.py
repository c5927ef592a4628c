"""What proves a person present besides the password: codes of an app, keys of a browser, and what a key said of a
statement."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Record


class OneTimeCode(Record):
    """The secret of an account's app, under a key that lies outside the database; each code counts once."""

    __tablename__ = "one_time_codes"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), primary_key=True, autoincrement=False)
    secret: Mapped[bytes]
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # with its first code; before that it is not asked
    last_step: Mapped[int] = mapped_column(default=0)  # the 30 seconds of the newest code that was used


class BrowserKey(Record):
    """A WebAuthn credential: its public half in COSE bytes. An ended one signs nothing more."""

    __tablename__ = "browser_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    credential: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    uses: Mapped[int] = mapped_column(default=0)  # as its own counter says; some never count
    name: Mapped[str] = mapped_column(sa.String(80))
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Assertion(Record):
    """What a browser's key signed: the hash of one statement, and nothing else."""

    __tablename__ = "assertions"

    statement_id: Mapped[int] = mapped_column(sa.ForeignKey("statements.id"), primary_key=True, autoincrement=False)
    browser_key_id: Mapped[int] = mapped_column(sa.ForeignKey("browser_keys.id"))
    client_data: Mapped[bytes]
    authenticator_data: Mapped[bytes]
    signature: Mapped[bytes]
