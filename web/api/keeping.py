"""Keeping and erasing to read, for administrators and auditors: requests, holds, what is due by its retention class."""

from typing import Final

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from web.api import views
from web.api.listing import listed, of, page, paged, plain
from web.pages.due import asked_of
from web.seats import shows
from workflow.dossier import due as dues
from workflow.dossier.due import Due
from workflow.process.reasons import NotThere
from workflow.reads import erasures as reads
from workflow.reads.erasures import Asked

calls = Blueprint("keeping", __name__)
REQUEST: Final = (
    *("id", "log", "index", "field", "act", "ground", "document"),
    *("asked_by", "asked_at", "decided_by", "decided_at", "is_done"),
)
HOLD: Final = ("id", "standard", "document", "laid_at", "laid_by", "lifted_at")
DUE: Final = ("on", "retention", "region", "kind", "name", "n", "closed", "held")


@calls.get("/keeping/erasures")
@shows
def erasures() -> ResponseReturnValue:
    """Requests to erase a value, those that wait first; which mirrors have dropped it."""
    _admit()
    return listed([_request(one) for one in reads.asked(g.session, g.seat)])


def _request(one: Asked) -> views.Json:
    mirrors = [{"region": each.region.code, "at": plain(each.at)} for each in one.taken]
    return of(one, REQUEST) | {"mirrors": mirrors}


@calls.get("/keeping/holds")
@shows
def holds() -> ResponseReturnValue:
    """Standards of which nothing is erased, by order."""
    _admit()
    return listed([of(one, HOLD) | {"standard": int(one.standard.code)} for one in reads.holds(g.session, g.seat)])


@calls.get("/keeping/due")
@shows
def due() -> ResponseReturnValue:
    """By pages of standards: `total` counts those that were closed long enough ago."""
    asked, here = asked_of(request.args), page()
    found = [_due(one) for one in dues.due(g.session, asked, here)]
    return paged(found, dues.total(g.session, asked), here=here, size=dues.PAGE)


def _due(one: Due) -> views.Json:
    return {"standard": one.standard.id, "title": one.standard.title_zh} | of(one, DUE)


def _admit() -> None:
    if g.seat.role not in reads.SEEN_BY:
        raise NotThere
