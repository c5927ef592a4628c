"""A code by e-mail proves that who comments reads the mailbox he gave; so many a day to one mailbox, so many tries.

Where the installation has no mail server nothing can be proved: comments are taken, and their ledger says so.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

from workflow.commenting.baskets import open_one
from workflow.db import Database
from workflow.entrance.accounts import digest
from workflow.entrance.knocking import knock
from workflow.post import strangers
from workflow.post.boxes import ADDRESS
from workflow.post.outbox import Entry, put
from workflow.settings import Settings

LIFE: Final = timedelta(minutes=30)
TRIES: Final = 6
A_DAY: Final = 6  # codes to one mailbox that one address asks for, so that nobody can have a stranger's flooded,
BY_ALL: Final = 20  # and that all ask for, so that nobody can lock its owner out
AN_HOUR: Final = 60  # codes asked for from one address: a whole bureau is one
DIGITS: Final = 6


class Unproved(ValueError):
    """The mailbox is not proved; the message is a key of words."""


def ask_code(database: Database, settings: Settings, secret: str, *, from_where: str, at: datetime) -> None:
    """Write a new code to the mailbox named in a basket; the former one no longer counts."""
    with database.read() as session:
        address = str((open_one(session, secret).details or {}).get("contact", ""))
    if not is_mailbox(address):
        raise Unproved("mailbox.form")
    key = settings.secret()
    knock(database, f"codes from {from_where}", secret=key, at=at, most=AN_HOUR)
    mailbox, day = f"codes to {address.casefold()}", timedelta(days=1)
    knock(database, f"{mailbox} from {from_where}", secret=key, at=at, most=A_DAY, within=day)
    knock(database, mailbox, secret=key, at=at, most=BY_ALL, within=day)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    with database.plain() as session:
        basket = open_one(session, secret)
        basket.code_hash, basket.code_until, basket.tries, basket.address = digest(code + secret), at + LIFE, 0, ""
        letter = strangers.proving(basket.language, code, settings.base_url.rstrip("/"))
        put(session, [Entry(None, f"comment/{basket.id}/{at.isoformat()}", letter, address)], at)


def prove(database: Database, secret: str, code: str, *, at: datetime) -> None:
    """The code has come back; raises Unproved. A wrong one leaves everything in the basket as it was."""
    with database.plain() as session:
        basket = open_one(session, secret)
        is_there = basket.code_hash is not None and basket.code_until is not None and at <= basket.code_until
        basket.tries += 1
        is_right = is_there and hmac.compare_digest(digest("".join(code.split()) + secret), basket.code_hash or "")
        fault = None if is_right else "code.wrong" if is_there else "code.ended"
        if basket.tries > TRIES:
            fault = "code.often"
        if fault is None:
            basket.address, basket.code_hash, basket.code_until = str((basket.details or {})["contact"]), None, None
        elif fault == "code.often":
            basket.code_hash = None
    if fault is not None:
        raise Unproved(fault)


def is_mailbox(address: str) -> bool:
    """Whether it can be written to."""
    return bool(ADDRESS.fullmatch(address)) and len(address.partition("@")[0]) <= 64
