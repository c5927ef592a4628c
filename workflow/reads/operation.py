"""How the installation itself stands: what an operator looks at, and nothing of any project."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow import schema
from workflow.holds import held
from workflow.log.freezing import frozen
from workflow.records.events import Checkpoint, Event, Log
from workflow.records.mails import OutgoingMail
from workflow.records.notices import Beat, RegionNotice, Timer
from workflow.records.operation import Hold
from workflow.seats.installing import ITSELF, NOUN
from workflow.vocabulary import Mail, Notice

WORKER = "worker"
SIGNED_WITHIN = timedelta(minutes=5)
BACKUPS_WITHIN = 1_000  # deeds of the installation among which the last backup is looked for


@dataclass(frozen=True)
class LogState:
    """How long a log is, and how far it is signed."""

    origin: str
    size: int
    signed: int
    last_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Whether its newest leaves should have been signed long ago: the signer stands still, or refuses."""
        return self.signed < self.size and self.last_at is not None and now - self.last_at > SIGNED_WITHIN


@dataclass(frozen=True)
class LastBackup:
    """The last backup as the installation's log tells it."""

    at: datetime
    name: str
    size: int


@dataclass(frozen=True)
class Condition:
    """Everything at one moment."""

    beat: datetime | None
    timers: int  # not fired yet
    late: int  # of these, those whose instant has come
    oldest: datetime | None
    queued: int  # notices not put before their region
    mails: dict[Mail, int]
    hold: Hold | None
    backup: LastBackup | None
    logs: list[LogState]
    frozen: list[tuple[str, datetime, str]]  # logs of two stories: name, since when, why
    revision: str | None


def condition(session: Session, at: datetime) -> Condition:
    """How it stands, in nine statements whatever its size."""
    waiting = sa.select(sa.func.count(), sa.func.min(Timer.due_at)).where(Timer.fired_at.is_(None))
    late, oldest = session.execute(waiting.where(Timer.due_at <= at)).one()
    mails = sa.select(OutgoingMail.state, sa.func.count()).group_by(OutgoingMail.state)
    queued = sa.select(sa.func.count()).where(RegionNotice.state == Notice.QUEUED)
    return Condition(
        beat=session.scalar(sa.select(Beat.at).where(Beat.name == WORKER)),
        timers=session.execute(waiting).one()[0],
        late=late,
        oldest=oldest,
        queued=session.scalar(queued) or 0,
        mails={state: n for state, n in session.execute(mails)},
        hold=held(session),
        backup=_last_backup(session),
        logs=_logs(session),
        frozen=frozen(session),
        revision=schema.current(session),
    )


def _last_backup(session: Session) -> LastBackup | None:
    ours = (Event.noun == NOUN, Event.object_id == ITSELF)
    last = sa.select(sa.func.max(Event.sequence)).where(*ours).scalar_subquery()
    query = sa.select(Event.at, Event.leaf).where(*ours, Event.act == "back_up", Event.sequence > last - BACKUPS_WITHIN)
    row = session.execute(query.order_by(Event.sequence.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    facts = json.loads(row.leaf)["facts"]
    return LastBackup(row.at, str(facts["backup"]), int(facts["size"]))


def _logs(session: Session) -> list[LogState]:
    signed = sa.select(sa.func.max(Checkpoint.size)).where(Checkpoint.log_id == Log.id).scalar_subquery()
    query = sa.select(Log.origin, Log.size, sa.func.coalesce(signed, 0), Log.last_at).order_by(
        Log.year.desc(), Log.origin
    )
    return [LogState(*row) for row in session.execute(query)]
