"""The door for what regions sign about a log: it is verified and kept; releases that waited for it go on, or end. Who
has to answer for a log is told of what is held against it."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.clock import day_of
from workflow.db import Database, Work
from workflow.engine import wake
from workflow.log import receiving
from workflow.log.freezing import freeze
from workflow.log.journal import Deed, append
from workflow.log.keys import VerifierKey
from workflow.log.receiving import Accusation, NotTaken, Received, findings_of
from workflow.records.agreements import Member, Office
from workflow.records.amendments import Amendment
from workflow.records.cosigning import Dispute
from workflow.records.events import Log
from workflow.records.people import Appointment
from workflow.records.standards import Standard
from workflow.seats.sitting import sitting
from workflow.vocabulary import ADMINISTRATORS, AmendmentState, Joint, SeatRole

NOUN: Final = "dispute"
WAITING = (Joint.SCHEDULED, Joint.SEALED)
AMENDING = (AmendmentState.SCHEDULED, AmendmentState.SEALED)
TOLD: Final = ADMINISTRATORS | {SeatRole.SECRETARY, SeatRole.OFFICER}
MOST_DISPUTES: Final = 1_000  # of one key: whoever signs more has said enough


def receive(database: Database, log: Log, body: bytes, size: int, *, at: datetime) -> Received:
    """Signature lines for a head of ours; raises NotTaken. A release that lacked them alone is sealed at once."""
    received = receiving.receive(database, log, body, size, at=at)
    _wake(database, log, at)
    return received


def accuse(database: Database, log: Log, body: bytes, vkey: VerifierKey | None, *, at: datetime) -> int:
    """A region's report against the log; raises NotTaken. It is kept once, the log itself tells of it and of the seats
    that are told, and a release under way that asked for mirrors is aborted."""
    told = receiving.accusation(database, log, body, vkey)
    with database.read() as session:
        made = _known(session, log, told)
    if made is None:
        with database.write(at) as work:
            made = _kept(work, log, told)
    _wake(database, log, at)
    return made


def _known(session: Session, log: Log, told: Accusation) -> int | None:
    """The number under which the same is kept. A mirror that looks every minute signs its report anew each time: what
    its last one found already is nothing new, and nobody is told again."""
    same: int | None = session.scalar(
        sa.select(Dispute.id).where(Dispute.log_id == log.id, Dispute.sha256 == told.sha256)
    )
    mine = sa.select(Dispute).where(Dispute.log_id == log.id, Dispute.key_id == told.key_id)
    last = session.scalars(mine.order_by(Dispute.id.desc()).limit(1)).one_or_none() if told.findings else None
    return last.id if same is None and last and findings_of(last.note) == told.findings else same


def _kept(work: Work, log: Log, told: Accusation) -> int:
    """The evidence and its event."""
    mine = sa.select(sa.func.count()).where(Dispute.key_id == told.key_id)
    if (work.session.scalar(mine) or 0) >= MOST_DISPUTES:
        raise NotTaken("cosigned.enough")
    said = {"sha256": told.sha256, "is_fork": told.is_fork}
    made = work.insert(
        Dispute, log_id=log.id, key_id=told.key_id, note=told.note, received_at=work.at, **said
    )  # fmt: skip
    facts = {**said, "key": told.key_id, "by": told.region, "log": log.origin}
    facts["told"] = seats_told(work.session, log, work.at)
    deed = Deed(
        noun=NOUN,
        object_id=made,
        sequence=1,
        act=NOUN,
        seat=None,
        at=work.at,
        agreement_id=log.agreement_id,
        facts=facts,
        is_of_the_log=True,
    )
    append(work, deed)
    if told.is_fork:
        freeze(work.session, log.id, "forked", work.at)
    return made


def seats_told(session: Session, log: Log, at: datetime) -> list[int]:
    """The seats that are told of a dispute: administrators, secretaries and officers of every region of the agreement,
    and of its offices."""
    members = sa.select(Member.region_code).where(Member.agreement_id == log.agreement_id)
    offices = sa.select(Office.organ_id).where(Office.agreement_id == log.agreement_id)
    near = sa.or_(Appointment.region_code.in_(members), Appointment.organ_id.in_(offices))
    query = sitting(day_of(at)).where(near, Appointment.role.in_(TOLD))
    return [given.id for given, *_ in session.execute(query)]


def _wake(database: Database, log: Log, at: datetime) -> None:
    """Let the process look at what stands before its release under this agreement."""
    amending = sa.exists().where(Amendment.standard_id == Standard.id, Amendment.state.in_(AMENDING))
    waiting = sa.or_(Standard.state.in_(WAITING), amending)
    query = sa.select(Standard.id).where(Standard.agreement_id == log.agreement_id, waiting).order_by(Standard.id)
    with database.read() as session:
        ids = session.scalars(query).all()
    for standard_id in ids:
        wake(database, standard_id, at)
