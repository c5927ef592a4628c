"""One turn of an entry as the log has it: where it stands, and by what hash it can be checked."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from web import witnessing
from web.entered import HOME, kind_of
from web.seats import shows
from web.views import entry_course
from workflow.process.reasons import NotThere
from workflow.reads import entries as reads

pages = Blueprint("entry_turns", __name__)


@pages.get(f"{HOME}/<kind>/<int:entry_id>/turns/<int:number>")
@shows
def turn(kind: str, entry_id: int, number: int) -> ResponseReturnValue:
    where, found = reads.within(g.seat), kind_of(kind)
    entry = reads.one(g.session, where, entry_id)
    if entry is None or entry.kind != found.code:
        raise NotThere
    witnessing.of_entries(found, f"entry/{entry_id}", entry.agreement_id)
    entry = reads.one(g.session, where, entry_id)
    told = entry_course.whole(entry, number) if entry else None
    if entry is None or told is None:
        raise NotThere
    page = told | {"title": entry.title, "href": f"{HOME}/{kind}/{entry_id}"}
    return render_template("registers/turn.html", page=page)
