"""What a group shares: its base of terms, suggestions that the public made to it, the documents that texts cite."""

from typing import Any, Final

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from web import agreed
from web.api import views
from web.api.listing import listed, of, page, paged, plain
from web.seats import shows
from workflow.accord.picture import Accord
from workflow.reads import cited, rivals, termbase
from workflow.reads import suggestions as reads
from workflow.reads.rivals import Near
from workflow.reads.suggestions import Suggested
from workflow.records.shared_words import SharedWord

calls = Blueprint("shared", __name__)
LONGEST: Final = 100  # signs that are looked for
SAID: Final = ("id", "title", "need", "state", "received_at", "disposition", "answer", "answered_at")
DOCUMENT: Final = ("number", "title", "status", "replaced_by", "regions")


@calls.get("/agreements/<int:agreement_id>/terms")
@shows
def terms(agreement_id: int) -> ResponseReturnValue:
    """By term what each region says under it; proposed, agreed and dropped by steps of the agreement."""
    accord, wanted = agreed.find(g.session, agreement_id), request.args.get("q", "").strip()[:LONGEST]
    items = [
        {"term": one.term, "in_conflict": one.is_in_conflict, "words": [_word(accord, word) for word in one.words]}
        for one in termbase.concepts(accord, wanted)
    ]
    return listed(items)


def _word(accord: Accord, one: SharedWord) -> views.Json:
    told = of(one, ("id", "english", "definition", "source", "agreed_at"))
    return told | {"region": one.region_code, "agreed_by": sorted(accord.word_voices.get(one.id, []))}


@calls.get("/agreements/<int:agreement_id>/suggestions")
@shows
def suggestions(agreement_id: int) -> ResponseReturnValue:
    """Without who made them; what is alike to one that waits stands beside it."""
    agreed.find(g.session, agreement_id)
    found = reads.of(g.session, agreement_id)
    near = rivals.near(g.session, g.seat, [one.suggestion.title for one in found if not one.is_answered])
    return listed([_suggestion(one, near) for one in found])


def _suggestion(one: Suggested, near: dict[str, list[Near]]) -> views.Json:
    return of(one.suggestion, SAID) | {"alike": [_near(each) for each in near.get(one.suggestion.title, ())]}


def _near(one: Near) -> dict[str, Any]:
    """A standard is named to those alone who may see it."""
    other = {"id": one.standard.id, "title": one.standard.title_zh} if one.standard else None
    return {"region": one.region.code, "likeness": one.likeness, "standard": other, "listed": one.listed}


@calls.get("/documents")
@shows
def documents() -> ResponseReturnValue:
    words, here = request.args.get("q", "").strip()[:LONGEST], page()
    found = cited.listed(g.session, words, here)
    items = [of(one, DOCUMENT) for one in found.rows]
    return paged(items, found.total, here=here, size=cited.PAGE, listed_at=plain(found.listed_at))
