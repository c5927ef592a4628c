"""The door for what regions sign about a log: it is verified and kept; releases that waited for it go on, or end."""

from datetime import datetime

import sqlalchemy as sa

from workflow.db import Database
from workflow.engine import wake
from workflow.log import receiving
from workflow.log.keys import VerifierKey
from workflow.log.receiving import Received
from workflow.records.amendments import Amendment
from workflow.records.events import Log
from workflow.records.standards import Standard
from workflow.vocabulary import AmendmentState, Joint

WAITING = (Joint.SCHEDULED, Joint.SEALED)
AMENDING = (AmendmentState.SCHEDULED, AmendmentState.SEALED)


def receive(database: Database, log: Log, body: bytes, size: int, *, at: datetime) -> Received:
    """Signature lines for a head of ours; raises NotTaken. A release that lacked them alone is sealed at once."""
    received = receiving.receive(database, log, body, size, at=at)
    _wake(database, log, at)
    return received


def accuse(database: Database, log: Log, body: bytes, vkey: VerifierKey | None, *, at: datetime) -> int:
    """A region's report against the log; raises NotTaken. A release under way that asked for mirrors is aborted."""
    made = receiving.accuse(database, log, body, vkey, at=at)
    _wake(database, log, at)
    return made


def _wake(database: Database, log: Log, at: datetime) -> None:
    """Let the process look at what stands before its release under this agreement."""
    amending = sa.exists().where(Amendment.standard_id == Standard.id, Amendment.state.in_(AMENDING))
    waiting = sa.or_(Standard.state.in_(WAITING), amending)
    query = sa.select(Standard.id).where(Standard.agreement_id == log.agreement_id, waiting).order_by(Standard.id)
    with database.read() as session:
        ids = session.scalars(query).all()
    for standard_id in ids:
        wake(database, standard_id, at)
