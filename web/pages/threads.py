"""Threads beside clauses: the page of all, of one, and what the desk shows of a clause. `talking` writes in them."""

from typing import Any, Final

from flask import Blueprint, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from web.desk import hour, named
from web.project.beside import Beside, beside, clauses_of, sees_desk
from web.project.party import page_head, ways
from web.project.talking import choices, views
from web.seats import shows
from web.views.clauses import anchor, label
from workflow.process.beside import TALK
from workflow.process.reasons import NotThere
from workflow.reads import suggested
from workflow.reads import talk as reads
from workflow.reads.desk import lying, names
from workflow.reads.since import fresh
from workflow.reads.talk import Wanted
from workflow.words import say

pages = Blueprint("threads", __name__)
STATES: Final = {"open": True, "resolved": False}


@pages.get("/standards/<int:standard_id>/threads")
@shows
def threads(standard_id: int) -> str:
    return page_of(beside(standard_id, TALK))


@pages.get("/standards/<int:standard_id>/threads/<int:thread_id>")
@shows
def thread(standard_id: int, thread_id: int) -> str:
    return page_of(beside(standard_id, TALK), thread_id=thread_id)


@pages.get("/standards/<int:standard_id>/threads.json")
@shows
def news(standard_id: int) -> ResponseReturnValue:
    """For the desk: how much is open beside each clause, what others changed since the person looked, and the open
    threads beside one clause.
    """
    here, clause = beside(standard_id, TALK), request.args.get("clause", "")[:32]
    told: dict[str, Any] = {"talks": reads.counted(g.session, standard_id)}
    told["wishes"] = suggested.counted(g.session, standard_id)
    if sees_desk(here.standing):
        told["fresh"] = _fresh(here)
    if clause:
        page = _page_of(here, Wanted(is_open=True, clause=clause)) | {"clause": clause}
        told["html"] = render_template("drafting/threads_rail.html", page=page)
    return jsonify(told)


def _fresh(here: Beside) -> list[dict[str, str]]:
    """Clauses that others changed since the person looked, in reading order."""
    hands = fresh(lying(g.session, here.standing.standard.id, g.now), g.seat.person_id)
    persons = names(g.session, {who for who, _ in hands.values()})
    return [
        {"clause": one.id, "anchor": anchor(one.id), "label": label(one)}
        | {"words": f"{named(persons.get(hands[one.id][0]))} {hour(hands[one.id][1])}"}
        for one in clauses_of(here.standing).values()
        if one.id in hands
    ]


def _page_of(here: Beside, wanted: Wanted, thread_id: int = 0) -> dict[str, Any]:
    """What every page of threads shows."""
    id_ = here.standing.standard.id
    rows = reads.threads(g.session, id_, wanted) if not thread_id else reads.one(g.session, id_, thread_id)
    if thread_id and not rows:
        raise NotThere
    people = choices(reads.people(g.session, here.standing, g.now))
    page = {"id": id_, "reasons": [reason.as_json() for reason in here.reasons], "people": people}
    return page | {"rows": views(here.standing, rows)}


def page_of(here: Beside, fault: str = "", thread_id: int = 0) -> str:
    """The page, with what is wrong in the form that was sent, if anything is."""
    words = {"open": say("未了结"), "mine": say("与我有关"), "resolved": say("已了结"), "all": say("全部")}
    show, clause = request.values.get("show", "open"), request.values.get("clause", "")[:32]
    show = show if show in words else "open"
    wanted = Wanted(STATES.get(show), g.seat.person_id if show == "mine" else None, clause)
    clauses = clauses_of(here.standing)
    page: dict[str, Any] = {"head": page_head(here.standing, say("讨论")), "ways": ways(here.standing, "threads")}
    page["fault"] = fault
    page |= {"show": show, "shows": [{"key": key, "words": said} for key, said in words.items()], "clause": clause}
    page |= {"clauses": [{"id": one.id, "words": label(one)} for one in clauses.values()], "one": thread_id}
    page |= {"form": {name: request.form.get(name, "") for name in ("words", "quote", "to")}}
    page |= _page_of(here, wanted, thread_id)
    return render_template("drafting/threads.html", page=page | {"groups": _grouped(page["rows"], list(clauses))})


def _grouped(rows: list[dict[str, Any]], order: list[str]) -> list[list[dict[str, Any]]]:
    """Threads by their clauses in reading order, those of clauses that have gone last."""
    at = {id_: n for n, id_ in enumerate(order)}
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: at.get(row["clause"], len(order))):
        groups.setdefault(row["clause"], []).append(row)
    return list(groups.values())
