"""The rounds of the carrier: beside the timers, so that a slow mail server delays no deadline."""

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from socket import gethostname
from threading import Event as Signal
from threading import Thread
from typing import Final

from workflow.db import Database
from workflow.holds import held
from workflow.post import answering, carrier, digest, watched
from workflow.settings import Settings

PAUSE: Final = 2.0  # seconds between two rounds
AWAY: Final = 60.0  # seconds until a mail server that is away is asked again
SWEEPING: Final = timedelta(hours=6)
journal = logging.getLogger(__name__)


def name_of_worker() -> str:
    """A name that no two workers share: claims bear it."""
    return f"{gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(4)}"


def start(database: Database, settings: Settings, ended: Signal, hour: Callable[[], datetime]) -> Thread:
    """Make rounds in a thread of their own until `ended` is set."""
    thread = Thread(target=_rounds, args=(database, settings, ended, hour), name="post", daemon=True)
    thread.start()
    return thread


def once(database: Database, settings: Settings, at: datetime, worker: str) -> bool:
    """One round: write the digests that are due, send what is due; False when the mail server is away."""
    with database.read() as session:
        if held(session) is not None:
            return True
    digest.write(database, at, settings.base_url.rstrip("/"))
    watched.tell(database, at, settings.base_url.rstrip("/"))
    if settings.mail_url:
        answering.tell(database, at, settings.base_url.rstrip("/"))
    return carrier.carry(database, settings, at, worker)


def _rounds(database: Database, settings: Settings, ended: Signal, hour: Callable[[], datetime]) -> None:
    worker, swept_at = name_of_worker(), None
    pause = 0.0
    while not ended.wait(pause):
        at, pause = hour(), AWAY
        try:
            if once(database, settings, at, worker):
                pause = PAUSE
            if swept_at is None or at - swept_at >= SWEEPING:
                carrier.forget(database, at)
                swept_at = at
        except Exception:
            journal.exception("a round of the post failed")
