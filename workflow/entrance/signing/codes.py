"""One-time codes of an app (RFC 6238, 30 seconds, six digits): asked beside the password once they were set up."""

import re
from base64 import b32decode, b32encode
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import pyotp
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.entrance import accounts
from workflow.entrance.signing.given import Given, Holder
from workflow.entrance.signing.recording import record
from workflow.records.factors import OneTimeCode
from workflow.records.people import Account, Statement

SECONDS: Final = 30
DRIFT: Final = 1  # steps before and after: clocks of telephones
CODE: Final = re.compile(r"[0-9]{6}", re.ASCII)
ISSUER: Final = "同标 Tongbiao"
NOUN: Final = "one_time_code"


class Codes:
    """The password and a code."""

    method = "password+totp"
    is_strong = False

    def takes(self, database: Database, holder: Holder, given: Given) -> bool:
        with database.read() as session:
            return is_asked(session, holder.account_id)

    def prove(
        self, database: Database, holder: Holder, given: Given, statement: Statement, *, at: datetime
    ) -> dict[str, Any]:
        prove_person(database, holder, given.password, given.code, at=at)
        return {}


def is_asked(session: Session, account_id: int) -> bool:
    """Whether the account has an app, so that a password alone opens nothing."""
    found = session.get(OneTimeCode, account_id)
    return found is not None and found.confirmed_at is not None


def prove_person(database: Database, holder: Holder, password: str, code: str, *, at: datetime) -> None:
    """By the password, and by a code where an app was set up. Raises LoginFailed or Throttled."""
    accounts.prove(database, holder.account_id, password, address=holder.address, at=at)
    with database.read() as session:
        needs_code = is_asked(session, holder.account_id)
    if needs_code:
        use(database, holder, code, at=at)


def begin(database: Database, holder: Holder, *, at: datetime) -> str:
    """A new secret for an app, in base 32; it is asked for only after its first code came back."""
    secret = pyotp.random_base32()
    kept = OneTimeCode(account_id=holder.account_id, secret=_locked(holder, secret), made_at=at, last_step=0)
    with database.plain() as session:
        session.execute(sa.delete(OneTimeCode).where(*_mine(holder), OneTimeCode.confirmed_at.is_(None)))
        session.flush()
        if session.get(OneTimeCode, holder.account_id) is None:
            session.add(kept)
    return secret


def waiting(session: Session, holder: Holder) -> str | None:
    """The secret of an app that still has to answer with its first code."""
    found = session.get(OneTimeCode, holder.account_id)
    return _opened(holder, found.secret) if found is not None and found.confirmed_at is None else None


def link(username: str, secret: str) -> str:
    """What the square of an app says."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def confirm(database: Database, holder: Holder, code: str, *, at: datetime) -> None:
    """The first code: from now on it is asked. Its event is in the installation's log."""
    use(database, holder, code, at=at)
    with database.write(at) as work:
        found = work.session.get_one(OneTimeCode, holder.account_id, with_for_update=True)
        if found.confirmed_at is None:
            work.update(OneTimeCode, *_mine(holder), confirmed_at=at)
            record(work, NOUN, holder.account_id, "set_up_code", _person(work.session, holder), state="asked")


def end(database: Database, holder: Holder, *, at: datetime) -> None:
    """No code is asked any more."""
    with database.write(at) as work:
        found = work.session.get(OneTimeCode, holder.account_id, with_for_update=True)
        if found is None:
            return
        was_asked, person = found.confirmed_at is not None, _person(work.session, holder)
        work.session.execute(sa.delete(OneTimeCode).where(*_mine(holder)))
        if was_asked:
            record(work, NOUN, holder.account_id, "end_code", person, state="ended")


def use(database: Database, holder: Holder, code: str, *, at: datetime) -> None:
    """Use a code up; a wrong one counts like a wrong password. Of two at once one is too late."""
    with database.read() as session:
        account = session.get_one(Account, holder.account_id)
        accounts.wait_over(session, account.username, address=holder.address, at=at)
        found, username = session.get(OneTimeCode, holder.account_id), account.username
    step = _step(holder, found, code, at) if found is not None else None
    if step is None or not _taken(database, holder, step):
        accounts.note_failure(database, username, address=holder.address, at=at)
        raise accounts.LoginFailed


def _step(holder: Holder, found: OneTimeCode, code: str, at: datetime) -> int | None:
    """The 30 seconds whose code this is, if it was not used before."""
    app, now = pyotp.TOTP(_opened(holder, found.secret), interval=SECONDS), int(at.timestamp()) // SECONDS
    typed = "".join(code.split(" "))  # apps show two groups of three
    if not CODE.fullmatch(typed):
        return None
    steps = range(max(found.last_step + 1, now - DRIFT), now + DRIFT + 1)
    return next((step for step in steps if pyotp.utils.strings_equal(app.generate_otp(step), typed)), None)


def _taken(database: Database, holder: Holder, step: int) -> bool:
    with database.plain() as session:
        unused = sa.update(OneTimeCode).where(*_mine(holder), OneTimeCode.last_step < step)
        return bool(session.execute(unused.values(last_step=step)).rowcount)  # type: ignore[attr-defined]


def _mine(holder: Holder) -> tuple[sa.ColumnElement[bool]]:
    return (OneTimeCode.account_id == holder.account_id,)


def _person(session: Session, holder: Holder) -> int:
    return session.get_one(Account, holder.account_id).person_id


def _key(holder: Holder) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"one-time codes").derive(holder.secret.encode())


def _locked(holder: Holder, secret: str) -> bytes:
    """The secret under the installation's own: a copy of the database alone gives no codes."""
    raw = b32decode(secret)
    nonce = sha256(raw).digest()[:12]  # each secret is locked once, so its own hash never comes twice
    return nonce + AESGCM(_key(holder)).encrypt(nonce, raw, str(holder.account_id).encode())


def _opened(holder: Holder, locked: bytes) -> str:
    try:
        return b32encode(
            AESGCM(_key(holder)).decrypt(locked[:12], locked[12:], str(holder.account_id).encode())
        ).decode()
    except InvalidTag as other:  # the installation's secret was changed: the app has to be set up anew
        raise accounts.LoginFailed from other
