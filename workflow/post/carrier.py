"""Carries the outbox to the mail server; any number of workers may do so at once.

Each recipient is told once in effect. A letter is claimed by a guarded update before it is sent, so that no two workers
send it. Before its content goes out the claim is marked as handed over. When the server accepts, the letter is sent;
when it answers otherwise or drops the line without accepting, the sender still answers for it (RFC 5321, 4.2.4) and it
is tried again under the same Message-ID, by which a second copy is recognised. A worker that dies after handing over
cannot know the answer: such a letter is *in doubt* and goes out again only when the system administrator says so; the
digest tells the matter in any case. A claim that was left before handing over is given back.
"""

import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as LINES
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import BEIJING
from workflow.db import Database
from workflow.post.smtp import RefusedForGood, Route, TryLater, WrongRoute, hand_over
from workflow.records.mails import Mailbox, MailTry, OutgoingMail
from workflow.settings import Settings
from workflow.vocabulary import Mail

journal = logging.getLogger(__name__)
BACK_OFF: Final = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 720))  # after each failure; then it is given up
STALE: Final = timedelta(minutes=15)  # a claim this old was left by a worker that died
READABLE: Final = timedelta(days=30)  # so long words and answers are kept of a letter that came to its end
REMEMBERED: Final = timedelta(days=730)  # so long it is known what was told, lest it be told again
BATCH: Final = 20
NO_ADDRESS: Final = "no confirmed address"
CONFIRM: Final = "confirm/"  # the cause of the one letter that goes to an address nobody has confirmed
HELD: Final = (Mail.SENDING, Mail.IN_DOUBT)  # a slow worker may still say how a letter in doubt ended


class LostClaim(Exception):
    """The letter was given to somebody else while the server was slow; nothing had gone out."""


def carry(database: Database, settings: Settings, at: datetime, worker: str) -> bool:
    """Send what is due, at most a batch; False when the server is away and nobody else need be tried now."""
    with database.read() as session:
        if not _is_due(session, at):
            return True
    if not settings.mail_url:
        _shelve(database, at)
        return True
    try:
        route = Route.read(settings.mail_url)
    except WrongRoute:
        journal.error("TONGBIAO_MAIL_URL cannot be read; mail waits")
        return False
    return all(_carried(database, settings, route, at, worker) for _ in range(BATCH))


def message(settings: Settings, mail: OutgoingMail, address: str) -> EmailMessage:
    """The letter as it goes over the line; sent again it bears the same Message-ID."""
    host = host_of(settings)
    made = EmailMessage(policy=LINES)
    made["From"] = settings.mail_from or f"tongbiao@{host}"
    made["To"] = address
    made["Subject"] = mail.subject
    made["Date"] = mail.queued_at.astimezone(BEIJING)
    key = sha256(f"{mail.person_id}|{mail.cause}|{mail.queued_at.isoformat()}".encode()).hexdigest()[:24]
    made["Message-ID"] = f"<{mail.id}.{key}@{host}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(mail.body, charset="utf-8", cte="base64")
    return made


def host_of(settings: Settings) -> str:
    """The name under which this installation greets the mail server."""
    return urlsplit(settings.base_url).hostname or "localhost"


# --- one letter ------------------------------------------------------------------------------------------------------


def _carried(database: Database, settings: Settings, route: Route, at: datetime, worker: str) -> bool:
    """Claim and send one letter; True while the server is there, also when nothing was left to claim."""
    claimed = _claim(database, at, worker)
    if claimed is None:
        return True
    mail, address = claimed
    if address is None:
        _end(database, mail, worker, at, NO_ADDRESS, Mail.UNDELIVERABLE)
        return True
    made = message(settings, mail, address)
    sender, handing = str(made["From"]), lambda: _handing(database, mail.id, worker, at)
    try:
        answer = hand_over(route, sender, address, bytes(made), name=host_of(settings), handing=handing)
    except RefusedForGood as no:
        _end(database, mail, worker, at, _discreet(str(no), address), Mail.UNDELIVERABLE)
    except TryLater as fault:
        _again(database, mail, worker, at, _discreet(str(fault), address))
        return not fault.is_away
    except LostClaim:
        return True
    else:
        _end(database, mail, worker, at, _discreet(answer, address), Mail.SENT)
    return True


def _claim(database: Database, at: datetime, worker: str) -> tuple[OutgoingMail, str | None] | None:
    """Take the letter that waited longest, for this worker alone; with the address of its reader."""
    with database.plain() as session:
        _give_back(session, at)
        due = (OutgoingMail.state == Mail.QUEUED, OutgoingMail.next_at <= at)
        query = sa.select(OutgoingMail).where(*due).order_by(OutgoingMail.next_at, OutgoingMail.id).limit(1)
        mail = session.scalar(query.with_for_update(skip_locked=True))
        if mail is None:
            return None
        mine = sa.update(OutgoingMail).where(OutgoingMail.id == mail.id, OutgoingMail.state == Mail.QUEUED)
        taken = {"state": Mail.SENDING, "claimed_by": worker, "claimed_at": at, "handed_at": None}
        if session.execute(mine.values(**taken)).rowcount != 1:  # type: ignore[attr-defined]
            return None
        return mail, mail.address if mail.person_id is None else _own_address(session, mail)


