"""Auditors' own reads, recorded before anything is shown; the reading transaction of the page is closed for it."""

from flask import g

from web.config import database
from workflow.auditing import reading
from workflow.auditing.reading import Opened
from workflow.reads.audit import AUDITORS


def witness(opened: Opened) -> bool:
    """Record what an auditor's seat opens, once a sitting; other seats read by what their work is. Says whether the
    reading was closed for it: what was read before is read again.
    """
    if g.seat is None or g.seat.role not in AUDITORS:
        return False
    if "session" in g:
        g.session.close()  # an open reading would keep the record from being written
    reading.note(database(), g.seat, _sitting(), opened, at=g.now)
    return True


def _sitting() -> str:
    """From one log-in to its end; a key of the API sits for a day."""
    found = g.visitor.session
    return f"session-{found.id}" if found is not None else f"key-{g.today.isoformat()}"
