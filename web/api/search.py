"""What anybody may find: numbers, titles and public texts, with what the search can be narrowed to. No log-in."""

from urllib.parse import urlencode

from flask import Blueprint, g, jsonify, request
from flask.typing import ResponseReturnValue

from web import paging
from web.api import views
from web.seats import public
from web.views import searching
from web.views.clauses import anchor
from workflow.reads import finding
from workflow.reads.finding import Place, Result
from workflow.words import language

calls = Blueprint("search", __name__)


@calls.get("/search")
@public
def search() -> ResponseReturnValue:
    found = finding.find(g.session, searching.wanted(), paging.asked(), language=language())
    onward = _next(found.here) if found.here * finding.PAGE < found.total else None
    told = {"total": found.total, "items": [_item(one) for one in found.results], "next": onward}
    return jsonify(told | {"facets": found.counts})


def _next(page: int) -> str:
    asked = {name: value for name, value in request.args.items() if name != "page"}
    return f"{request.path}?{urlencode(asked | {'page': page + 1})}"


def _item(one: Result) -> views.Json:
    standard = one.standard
    home = searching.home(one)
    return {
        "id": standard.id,
        "title": {"zh": standard.title_zh, "en": standard.title_en},
        "agreement": {"id": one.agreement.id, "code": one.agreement.code},
        "state": standard.state.value,
        "field": standard.field,
        "numbers": [{"region": place.code, "number": number.display} for number, place in one.numbers],
        "released_at": views.time(standard.released_at),
        "effective_on": views.time(standard.effective_on) if one.asked is None else None,
        "page": home,
        "place": _place(one.place, home),
    }


def _place(place: Place | None, home: str) -> views.Json | None:
    """The clause in which the words stand, and an excerpt of it: stretches, each with whether it was looked for."""
    if place is None:
        return None
    told = {"clause": place.clause_id, "number": place.label, "page": f"{home}#{anchor(place.clause_id)}"}
    return told | {"excerpt": [[piece.words, piece.is_found] for piece in place.pieces]}
