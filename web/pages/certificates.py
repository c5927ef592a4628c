"""The certificate of an entry to take away, for kinds of which one can be printed."""

from typing import Any

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from web.config import settings
from web.entered import HOME, PUBLIC
from web.pages.rolls import roll_of
from web.seats import public, shows
from workflow.exports.certificates import certificate
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads
from workflow.vocabulary import EntryState

pages = Blueprint("certificates", __name__)


@pages.get(f"{HOME}/<kind>/<int:entry_id>/certificate.pdf")
@shows
def of_entry(kind: str, entry_id: int) -> ResponseReturnValue:
    return printed(kind, entry_id, g.seat)


@pages.get(f"{PUBLIC}/<kind>/<int:entry_id>/certificate.pdf")
@public
def public_of_entry(kind: str, entry_id: int) -> ResponseReturnValue:
    return printed(kind, entry_id, None)


def printed(kind: str, entry_id: int, seat: Any) -> ResponseReturnValue:
    """Whoever asks gets what the public may read; of what has ended nothing is certified."""
    roll = roll_of(kind, None)
    entry = reads.one(g.session, reads.within(seat), entry_id)
    if entry is None or entry.kind != kind or not roll.kind.is_certified or entry.state is EntryState.ENDED:
        raise NotThere
    address = f"{settings().base_url.rstrip('/')}{PUBLIC}/{kind}/{entry_id}"
    answer = Response(certificate(g.session, entry, roll, address), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f"attachment; filename=certificate-{kind}-{entry_id}.pdf"
    return answer
