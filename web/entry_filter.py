"""What an address narrows a list of entries to."""

from datetime import datetime

from flask import g, request

from web import forms
from workflow import clock
from workflow.picture.standing import Seat
from workflow.reads.entries import is_outside
from workflow.reads.entry_lists import Wanted
from workflow.vocabulary import EntryState


def asked(seat: Seat | None) -> Wanted:
    """What the address narrows the list of a reader to; what cannot be read narrows nothing."""
    args = request.args
    return Wanted(
        agreement=forms.number(args.get("agreement")),
        region=args.get("region") or None,
        state=EntryState(args["state"]) if args.get("state") in set(EntryState) else None,
        words=args.get("q", "").strip()[:100],
        standard=forms.number(args.get("standard")),
        parent=forms.number(args.get("parent")),
        batch=forms.number(args.get("batch")),
        under=forms.number(args.get("under")),
        held=dict(zip(args.getlist("field"), args.getlist("value"), strict=False)),
        is_once=args.get("once") == "title",
        ended_at=ended(),
        is_decided=is_outside(seat),
    )


def unread() -> str:
    """What stands in the address where a past day should stand, and is none: today is shown, and the reader is told."""
    given = request.args.get("on", "").strip()
    return given[:20] if given and ended() is None and given != g.today.isoformat() else ""


def ended() -> datetime | None:
    """The first instant after the day that is asked for; of today and of what is no day nothing is said."""
    day = forms.day(request.args.get("on"))
    return clock.end_of(day) if day is not None and day < g.today else None
