"""What an address narrows a list of entries to."""

from datetime import date, datetime, time, timedelta

from flask import g, request

from workflow.clock import BEIJING
from workflow.reads.entry_lists import Wanted
from workflow.vocabulary import EntryState


def asked() -> Wanted:
    """What the address narrows the list to; what cannot be read narrows nothing."""
    args = request.args
    return Wanted(
        agreement=_number("agreement"),
        region=args.get("region") or None,
        state=EntryState(args["state"]) if args.get("state") in set(EntryState) else None,
        words=args.get("q", "").strip()[:100],
        standard=_number("standard"),
        parent=_number("parent"),
        batch=_number("batch"),
        under=_number("under"),
        held=dict(zip(args.getlist("field"), args.getlist("value"), strict=False)),
        is_once=args.get("once") == "title",
        ended_at=_end_of(args.get("on", "")),
    )


def _number(name: str) -> int | None:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else None


def _end_of(given: str) -> datetime | None:
    """The first instant after a Beijing day; of today and of what is no day nothing is said."""
    try:
        asked_for = date.fromisoformat(given)
    except ValueError:
        return None
    if not date(1949, 1, 1) <= asked_for < g.today:
        return None
    return datetime.combine(asked_for + timedelta(days=1), time(), BEIJING)
