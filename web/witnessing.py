"""Auditors' own reads, recorded before anything is shown; the reading transaction of the page is closed for it."""

from flask import g

from web.config import database
from workflow.auditing import reading
from workflow.auditing.reading import Opened
from workflow.kinds import Kind
from workflow.reads.audit import AUDITORS
from workflow.vocabulary import Reading


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


def of_entries(kind: Kind, target: str, agreement_id: int | None = None) -> None:
    """The same for entries of a kind that the public does not read; what is public anybody may look at."""
    if not kind.is_public:
        witness(Opened(kind=Reading.PERSONAL, target=target, agreement_id=agreement_id))


def _sitting() -> str:
    """From one log-in to its end; a key of the API sits for a day."""
    found = g.visitor.session
    return f"session-{found.id}" if found is not None else f"key-{g.today.isoformat()}"
