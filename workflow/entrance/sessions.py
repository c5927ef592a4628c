"""Log-ins as rows that can be listed and revoked, and half-filled forms that outlive them; passwords: `accounts`."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.entrance.accounts import digest
from workflow.records.people import Account, HeldForm, LoginSession, Person

ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exactly the last request is noted: not every request is a write
HELD_FOR = timedelta(days=1)
HELD_MOST = 20


@dataclass(frozen=True)
class Found:
    """A session of the cookie: whose it is, and whether it is still alive."""

    id: int
    account_id: int
    person_id: int
    person_name: str
    username: str
    seat_id: int | None
    seen_at: datetime
    is_alive: bool


def open_session(database: Database, account_id: int, *, seat_id: int | None, agent: str, at: datetime) -> str:
    """Begin a session; gives the secret for the cookie."""
    secret = secrets.token_urlsafe(32)
    made = LoginSession(token_hash=digest(secret), account_id=account_id, seat_id=seat_id, agent=agent[:200])
    made.created_at, made.seen_at, made.ends_at = at, at, at + ABSOLUTE
    with database.plain() as session:
        session.add(made)
    return secret


def find_session(session: Session, secret: str, *, at: datetime, idle: timedelta) -> Found | None:
    """The session of a cookie, alive or ended; None when there never was one."""
    query = sa.select(LoginSession, Account, Person).join(Account, Account.id == LoginSession.account_id)
    query = query.join(Person, Person.id == Account.person_id).where(LoginSession.token_hash == digest(secret))
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    kept, account, person = row
    is_alive = kept.revoked_at is None and at < min(kept.ends_at, kept.seen_at + idle) and account.is_open
    return Found(
        kept.id, account.id, person.id, person.name, account.username, kept.seat_id, kept.seen_at, bool(is_alive)
    )


def touch(database: Database, found: Found, *, at: datetime) -> None:
    """Note that the session is in use, at most once a minute."""
    if at - found.seen_at >= SEEN_EVERY:
        _update(database, found.id, seen_at=at)


def choose_seat(database: Database, found: Found, seat_id: int) -> None:
    """Sit on another seat; the next log-in begins there."""
    _update(database, found.id, seat_id=seat_id)
    with database.plain() as session:
        session.execute(sa.update(Account).where(Account.id == found.account_id).values(last_seat_id=seat_id))


def revoke(database: Database, session_id: int, *, account_id: int, at: datetime) -> None:
    """End one of the account's own sessions."""
    with database.plain() as session:
        mine = sa.update(LoginSession).where(LoginSession.id == session_id, LoginSession.account_id == account_id)
        session.execute(mine.values(revoked_at=at))


def _update(database: Database, session_id: int, **values: Any) -> None:
    with database.plain() as session:
        session.execute(sa.update(LoginSession).where(LoginSession.id == session_id).values(**values))


# --- half-filled forms ----------------------------------------------------------------------------------------------


def hold(database: Database, account_id: int, address: str, fields: dict[str, list[str]], *, at: datetime) -> str:
    """Keep a form for the account whose session ended; gives the secret under which it returns."""
    secret = secrets.token_urlsafe(32)
    with database.plain() as session:
        own = sa.select(HeldForm.id).where(HeldForm.account_id == account_id).order_by(HeldForm.id.desc())
        old = sa.or_(HeldForm.kept_at < at - HELD_FOR, HeldForm.id.in_(session.scalars(own.offset(HELD_MOST)).all()))
        session.execute(sa.delete(HeldForm).where(old))
        kept = HeldForm(token_hash=digest(secret), account_id=account_id, address=address, fields=fields, kept_at=at)
        session.add(kept)
    return secret


def held(session: Session, secret: str, account_id: int, address: str) -> dict[str, list[str]] | None:
    """The form kept under a secret, for its own account and address only."""
    mine = (HeldForm.token_hash == digest(secret), HeldForm.account_id == account_id, HeldForm.address == address)
    found = session.scalar(sa.select(HeldForm).where(*mine))
    return dict(found.fields) if found is not None else None
