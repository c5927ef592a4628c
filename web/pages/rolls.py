"""Entries of one kind to take away, narrowed as the page was: CSV, spreadsheet, JSON Lines, print."""

from typing import Any

from flask import Blueprint, Response, g
from flask.typing import ResponseReturnValue

from web import entry_filter
from web.config import database
from web.entered import HOME, PUBLIC, kind_of
from web.seats import public, shows
from workflow import clock
from workflow.exports import downloads
from workflow.exports.registers import files
from workflow.exports.registers.files import MEDIA
from workflow.exports.rolls import Roll
from workflow.process.reasons import NotThere, Reason, Refused
from workflow.reads import entries as reads
from workflow.reads import entry_lists

pages = Blueprint("rolls", __name__)
FORMS = "<any(csv, xlsx, jsonl, pdf):form>"


@pages.get(f"{HOME}/<kind>.{FORMS}")
@shows
def roll(kind: str, form: str) -> ResponseReturnValue:
    return file_of(kind, form, g.seat)


@pages.get(f"{PUBLIC}/<kind>.{FORMS}")
@public
def public_roll(kind: str, form: str) -> ResponseReturnValue:
    return file_of(kind, form, None)


def roll_of(kind: str, seat: Any) -> Roll:
    """The entries of a kind that a seat, or the public, may read; to the public what is not decided is not there."""
    found = kind_of(kind)
    if seat is None and not found.is_public:
        raise NotThere
    return Roll(found, reads.within(seat), entry_filter.asked(seat), seat is None, clock.day_of(g.now))


def file_of(kind: str, form: str, seat: Any) -> ResponseReturnValue:
    """The entries that a seat, or the public, may read, as a file."""
    made = roll_of(kind, seat)
    if form == files.Kind.PDF:
        n, _ = entry_lists.listed(g.session, made.where, made.kind, made.wanted, 1)
        if n > files.MOST_PRINTED:
            raise Refused([Reason("register_long", {"n": n, "most": files.MOST_PRINTED})])
    pieces = downloads.spoken(files.chunks(made, database(), None, files.Kind(form), g.now))
    named = f"tongbiao-{kind}-{g.today:%Y%m%d}.{form}"
    head = {"Content-Disposition": f'attachment; filename="{named}"'}
    return Response(pieces, content_type=MEDIA[files.Kind(form)], headers=head)
