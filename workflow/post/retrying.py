"""The door of the outbox: the system administrator has a letter sent again that could not be delivered, or may not have
been. What an administrator sets going stands in the installation's log.
"""

from datetime import datetime
from typing import Final

import sqlalchemy as sa

from workflow.db import Database
from workflow.log.recording import record
from workflow.picture.standing import Seat
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.records.mails import OutgoingMail
from workflow.vocabulary import Mail, SeatRole

NOUN: Final = "mail"
ENDED: Final = (Mail.UNDELIVERABLE, Mail.IN_DOUBT)


def retry(database: Database, seat: Seat, mail_id: int, *, at: datetime) -> None:
    """Queue a letter once more, with all its tries before it."""
    if seat.role is not SeatRole.SYSADMIN:
        raise NotThere
    with database.write(at) as work:
        query = sa.select(OutgoingMail).where(OutgoingMail.id == mail_id).with_for_update()
        found = work.session.scalar(query)
        if found is None:
            raise NotThere
        if found.state not in ENDED or not found.body:
            raise Refused([Reason("mail_not_ended", {"state": found.state})])
        again = {"state": Mail.QUEUED, "next_at": at, "tries": 0, "ended_at": None, "claimed_by": None}
        work.guarded(OutgoingMail, OutgoingMail.id == mail_id, OutgoingMail.state == found.state, **again)
        facts = {"person": found.person_id, "was": found.state.value}
        record(work, NOUN, mail_id, "retry_mail", seat, agreement_id=None, facts=facts)
