"""The outbox: an e-mail is put in once for each person and cause, in the caller's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workflow.post.letters import Letter, Reader
from workflow.records.mails import Mailbox, OutgoingMail
from workflow.records.people import Account, Person
from workflow.vocabulary import Mail, MailWish


@dataclass(frozen=True)
class Entry:
    """A letter to a person, and what it is about: the same cause is never told twice."""

    person_id: int | None
    cause: str
    letter: Letter
    address: str | None = None  # of somebody without an account


def put(session: Session, entries: Iterable[Entry], at: datetime) -> None:
    """Queue letters; those whose cause the person was told already are dropped. Sorted, so that two workers that put
    the same cannot wait for each other in a ring.
    """
    rows = [
        {
            "person_id": entry.person_id,
            "cause": entry.cause,
            "address": entry.address,
            "subject": entry.letter.subject,
            "body": entry.letter.body,
            "state": Mail.QUEUED,
            "queued_at": at,
            "next_at": at,
            "tries": 0,
        }
        for entry in sorted(entries, key=lambda entry: (entry.person_id or 0, entry.cause))
    ]
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.execute(dialect.insert(OutgoingMail).on_conflict_do_nothing(), rows)


def readers(session: Session, *wishes: MailWish) -> dict[int, Reader]:
    """Persons with an open account and a confirmed address who wish one of these, by person."""
    query = sa.select(Person, sa.func.min(Account.language)).join(Account, Account.person_id == Person.id)
    query = query.join(Mailbox, Mailbox.person_id == Person.id).group_by(Person.id)
    rows = session.execute(query.where(Account.is_open, Mailbox.confirmed_at.is_not(None), Mailbox.wish.in_(wishes)))
    return {person.id: Reader(person.id, person.called, language) for person, language in rows}
