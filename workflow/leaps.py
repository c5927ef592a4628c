"""A clock that leaps far ahead is rather wrong than right: no deadline may fire by it until somebody has looked."""

import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.records.notices import Beat

WORKER: Final = "worker"
LEAP: Final = timedelta(days=30)  # no outage of a worker that is watched lasts as long
journal = logging.getLogger(__name__)


def leapt(session: Session, at: datetime) -> datetime | None:
    """The worker's last beat, where the clock is a leap ahead of it. Whoever has looked at the clock runs
    `tongbiao work --once`, which beats anew."""
    beat = session.get(Beat, WORKER)
    return beat.at if beat is not None and at - beat.at > LEAP else None


def stands_back(database: Database, at: datetime) -> bool:
    """Nothing is fired, signed or deleted by a clock that leapt; the worker's beat stays behind, which is told."""
    try:
        with database.read() as session:
            last = leapt(session, at)
    except SQLAlchemyError:
        return False  # a database that is away is the tick's affair
    if last is not None:
        journal.error("the clock says %s, the worker last ran at %s: nothing is done by such a leap", at, last)
    return last is not None
