"""Passwords, log-ins and their throttle, enrolment links, keys of the API. Sessions are in `sessions`."""

import secrets
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.records.people import Account, FailedLogin, LoginSession, Person, Token

HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
WINDOW = timedelta(minutes=15)
BY_USERNAME = 5  # failures of one username in the window before it has to wait
BY_ADDRESS = 50  # failures from one address in the window before each username has one failure only
LONGEST_WAIT = timedelta(minutes=15)
LINK_LIFE = timedelta(hours=72)
TOKEN_LIFE = timedelta(days=90)
SHORTEST, LONGEST = 10, 200  # characters of a password


class LoginFailed(Exception):
    """Unknown name, wrong password, closed account: one answer for all."""


class Throttled(Exception):
    """Too many failures; `until` says when the next try counts."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class LinkEnded(Exception):
    """An enrolment link that is unknown, used or too old."""


class WeakPassword(ValueError):
    """A password that is too short, too long or the username itself; the message is a key of words."""


def digest(secret: str) -> str:
    """What is kept of a secret that is random already."""
    return sha256(secret.encode()).hexdigest()


def hash_password(password: str) -> str:
    """The Argon2 hash of a password."""
    return HASHER.hash(password)


def check_password(hashed: str | None, password: str) -> bool:
    """Whether the password fits; without a hash the same work is done for nothing, so that time tells nothing."""
    try:
        fits = HASHER.verify(hashed or _dummy(), password)
    except (Argon2Error, InvalidHashError, UnicodeError):
        return False
    return fits and hashed is not None


@cache
def _dummy() -> str:
    return HASHER.hash(secrets.token_urlsafe(24))


def fit(password: str, *, username: str) -> str:
    """The password, if it may be set."""
    if len(password) < SHORTEST:
        raise WeakPassword("password.short")
    if len(password) > LONGEST:
        raise WeakPassword("password.long")
    if password.strip().casefold() == username.casefold():
        raise WeakPassword("password.username")
    return password


def normal(username: str) -> str:
    """A username in the one spelling under which it is looked up and counted."""
    return username.strip().casefold()[:128]


def log_in(
    database: Database, username: str, password: str, *, address: str, at: datetime, production: bool = False
) -> Account:
    """The open account whose password this is; raises LoginFailed or Throttled, alike for known and unknown names."""
    name = normal(username)
    with database.read() as session:
        wait_over(session, name, address=address, at=at)
        found = session.scalar(sa.select(Account).where(Account.username == name, Account.is_open))
        is_demo = found is not None and session.scalar(sa.select(Person.is_demo).where(Person.id == found.person_id))
    stored = found.password_hash if found is not None and not (production and is_demo) else None
    if not check_password(stored, password[: LONGEST + 1]) or found is None:
        note_failure(database, name, address=address, at=at)
        raise LoginFailed
    return found


def prove(database: Database, account_id: int, password: str, *, address: str, at: datetime) -> None:
    """The holder of an account shows to be present by the password; counted and throttled like a log-in."""
    with database.read() as session:
        account = session.get_one(Account, account_id)
        wait_over(session, account.username, address=address, at=at)
        username, hashed = account.username, account.password_hash
    if not check_password(hashed, password[: LONGEST + 1]):
        note_failure(database, username, address=address, at=at)
        raise LoginFailed


def wait_over(session: Session, username: str, *, address: str, at: datetime) -> None:
    """Raise Throttled while a username has to wait; an address alone never stops anybody, it only lowers the bound."""
    recent = FailedLogin.at > at - WINDOW
    of_name = sa.select(sa.func.count(), sa.func.max(FailedLogin.at)).where(FailedLogin.username == username, recent)
    failures, newest = session.execute(of_name).one()
    of_place = sa.select(sa.func.count()).where(FailedLogin.address == address, recent)
    bound = BY_USERNAME if (session.scalar(of_place) or 0) < BY_ADDRESS else 1
    if failures < bound:
        return
    until = newest + min(timedelta(minutes=2 ** (failures - bound)), LONGEST_WAIT)
    if at < until:
        raise Throttled(until)


def note_failure(database: Database, username: str, *, address: str, at: datetime) -> None:
    """Count a failed try."""
    with database.plain() as session:
        session.add(FailedLogin(username=username, address=address[:64], at=at))
        session.execute(sa.delete(FailedLogin).where(FailedLogin.at < at - timedelta(days=1)))


def invite(database: Database, account_id: int, *, at: datetime) -> str:
    """A new enrolment link's secret; the one before it is void."""
    secret = secrets.token_urlsafe(32)
    values = {"enrol_hash": digest(secret), "enrol_until": at + LINK_LIFE}
    with database.plain() as session:
        session.execute(sa.update(Account).where(Account.id == account_id).values(**values))
    return secret


def invited(session: Session, secret: str, at: datetime) -> Account:
    """The account that an enrolment link belongs to; raises LinkEnded."""
    found = session.scalar(sa.select(Account).where(Account.enrol_hash == digest(secret), Account.is_open))
    if found is None or found.enrol_until is None or at > found.enrol_until:
        raise LinkEnded
    return found


def enrol(database: Database, secret: str, password: str, *, at: datetime) -> int:
    """Set the password through the link and use the link up; gives the account's id. Sessions opened before it end."""
    with database.plain() as session:
        account = invited(session, secret, at)
        values = {"password_hash": hash_password(fit(password, username=account.username))}
        unused = sa.update(Account).where(Account.id == account.id, Account.enrol_hash == digest(secret))
        used = session.execute(unused.values(**values, enrol_hash=None, enrol_until=None))
        if used.rowcount != 1:  # type: ignore[attr-defined]
            raise LinkEnded
        _end_all(session, account.id, at)
        return account.id


def set_password(database: Database, account_id: int, password: str, *, at: datetime) -> None:
    """Change a password; every session of the account ends."""
    with database.plain() as session:
        hashed = hash_password(fit(password, username=session.get_one(Account, account_id).username))
        session.execute(sa.update(Account).where(Account.id == account_id).values(password_hash=hashed))
        _end_all(session, account_id, at)


def _end_all(session: Session, account_id: int, at: datetime) -> None:
    mine = sa.update(LoginSession).where(LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
    session.execute(mine.values(revoked_at=at))


def issue_token(
    database: Database, account_id: int, seat_id: int, name: str, *, at: datetime, life: timedelta = TOKEN_LIFE
) -> str:
    """A key of the API bound to one seat; it is shown this once."""
    secret = f"tb_{secrets.token_urlsafe(32)}"
    kept = Token(token_hash=digest(secret), account_id=account_id, seat_id=seat_id, name=name.strip()[:80])
    kept.created_at, kept.ends_at = at, at + min(life, TOKEN_LIFE)
    with database.plain() as session:
        session.add(kept)
    return secret


def find_token(session: Session, secret: str, at: datetime) -> Token | None:
    """The living key of an open account."""
    query = sa.select(Token).join(Account, Account.id == Token.account_id)
    alive = (Token.token_hash == digest(secret), Token.revoked_at.is_(None), Token.ends_at > at, Account.is_open)
    return session.scalar(query.where(*alive))


def revoke_token(database: Database, account_id: int, token_id: int, *, at: datetime) -> None:
    """End one of the account's own keys."""
    with database.plain() as session:
        mine = sa.update(Token).where(Token.id == token_id, Token.account_id == account_id)
        session.execute(mine.values(revoked_at=at))
