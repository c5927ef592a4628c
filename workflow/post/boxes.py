"""A person's own address and wishes for e-mail, and the secret links of calendars. No act of the trade, and nothing
of it stands in a log.
"""

import re
import secrets
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database
from workflow.entrance.accounts import digest
from workflow.post import letters
from workflow.post.carrier import CONFIRM
from workflow.post.letters import Reader
from workflow.post.outbox import Entry, put
from workflow.records.mails import Feed, Mailbox, OutgoingMail
from workflow.records.people import Account, Person
from workflow.vocabulary import Mail, MailWish

CODE_LIFE: Final = timedelta(hours=72)
CODES_A_DAY: Final = 5  # so that nobody can have a stranger's address flooded
FEEDS_MOST: Final = 5
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
ADDRESS: Final = re.compile(
    r"(?=.{6,254}$)[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class WrongAddress(ValueError):
    """An address that cannot be written to, or too many codes asked for; the message is a key of words."""


def set_address(database: Database, account_id: int, address: str, *, at: datetime, base: str) -> None:
    """Take down a new address and write a code to it; until that is given back nothing else is sent there."""
    address = address.strip()
    if not ADDRESS.fullmatch(address) or len(address.partition("@")[0]) > 64:
        raise WrongAddress("mailbox.form")
    code = "".join(secrets.choice(LETTERS) for _ in range(8))
    until = at + CODE_LIFE
    with database.plain() as session:
        reader = _reader(session, account_id)
        if _codes_asked(session, reader.person_id, at) >= CODES_A_DAY:
            raise WrongAddress("mailbox.often")
        box = session.get(Mailbox, reader.person_id) or Mailbox(person_id=reader.person_id, wish=MailWish.DIGEST)
        box.address, box.confirmed_at, box.code_hash, box.code_until = address, None, digest(code), until
        session.add(box)
        session.flush()
        letter = letters.confirming(reader, code, base)
        put(session, [Entry(reader.person_id, f"{CONFIRM}{until.isoformat()}", letter)], at)


def confirm(database: Database, account_id: int, code: str, *, at: datetime) -> bool:
    """The code has come back: the address is its owner's. The first digest comes on the next working day."""
    with database.plain() as session:
        person = _reader(session, account_id).person_id
        waiting = (Mailbox.person_id == person, Mailbox.code_hash == digest(code.strip().lower()))
        right = sa.update(Mailbox).where(*waiting, Mailbox.code_until >= at, Mailbox.confirmed_at.is_(None))
        values = {"confirmed_at": at, "code_hash": None, "code_until": None, "digest_on": day_of(at)}
        return session.execute(right.values(**values)).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def wish(database: Database, account_id: int, wished: MailWish) -> None:
    """What is to be told by e-mail."""
    with database.plain() as session:
        person = _reader(session, account_id).person_id
        session.execute(sa.update(Mailbox).where(Mailbox.person_id == person).values(wish=wished))


def remove(database: Database, account_id: int, *, at: datetime) -> None:
    """Forget the address; what was queued for it is not sent."""
    with database.plain() as session:
        person = _reader(session, account_id).person_id
        queued = sa.update(OutgoingMail).where(OutgoingMail.person_id == person, OutgoingMail.state == Mail.QUEUED)
        session.execute(queued.values(state=Mail.UNDELIVERABLE, ended_at=at))
        session.execute(sa.delete(Mailbox).where(Mailbox.person_id == person))


def box_of(session: Session, person_id: int) -> Mailbox | None:
    """The address and wishes of a person."""
    return session.get(Mailbox, person_id)


def _reader(session: Session, account_id: int) -> Reader:
    account = session.get_one(Account, account_id)
    person = session.get_one(Person, account.person_id, with_for_update=True)
    return Reader(person.id, person.called, account.language)


def _codes_asked(session: Session, person_id: int, at: datetime) -> int:
    mine = (OutgoingMail.person_id == person_id, OutgoingMail.cause.startswith(CONFIRM))
    today = OutgoingMail.queued_at > at - timedelta(days=1)
    return session.scalar(sa.select(sa.func.count()).select_from(OutgoingMail).where(*mine, today)) or 0


# --- calendars -------------------------------------------------------------------------------------------------------


def make_feed(database: Database, account_id: int, *, at: datetime) -> str:
    """A new secret for a calendar's link, shown this once; of many the oldest ends."""
    secret = secrets.token_urlsafe(32)
    with database.plain() as session:
        person = _reader(session, account_id).person_id
        living = sa.select(Feed).where(Feed.person_id == person, Feed.revoked_at.is_(None)).order_by(Feed.id.desc())
        for old in session.scalars(living.offset(FEEDS_MOST - 1)):
            old.revoked_at = at
        session.add(Feed(token_hash=digest(secret), person_id=person, created_at=at))
    return secret


def revoke_feed(database: Database, account_id: int, feed_id: int, *, at: datetime) -> None:
    """End one of the person's own links."""
    with database.plain() as session:
        person = _reader(session, account_id).person_id
        mine = sa.update(Feed).where(Feed.id == feed_id, Feed.person_id == person, Feed.revoked_at.is_(None))
        session.execute(mine.values(revoked_at=at))


def feeds_of(session: Session, person_id: int) -> list[Feed]:
    """The living links of a person, the newest first."""
    mine = (Feed.person_id == person_id, Feed.revoked_at.is_(None))
    return list(session.scalars(sa.select(Feed).where(*mine).order_by(Feed.id.desc())))


def feed_person(session: Session, secret: str) -> int | None:
    """Whose link this is, while it lives and the person has an open account."""
    query = sa.select(Feed.person_id).join(Account, Account.person_id == Feed.person_id)
    return session.scalar(query.where(Feed.token_hash == digest(secret), Feed.revoked_at.is_(None), Account.is_open))
