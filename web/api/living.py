"""A standard in use, for its parties: its limits, how it is carried out, what the public says, what is alike."""

from typing import Any, Final

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from web.api import views
from web.api.listing import listed, of, plain
from web.project.party import found
from web.seats import shows
from workflow.exports.limits import plain as as_told
from workflow.reads import entries, feedback, implementing, rivals
from workflow.reads.implementing import Measure
from workflow.reads.rivals import Rival
from workflow.records.standstill import AlertAnswer
from workflow.rules import living
from workflow.text.limits.judged import Judged

calls = Blueprint("living", __name__)
SAID: Final = ("id", "clause_id", "clause_label", "opinion", "proposal", "reason", "state", "received_at", "answer")
ANSWERED: Final = ("verdict", "reason", "at")


@calls.get("/standards/<int:standard_id>/limits")
@shows
def limits(standard_id: int) -> ResponseReturnValue:
    """Those of the text at hand; `name` is how the answers of `confirm_limits` and its like name one."""
    return listed([_limit(one) for one in found(standard_id).limits.found])


def _limit(one: Judged) -> views.Json:
    told = {"name": one.name, "clause": one.clause.id, "number": one.clause.number, "state": one.state.value}
    return told | as_told(one.limit) | {"words": one.limit.words, "confirmed_before": one.before}


@calls.get("/standards/<int:standard_id>/implementation")
@shows
def implementation(standard_id: int) -> ResponseReturnValue:
    """A row a region, in it every measure; beside it the entries that speak of the standard, and the review."""
    standing = found(standard_id)
    grid = implementing.grid(g.session, standing, g.today)
    rows = [
        {"region": code} | {name: [_measure(each) for each in cells] for name, cells in row.items()}
        for code, row in grid.items()
    ]
    counted = implementing.beside(g.session, entries.within(g.seat), standard_id)
    heard = [{"clause": clause, "label": label, "n": n} for clause, label, n in feedback.counts(g.session, standard_id)]
    more: dict[str, Any] = {"beside": {kind.code: n for kind, n in counted}, "feedback": heard}
    return listed(rows, **more, review_until=views.time(living.reviewed_by(standing)))


def _measure(one: Measure) -> views.Json:
    duty = {"id": one.duty.id, "state": one.duty.state.value} if one.duty else None
    return of(one, ("fate", "due", "shown", "files")) | {"duty": duty}


@calls.get("/standards/<int:standard_id>/feedback")
@shows
def said(standard_id: int) -> ResponseReturnValue:
    """What the public said since the release, without names and contacts."""
    clause = request.args.get("clause", "")[:32]
    told = feedback.heard(g.session, found(standard_id), clause)
    return listed([of(one.comment, SAID) | {"marked": one.is_marked, "taken_up": one.is_taken} for one in told])


@calls.get("/standards/<int:standard_id>/alike")
@shows
def alike(standard_id: int) -> ResponseReturnValue:
    """Projects that were found alike, answered by the step `answer_alike`."""
    return listed([_rival(one) for one in rivals.of(g.session, g.seat, found(standard_id))])


def _rival(one: Rival) -> views.Json:
    """The other standard is named to those alone who may see it."""
    other = {"id": one.standard.id, "title": one.standard.title_zh} if one.standard else None
    told = {"alert": one.alert.id, "at": plain(one.alert.at), "likeness": one.alert.likeness, "other": other}
    return told | {"region": one.region.code, "ours": _answer(one.ours), "theirs": _answer(one.theirs)}


def _answer(one: AlertAnswer | None) -> views.Json | None:
    return of(one, ANSWERED) if one else None
