"""Since I was here: what others changed on the desk against what I saw, and what was said and suggested."""

from typing import Any

from flask import Blueprint, g, render_template

from web.desk import hour, named, seen
from web.present import instant
from web.project import suggested
from web.project.beside import clauses_of, where
from web.project.party import page_head, ways
from web.project.redlines import card
from web.seats import shows
from web.views.clauses import anchor
from web.views.redlining import Drawing
from workflow.reads import since as reads
from workflow.reads.desk import lying, names
from workflow.words import say

pages = Blueprint("since", __name__)


@pages.get("/standards/<int:standard_id>/since")
@shows
def since(standard_id: int) -> str:
    standing, _ = seen(standard_id)
    desk = lying(g.session, standard_id, g.now)
    found = reads.since(desk, g.seat.person_id)
    persons, drawing = (
        names(g.session, {who for who, _ in found.by.values()}),
        Drawing.of(found.changes, standing.places),
    )
    here = {one.id for one in desk.clauses()}
    cards = []
    for change in found.changes:
        who, at = found.by.get(change.id, (None, None))
        told = card(change, drawing) | {"meta": [f"{named(persons.get(who))} {hour(at)}"] if at else []}
        cards.append(told | {"href": f"/standards/{standard_id}/desk#{anchor(change.id)}" if change.id in here else ""})
    clauses = clauses_of(standing)
    page: dict[str, Any] = {"id": standard_id, "head": page_head(standing, say("您上次看过以后")), "cards": cards}
    page |= {"ways": ways(standing, "draft"), "revision": desk.revision, "at": instant(found.look.at)}
    page["never"] = desk.seen(g.seat.person_id) is None
    page["threads"] = [
        where(standing, clauses, one.clause_id, one.clause_label)
        | {"thread": one.id, "at": instant(one.last_at), "is_open": one.resolved_at is None}
        for one in found.threads
    ]
    page["suggestions"] = suggested.views(standing, found.suggestions)
    return render_template("drafting/since.html", page=page)
