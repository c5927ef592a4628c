"""The outbox as the system administrator reads it: whose letters ended how, and what the server said each time."""

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.records.mails import Mailbox, MailTry, OutgoingMail
from workflow.records.people import Person
from workflow.vocabulary import Mail

PAGE: Final = 50


@dataclass(frozen=True)
class Sent:
    """One letter with its reader, where it goes, and its tries, the last first."""

    mail: OutgoingMail
    person: Person | None  # None: somebody without an account
    address: str
    tries: list[MailTry]

    @property
    def kind(self) -> str:
        """What it is about: turn, urge, notice, digest, confirm."""
        return self.mail.cause.partition("/")[0]


def mails(session: Session, state: Mail | None, page: int = 1) -> tuple[list[Sent], int]:
    """One page of the outbox, the newest first, and how many letters there are."""
    wanted = [OutgoingMail.state == state] if state is not None else []
    total = session.scalar(sa.select(sa.func.count()).select_from(OutgoingMail).where(*wanted)) or 0
    query = sa.select(OutgoingMail, Person, sa.func.coalesce(OutgoingMail.address, Mailbox.address)).outerjoin(
        Person, Person.id == OutgoingMail.person_id
    )
    query = query.outerjoin(Mailbox, Mailbox.person_id == Person.id).where(*wanted)
    rows = session.execute(query.order_by(OutgoingMail.id.desc()).limit(PAGE).offset((page - 1) * PAGE)).all()
    tries = _tries(session, [mail.id for mail, _, _ in rows])
    return [Sent(mail, person, _masked(to), tries.get(mail.id, [])) for mail, person, to in rows], total


def counts(session: Session) -> dict[Mail, int]:
    """How many letters stand in each state."""
    query = sa.select(OutgoingMail.state, sa.func.count()).group_by(OutgoingMail.state)
    return {state: n for state, n in session.execute(query)}


def _tries(session: Session, mails: list[int]) -> dict[int, list[MailTry]]:
    found: dict[int, list[MailTry]] = {}
    for one in session.scalars(sa.select(MailTry).where(MailTry.mail_id.in_(mails)).order_by(MailTry.id.desc())):
        found.setdefault(one.mail_id, []).append(one)
    return found


def _masked(address: str | None) -> str:
    """An address by its first letter and its host: enough to see a wrong host."""
    name, at, host = (address or "").partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""