def _own_address(session: Session, mail: OutgoingMail) -> str | None:
    """Where a person with an account is written to; only the code itself goes to an address that nobody confirmed."""
    box = session.get(Mailbox, mail.person_id)
    return box.address if box and (box.confirmed_at or mail.cause.startswith(CONFIRM)) else None


def _give_back(session: Session, at: datetime) -> None:
    """What a dead worker left: given back where nothing had gone out, in doubt where it had."""
    left = (OutgoingMail.state == Mail.SENDING, OutgoingMail.claimed_at < at - STALE)
    session.execute(
        sa.update(OutgoingMail).where(*left, OutgoingMail.handed_at.is_(None)).values(state=Mail.QUEUED, next_at=at)
    )
    doubtful = sa.update(OutgoingMail).where(*left, OutgoingMail.handed_at.is_not(None))
    session.execute(doubtful.values(state=Mail.IN_DOUBT, ended_at=at))


def _handing(database: Database, mail_id: int, worker: str, at: datetime) -> None:
    with database.plain() as session:
        if not _mine(session, mail_id, worker, handed_at=at):
            raise LostClaim


def _end(database: Database, mail: OutgoingMail, worker: str, at: datetime, answer: str, state: Mail) -> None:
    """The letter has come to its end; a code that was in it is not kept, nor the address of a stranger."""
    with database.plain() as session:
        is_over = mail.cause.startswith(CONFIRM) and state is Mail.SENT
        body: dict[str, Any] = {"body": ""} if is_over or mail.person_id is None else {}
        body |= {"address": None} if mail.person_id is None else {}
        _mine(session, mail.id, worker, state=state, ended_at=at, tries=mail.tries + 1, **body)
        session.add(MailTry(mail_id=mail.id, at=at, answer=answer))


def _again(database: Database, mail: OutgoingMail, worker: str, at: datetime, answer: str) -> None:
    """Not this time: later, or given up after the last of the waits."""
    failed = mail.tries + 1
    if failed > len(BACK_OFF):
        return _end(database, mail, worker, at, answer, Mail.UNDELIVERABLE)
    with database.plain() as session:
        _mine(session, mail.id, worker, state=Mail.QUEUED, tries=failed, next_at=at + BACK_OFF[failed - 1])
        session.add(MailTry(mail_id=mail.id, at=at, answer=answer))


def _mine(session: Session, mail_id: int, worker: str, **values: object) -> bool:
    """Change a letter that this worker still holds; False when it does not."""
    held = (OutgoingMail.id == mail_id, OutgoingMail.state.in_(HELD), OutgoingMail.claimed_by == worker)
    return session.execute(sa.update(OutgoingMail).where(*held).values(**values)).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def _discreet(answer: str, address: str) -> str:
    """An answer without the address of the person."""
    return answer.replace(address, "…")


def _is_due(session: Session, at: datetime) -> bool:
    queued = sa.and_(OutgoingMail.state == Mail.QUEUED, OutgoingMail.next_at <= at)
    left = sa.and_(OutgoingMail.state == Mail.SENDING, OutgoingMail.claimed_at < at - STALE)
    return bool(session.scalar(sa.select(sa.or_(sa.exists().where(queued), sa.exists().where(left)))))


def _shelve(database: Database, at: datetime) -> None:
    """No mail server is set: what is queued is noted as such and never sent later, when it would be no news."""
    with database.plain() as session:
        queued = sa.update(OutgoingMail).where(OutgoingMail.state == Mail.QUEUED)
        session.execute(queued.values(state=Mail.NOT_CONFIGURED, ended_at=at))
        strangers = sa.update(OutgoingMail).where(OutgoingMail.person_id.is_(None), OutgoingMail.ended_at.is_not(None))
        session.execute(strangers.values(address=None, body=""))


def forget(database: Database, at: datetime) -> None:
    """Of what ended long ago keep only that it was told."""
    old = OutgoingMail.ended_at < at - READABLE
    with database.plain() as session:
        session.execute(sa.delete(MailTry).where(MailTry.mail_id.in_(sa.select(OutgoingMail.id).where(old))))
        session.execute(sa.update(OutgoingMail).where(old, OutgoingMail.body != "").values(body=""))
        session.execute(sa.delete(OutgoingMail).where(OutgoingMail.ended_at < at - REMEMBERED))
