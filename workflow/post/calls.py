"""Who is called in a thread beside a clause is told once: by the next digest, or at once where the person wishes every
notice; then at most one letter a day for a thread, and never what was said.
"""

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import clock
from workflow.post import letters
from workflow.post.outbox import Entry, readers
from workflow.records.clause_threads import ClauseCall, ClauseRemark, ClauseThread
from workflow.records.mails import Mailbox
from workflow.vocabulary import MailWish

UNTOLD = (ClauseCall.told_at.is_(None), ClauseCall.heard_at.is_(None))


def is_any(session: Session) -> bool:
    """Whether somebody who wishes every notice has not been told of a call."""
    each = sa.select(Mailbox.person_id).where(Mailbox.wish == MailWish.EACH, Mailbox.confirmed_at.is_not(None))
    return bool(session.scalar(sa.select(sa.exists().where(*UNTOLD, ClauseCall.person_id.in_(each)))))


def entries(session: Session, at: datetime, base: str) -> Iterator[Entry]:
    """A letter for every thread that calls such a person, marked as told."""
    known = readers(session, MailWish.EACH)
    query = sa.select(ClauseCall.person_id, ClauseThread.id, ClauseThread.standard_id).distinct()
    query = query.join(ClauseRemark, ClauseRemark.id == ClauseCall.remark_id)
    query = query.join(ClauseThread, ClauseThread.id == ClauseRemark.thread_id)
    rows = session.execute(query.where(*UNTOLD, ClauseCall.person_id.in_(known))).all()
    for person, thread, standard in rows:
        letter = letters.called(known[person], standard, f"{base}/standards/{standard}/threads/{thread}")
        yield Entry(person, f"talk/{thread}/{clock.day_of(at).isoformat()}", letter)
    told(session, at, *known)


def told(session: Session, at: datetime, *persons: int) -> None:
    """These persons know of all that calls them."""
    mine = (ClauseCall.told_at.is_(None), ClauseCall.person_id.in_(persons))
    session.execute(sa.update(ClauseCall).where(*mine).values(told_at=at).execution_options(synchronize_session=False))
